"""What counts of the coding, as it goes out: who decided is called by a number, unless named."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session, aliased

from app.models import (
    IN_CORPUS,
    Account,
    CodedState,
    Coding,
    CodingStance,
    Contribution,
    Excerpt,
    ExcerptCoding,
    ExcerptTheme,
    Nature,
    Theme,
    ThemeState,
)


@dataclass(frozen=True)
class Coded:
    """What counts of an excerpt. `coder` is how whoever decided is called."""

    excerpt_id: uuid.UUID
    start: int
    end: int
    themes: tuple[uuid.UUID, ...]
    nature: Nature
    stance: CodingStance | None
    account_id: uuid.UUID | None
    coder: str
    made_at: dt.datetime


def coded_excerpts(
    session: Session, consultation_id: uuid.UUID, *, names: bool
) -> dict[uuid.UUID, list[Coded]]:
    """What counts of the coding, by contribution, in the order of the texts."""
    themes = _themes_by_excerpt(session, consultation_id)
    coders: dict[uuid.UUID | None, str] = {}
    rows = session.execute(
        sa.select(
            Excerpt.contribution_id,
            Excerpt.id,
            Excerpt.start,
            Excerpt.end,
            sa.func.coalesce(ExcerptCoding.nature, Excerpt.nature).label("nature"),
            ExcerptCoding.stance,
            Coding.account_id,
            Coding.created_at,
            Account.name,
        )
        .join(ExcerptCoding, ExcerptCoding.excerpt_id == Excerpt.id)
        .join(Coding, ExcerptCoding.coding_id == Coding.id)
        .join(Excerpt.contribution)
        .outerjoin(Account, Coding.account_id == Account.id)
        .where(
            ExcerptCoding.consultation_id == consultation_id,
            ExcerptCoding.state != CodedState.SKIPPED,
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(Excerpt.contribution_id, Excerpt.start)
    )
    found: dict[uuid.UUID, list[Coded]] = defaultdict(list)
    for row in rows:
        called = coders.setdefault(
            row.account_id,
            (row.name if names else "") or _("coder %(number)s", number=len(coders) + 1),
        )
        found[row.contribution_id].append(
            Coded(
                row.id,
                row.start,
                row.end,
                tuple(themes.get(row.id, ())),
                Nature(row.nature),
                row.stance,
                row.account_id,
                called,
                row.created_at,
            )
        )
    return dict(found)


def _themes_by_excerpt(
    session: Session, consultation_id: uuid.UUID
) -> dict[uuid.UUID, list[uuid.UUID]]:
    standing = aliased(Theme)
    rows = session.execute(
        sa.select(ExcerptTheme.excerpt_id, standing.id)
        .join(Theme, ExcerptTheme.theme_id == Theme.id)
        .join(standing, Theme.stands_for_id == standing.id)
        .where(Theme.consultation_id == consultation_id, standing.state == ThemeState.APPROVED)
        .distinct()
        .order_by(ExcerptTheme.excerpt_id, standing.id)
    )
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for excerpt_id, theme_id in rows:
        found[excerpt_id].append(theme_id)
    return found
