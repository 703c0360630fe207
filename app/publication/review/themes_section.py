"""What was said: the themes of the codebook, what is expected in each, and a few words of each."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import (
    Consultation,
    Contribution,
    ContributionState,
    EvidenceLink,
    Excerpt,
    ExcerptTheme,
    Point,
    PointKind,
    PointState,
    Theme,
)
from app.publication.review.blocks import Block, bullets, cell, heading, said, table, verbatims
from app.strategy.ways import is_accepted
from app.themes.codebook.queries import Line, tree_of
from app.web.filters import number

QUOTED = 2
"""Verbatims of each theme."""


def themes_section(session: Session, consultation: Consultation) -> Iterator[Block]:
    tree = tree_of(session, consultation.id).value
    lines = [one for top in tree for one in top.with_those_below()]
    if not lines:
        yield said(_("No theme is approved yet."))
        return
    yield table(
        _("Themes and what they hold"),
        (_("Theme"), _("Excerpts")),
        [
            (
                cell(line.path),
                cell(number(line.held.coded), "reading.index", theme=str(line.theme.id)),
            )
            for line in lines
        ],
        (1,),
    )
    quoted, expected = _quoted(session, consultation.id), _expected(session, consultation.id)
    for line in lines:
        yield from _theme(line, quoted[line.theme.id], expected[line.theme.id])


def _theme(line: Line, quoted: list[uuid.UUID], expected: list[str]) -> Iterator[Block]:
    if not (quoted or expected or line.theme.belongs):
        return
    yield heading(line.path)
    if line.theme.belongs:
        yield said(line.theme.belongs)
    if expected:
        yield bullets(expected)
    if quoted:
        yield verbatims(quoted)


def _quoted(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, list[uuid.UUID]]:
    """By theme, the first excerpts that everybody may read."""
    place = sa.func.row_number().over(partition_by=Theme.stands_for_id, order_by=Excerpt.id)
    ranked = (
        sa.select(Theme.stands_for_id.label("theme_id"), Excerpt.id, place.label("place"))
        .select_from(ExcerptTheme)
        .join(Theme, ExcerptTheme.theme_id == Theme.id)
        .join(Excerpt, ExcerptTheme.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            Excerpt.consultation_id == consultation_id,
            Contribution.state == ContributionState.PUBLISHED,
        )
        .subquery()
    )
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    rows = session.execute(
        sa.select(ranked.c.theme_id, ranked.c.id)
        .where(ranked.c.place <= QUOTED)
        .order_by(ranked.c.theme_id, ranked.c.id)
    )
    for theme_id, excerpt_id in rows:
        found[theme_id].append(excerpt_id)
    return found


def _expected(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    """By theme, the needs that writers worded from excerpts of it."""
    rows = session.execute(
        sa.select(Theme.stands_for_id, Point.title)
        .select_from(EvidenceLink)
        .join(Point, EvidenceLink.point_id == Point.id)
        .join(ExcerptTheme, ExcerptTheme.excerpt_id == EvidenceLink.excerpt_id)
        .join(Theme, ExcerptTheme.theme_id == Theme.id)
        .where(
            Point.consultation_id == consultation_id,
            Point.kind == PointKind.NEED,
            Point.state == PointState.OPEN,
            is_accepted(),
        )
        .distinct()
        .order_by(Theme.stands_for_id, Point.title)
    )
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for theme_id, title in rows:
        found[theme_id].append(title)
    return found
