"""What was decided, the newest first."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    Account,
    CodedState,
    Coding,
    CodingStance,
    Excerpt,
    ExcerptCoding,
    ExcerptTheme,
    Theme,
)
from app.themes.coding.deciding import Coder
from app.themes.coding.queue import is_done_by, is_unseen_by, unseen_by
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

COUNTED = 1000
"""Decisions that are counted one by one: beyond, the page says "more than"."""


class Which(enum.StrEnum):
    """To which decisions a list is narrowed."""

    MINE = "mine"
    FLAGGED = "flagged"
    DISPUTED = "disputed"
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True)
class DecidedLine(Verbatim):
    """An excerpt and what counts of its codings."""

    coding_id: uuid.UUID
    state: CodedState
    coders: int
    stance: CodingStance | None
    is_flagged: bool
    note: str
    who: str | None
    made_at: dt.datetime
    themes: tuple[str, ...]
    is_mine: bool
    """Whether a decision of the person who reads stands on it."""


def decided_page(
    session: Session,
    coder: Coder,
    *,
    which: Which | None,
    theme_id: uuid.UUID | None,
    cursor: Cursor,
    reader: Coder | None = None,
    size: int = PAGE_SIZE,
) -> Page[DecidedLine]:
    """The decisions that count, the newest first; of withdrawn words there is none, nor of those
    that the reader is still to code unseen."""
    nature = sa.func.coalesce(ExcerptCoding.nature, Excerpt.nature)
    found = (
        select_verbatims(
            ExcerptCoding.coding_id,
            ExcerptCoding.state,
            ExcerptCoding.coders,
            ExcerptCoding.stance,
            ExcerptCoding.is_flagged,
            Coding.note,
            Account.name.label("who"),
            Coding.created_at.label("made_at"),
            sa.type_coerce(nature, Excerpt.nature.type).label("effective"),
            is_done_by(coder).label("is_mine"),
        )
        .join(ExcerptCoding, ExcerptCoding.excerpt_id == Excerpt.id)
        .join(Coding, ExcerptCoding.coding_id == Coding.id)
        .outerjoin(Account, Coding.account_id == Account.id)
        .where(
            ExcerptCoding.consultation_id == coder.consultation_id,
            ~is_unseen_by(session, reader),
        )
    )
    match which:
        case Which.MINE:
            found = found.where(is_done_by(coder))
        case Which.FLAGGED:
            found = found.where(ExcerptCoding.is_flagged)
        case Which.DISPUTED:
            found = found.where(ExcerptCoding.state == CodedState.DISPUTED)
        case Which.SKIPPED:
            found = found.where(ExcerptCoding.state == CodedState.SKIPPED)
    if theme_id is not None:
        found = found.where(_has_theme(theme_id))
    found = paged(
        found, ExcerptCoding.coding_id, cursor, cursor.as_uuid(), size=size, descending=True
    )
    rows = [row._asdict() for row in session.execute(found)]
    themes = titles_given_to(session, [row["excerpt_id"] for row in rows])
    lines = [_line(row, themes[row["excerpt_id"]]) for row in rows]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.coding_id)


def unseen_count(session: Session, reader: Coder | None) -> int:
    """How many decisions of others are not shown to this reader, who is to code the same; one more
    than `COUNTED` where there are more."""
    found = unseen_by(session, reader)
    if found is None:
        return 0
    some = found.limit(COUNTED + 1).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def _line(row: dict[str, Any], themes: Sequence[str]) -> DecidedLine:
    nature = row.pop("effective")
    return DecidedLine(**{**row, "nature": nature}, themes=tuple(themes))


def _has_theme(theme_id: uuid.UUID) -> sa.ColumnElement[bool]:
    given = (
        sa.select(ExcerptTheme.excerpt_id)
        .join(Theme, ExcerptTheme.theme_id == Theme.id)
        .where(Theme.stands_for_id == theme_id)
    )
    return Excerpt.id.in_(given)


def titles_given_to(
    session: Session, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[str]]:
    """The titles of the themes that people gave some excerpts, as they stand now."""
    standing = aliased(Theme)
    found = (
        sa.select(ExcerptTheme.excerpt_id, standing.title)
        .join(Theme, ExcerptTheme.theme_id == Theme.id)
        .join(standing, Theme.stands_for_id == standing.id)
        .where(ExcerptTheme.excerpt_id.in_(excerpt_ids))
        .distinct()
        .order_by(standing.title)
    )
    titles: dict[uuid.UUID, list[str]] = defaultdict(list)
    for excerpt_id, title in session.execute(found):
        titles[excerpt_id].append(title)
    return titles
