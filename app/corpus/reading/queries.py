"""The excerpts that a search finds, with their themes and links."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.marking import marked
from app.corpus.reading.asking import Asked
from app.corpus.reading.narrowing import count_up_to, counted_nature, narrowed
from app.corpus.search.places import Place, Places
from app.corpus.search.terms import terms_of
from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    ACCEPTED,
    BasketItem,
    CodedState,
    CodingProposal,
    Excerpt,
    ExcerptCoding,
    ExcerptTheme,
    Theme,
)
from app.strategy.evidence_queries import Decision, decisions_on
from app.themes.coding.deciding import Coder
from app.themes.coding.queue import is_unseen_by
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

COUNTED = 1000
"""Excerpts that are counted one by one: beyond, the page says "more than"."""


@dataclass(frozen=True)
class GivenTheme:
    """A theme of the codebook that an excerpt has, or that the machine proposes for it."""

    id: uuid.UUID
    title: str
    is_proposed: bool


@dataclass(frozen=True, kw_only=True)
class FoundExcerpt(Verbatim):
    """An excerpt that a search found. `parts`: its text, cut where the searched words stand."""

    parts: tuple[tuple[str, Place | None], ...]
    coding_state: CodedState | None
    is_flagged: bool
    is_in_basket: bool
    themes: tuple[GivenTheme, ...]
    links: tuple[Decision, ...]


@dataclass(frozen=True)
class Found:
    """A page of the excerpts found; `total` is `COUNTED` + 1 where there are more."""

    page: Page[FoundExcerpt]
    total: int

    @property
    def is_more(self) -> bool:
        return self.total > COUNTED


def found_excerpts(
    session: Session,
    consultation_id: uuid.UUID,
    asked: Asked,
    *,
    reader_id: uuid.UUID,
    reader: Coder | None = None,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Found:
    """The excerpts that are asked for, as they arrived; the basket is that of `reader_id`, and
    what the `reader` is still to code unseen is shown without what others decided of it."""
    cursor = cursor or Cursor()
    if cursor.as_uuid() is None:
        # The page is the beginning of what is counted.
        ids = _ids(session, consultation_id, asked, reader, Cursor(), COUNTED + 1)
        total = len(ids)
    else:
        ids = _ids(session, consultation_id, asked, reader, cursor, size + 1)
        total = count_up_to(session, consultation_id, asked, COUNTED + 1, reader)
    page = make_page(ids[: size + 1], cursor, size=size, key_of=lambda one: one)
    lines = _lines(session, page.rows, asked, reader_id, reader)
    return Found(Page(lines, page.previous_key, page.next_key), total)


def _ids(
    session: Session,
    consultation_id: uuid.UUID,
    asked: Asked,
    reader: Coder | None,
    cursor: Cursor,
    most: int,
) -> list[uuid.UUID]:
    found = narrowed(session, sa.select(Excerpt.id), consultation_id, asked, reader)
    found = paged(found, Excerpt.id, cursor, cursor.as_uuid(), size=most - 1)
    return list(session.scalars(found))


def _is_in_basket(reader_id: uuid.UUID) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        BasketItem.excerpt_id == Excerpt.id,
        BasketItem.account_id == reader_id,
        BasketItem.removed_at.is_(None),
    )


def _lines(
    session: Session,
    ids: Sequence[uuid.UUID],
    asked: Asked,
    reader_id: uuid.UUID,
    reader: Coder | None,
) -> tuple[FoundExcerpt, ...]:
    """Excerpts of the corpus by their identifiers, which grow along the page."""
    unseen = is_unseen_by(session, reader)
    verbatims = select_verbatims(
        sa.type_coerce(
            sa.case((unseen, Excerpt.nature), else_=counted_nature()), Excerpt.nature.type
        ).label("counted_nature"),
        ExcerptCoding.state.label("coding_state"),
        sa.func.coalesce(ExcerptCoding.is_flagged, sa.false()).label("is_flagged"),
        _is_in_basket(reader_id).label("is_in_basket"),
        unseen.label("is_unseen"),
    ).outerjoin(ExcerptCoding, ExcerptCoding.excerpt_id == Excerpt.id)
    rows = session.execute(verbatims.where(Excerpt.id.in_(ids)).order_by(Excerpt.id)).all()
    unseen_ids = [row.excerpt_id for row in rows if row.is_unseen]
    themes = themes_of_excerpts(session, ids, unseen=unseen_ids)
    links = decisions_on(session, ids)
    places = Places(terms_of(asked.q), family=asked.family)
    lines = []
    for row in rows:
        values = row._asdict()
        values["nature"] = values.pop("counted_nature")
        del values["is_unseen"]
        lines.append(
            FoundExcerpt(
                **values,
                parts=tuple(marked(row.text, places.in_text(row.text))),
                themes=tuple(themes[row.excerpt_id]),
                links=tuple(one for one in links[row.excerpt_id] if one.status in ACCEPTED),
            )
        )
    return tuple(lines)


def themes_of_excerpts(
    session: Session, excerpt_ids: Sequence[uuid.UUID], *, unseen: Sequence[uuid.UUID] = ()
) -> dict[uuid.UUID, list[GivenTheme]]:
    """The themes of the codebook that people gave some excerpts; where nobody decided, and of the
    `unseen` ones, the one that the machine proposes."""
    counted = aliased(Theme)
    decided = sa.exists().where(
        ExcerptCoding.excerpt_id == CodingProposal.excerpt_id,
        ExcerptCoding.state != CodedState.SKIPPED,
    )
    given = (
        sa.select(ExcerptTheme.excerpt_id, counted.id, counted.title, sa.literal(0))
        .join(Theme, ExcerptTheme.theme_id == Theme.id)
        .join(counted, Theme.stands_for_id == counted.id)
        .where(ExcerptTheme.excerpt_id.in_(excerpt_ids), ExcerptTheme.excerpt_id.not_in(unseen))
    )
    proposed = (
        sa.select(CodingProposal.excerpt_id, counted.id, counted.title, sa.literal(1))
        .join(Theme, CodingProposal.theme_id == Theme.id)
        .join(counted, Theme.stands_for_id == counted.id)
        .where(
            CodingProposal.excerpt_id.in_(excerpt_ids),
            ~decided | CodingProposal.excerpt_id.in_(unseen),
        )
    )
    found: dict[uuid.UUID, list[GivenTheme]] = defaultdict(list)
    # A union: two themes that were merged into one are one.
    for excerpt_id, theme_id, title, is_proposed in session.execute(sa.union(given, proposed)):
        found[excerpt_id].append(GivenTheme(theme_id, title, bool(is_proposed)))
    for themes in found.values():
        themes.sort(key=lambda one: (one.is_proposed, one.title))
    return found
