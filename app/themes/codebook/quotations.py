"""What people said in a theme of the codebook: coded by people, or proposed by the machine."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import CodedState, CodingProposal, Excerpt, ExcerptCoding, Nature, Theme
from app.themes.coding.deciding import Coder
from app.themes.coding.queue import is_unseen_by
from app.themes.membership import coded_in, is_open
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged, paged_by


class Which(enum.StrEnum):
    """Which excerpts of a theme are shown."""

    CODED = "coded"
    PROPOSED = "proposed"


@dataclass(frozen=True, kw_only=True)
class HeldVerbatim(Verbatim):
    """An excerpt of a theme: `state` says how far its coding is, `score` how sure the machine."""

    state: CodedState | None = None
    decided_nature: Nature | None = None
    score: float | None = None

    @property
    def nature_now(self) -> Nature:
        return self.decided_nature or self.nature


def page_of(
    session: Session,
    theme_id: uuid.UUID,
    which: Which,
    *,
    cursor: Cursor,
    reader: Coder | None = None,
    size: int = PAGE_SIZE,
) -> Page[HeldVerbatim]:
    """The coded excerpts in the order of the corpus, but for those that the reader is still to
    code unseen; the proposed ones, the surest first."""
    if which is Which.CODED:
        return _coded(session, theme_id, reader, cursor, size)
    return _proposed(session, theme_id, cursor, size)


def _coded(
    session: Session, theme_id: uuid.UUID, reader: Coder | None, cursor: Cursor, size: int
) -> Page[HeldVerbatim]:
    found = (
        select_verbatims(
            ExcerptCoding.state,
            ExcerptCoding.nature.label("decided_nature"),
        )
        .join(ExcerptCoding, ExcerptCoding.excerpt_id == Excerpt.id)
        .where(Excerpt.id.in_(coded_in(theme_id)), ~is_unseen_by(session, reader))
    )
    found = paged(found, Excerpt.id, cursor, cursor.as_uuid(), size=size)
    rows = [HeldVerbatim(**row._asdict()) for row in session.execute(found)]
    return make_page(rows, cursor, size=size, key_of=lambda one: one.excerpt_id)


def _proposed(
    session: Session, theme_id: uuid.UUID, cursor: Cursor, size: int
) -> Page[HeldVerbatim]:
    found = (
        select_verbatims(
            CodingProposal.score,
        )
        .join(CodingProposal, CodingProposal.excerpt_id == Excerpt.id)
        .where(
            CodingProposal.theme_id.in_(sa.select(Theme.id).where(Theme.stands_for_id == theme_id)),
            is_open(),
        )
    )
    order = [(CodingProposal.score, True), (CodingProposal.excerpt_id, False)]
    found = paged_by(found, order, cursor, _border(cursor), size=size)
    rows = [HeldVerbatim(**row._asdict()) for row in session.execute(found)]
    return make_page(
        rows, cursor, size=size, key_of=lambda one: f"{one.score!r}_{one.excerpt_id.hex}"
    )


def _border(cursor: Cursor) -> tuple[float, uuid.UUID] | None:
    """The score and the excerpt of a key; another one starts at the top."""
    score, _, excerpt_id = (cursor.key or "").partition("_")
    try:
        border = float(score), uuid.UUID(excerpt_id)
    except ValueError:
        return None
    return border if 0 <= border[0] <= 1 else None
