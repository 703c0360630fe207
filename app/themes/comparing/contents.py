"""What themes are compared by, of what they hold: words, sizes, excerpts that stand in two of them.

As it is now, or as it was last counted of a large consultation. All is told of the themes as the
codings name them: for which of them each stands is looked up when it is read.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import Told, told
from app.models import (
    IN_CORPUS,
    CodingProposal,
    Contribution,
    Excerpt,
    ExcerptTheme,
    Theme,
)
from app.themes.codebook.changes import changes_in_themes

EXCERPTS = 20
"""Of each theme, those whose words are compared."""


@dataclass(frozen=True)
class Content:
    """Excerpts that people gave a theme, and that the machine gives it; `words` explain why some of
    the former are where they are."""

    coded: int
    proposed: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """By theme; `together`: how many excerpts people gave two themes, by both."""

    themes: dict[uuid.UUID, Content]
    together: dict[tuple[uuid.UUID, uuid.UUID], int]


def contents_of(session: Session, consultation_id: uuid.UUID) -> Told[Contents]:
    return told(
        session, consultation_id, CONTENTS.name, Contents, lambda: _count(session, consultation_id)
    )


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(_count(session, consultation_id))


CONTENTS = Figure("contents-1", changes_in_themes, _as_kept)


def _count(session: Session, consultation_id: uuid.UUID) -> Contents:
    sizes, said = _sizes(session, consultation_id), _said(session, consultation_id)
    return Contents(
        {
            theme_id: Content(*sizes.get(theme_id, (0, 0)), tuple(said[theme_id]))
            for theme_id in sorted({*sizes, *said})
        },
        _together(session, consultation_id),
    )


def _sizes(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, tuple[int, int]]:
    coded, proposed = (
        sa.select(sa.func.count())
        .select_from(named.class_)
        .where(named == Theme.id)
        .correlate(Theme)
        .scalar_subquery()
        for named in (ExcerptTheme.theme_id, CodingProposal.theme_id)
    )
    found = sa.select(Theme.id, coded, proposed).where(Theme.consultation_id == consultation_id)
    return {theme_id: (one, other) for theme_id, one, other in session.execute(found)}


def _said(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    """The words by which the machine explains its proposals for the first excerpts of a theme."""
    given = aliased(ExcerptTheme)
    last = (
        sa.select(given.excerpt_id)
        .join(Excerpt, given.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(given.theme_id == Theme.id, Contribution.state.in_(IN_CORPUS))
        .order_by(given.excerpt_id)
        .offset(EXCERPTS - 1)
        .limit(1)
        .correlate(Theme)
        .scalar_subquery()
    )
    themes = (
        sa.select(Theme.id, last.label("last"))
        .where(Theme.consultation_id == consultation_id)
        .subquery()
    )
    words = (
        sa.select(themes.c.id, CodingProposal.words)
        .select_from(themes)
        .join(ExcerptTheme, ExcerptTheme.theme_id == themes.c.id)
        .join(CodingProposal, CodingProposal.excerpt_id == ExcerptTheme.excerpt_id)
        .join(Excerpt, ExcerptTheme.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            Contribution.state.in_(IN_CORPUS),
            sa.or_(themes.c.last.is_(None), ExcerptTheme.excerpt_id <= themes.c.last),
        )
        .order_by(themes.c.id, ExcerptTheme.excerpt_id)
    )
    said: dict[uuid.UUID, list[str]] = defaultdict(list)
    for theme_id, telling in session.execute(words):
        said[theme_id] += telling
    return said


def _together(
    session: Session, consultation_id: uuid.UUID
) -> dict[tuple[uuid.UUID, uuid.UUID], int]:
    one, other = aliased(ExcerptTheme), aliased(ExcerptTheme)
    shared = (
        sa.select(one.theme_id, other.theme_id, sa.func.count())
        .join(other, sa.and_(other.excerpt_id == one.excerpt_id, other.theme_id > one.theme_id))
        .join(Theme, one.theme_id == Theme.id)
        .where(Theme.consultation_id == consultation_id)
        .group_by(one.theme_id, other.theme_id)
        .order_by(one.theme_id, other.theme_id)
    )
    return {(a, b): count for a, b, count in session.execute(shared)}
