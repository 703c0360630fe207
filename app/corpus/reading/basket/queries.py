"""Reading a basket, and its verbatims as they are quoted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus.reading.basket.keeping import Basket
from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import IN_CORPUS, Activity, BasketItem, Contribution, Excerpt
from app.publication.sheets import Rows, Sheet
from app.web.filters import day
from app.web.labels import label
from app.web.paging import Cursor, Page, make_page, paged

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Quotation(Verbatim):
    """A verbatim of a basket. `place` orders the basket; `where` is where its activity was."""

    item_id: uuid.UUID
    note: str
    place: int
    where: str

    @property
    def reference(self) -> str:
        """Where it comes from, in the language of the page; nobody is named."""
        parts = (
            label(self.channel),
            self.activity_title,
            day(self.received_on),
            self.where,
            self.location or self.question,
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class BasketShown:
    """A page of a basket; `total` verbatims in all, `withdrawn` that are shown no more,
    `taken_out` that may be put back."""

    page: Page[Quotation]
    total: int
    withdrawn: int
    taken_out: int


def basket_page(
    session: Session, basket: Basket, *, cursor: Cursor | None = None, size: int = PAGE
) -> BasketShown:
    """The verbatims of a basket, in its order."""
    cursor = cursor or Cursor()
    found = paged(_quotations(basket), BasketItem.place, cursor, cursor.as_int(), size=size)
    lines = [Quotation(**row._asdict()) for row in session.execute(found)]
    page = make_page(lines, cursor, size=size, key_of=lambda line: line.place)
    is_held, is_read = BasketItem.removed_at.is_(None), Contribution.state.in_(IN_CORPUS)
    counted = sa.select(
        _count_where(is_held, is_read), _count_where(is_held, ~is_read), _count_where(~is_held)
    )
    counts = session.execute(
        counted.select_from(BasketItem)
        .join(Excerpt, BasketItem.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(basket.items)
    ).one()
    return BasketShown(page, *counts)


def quotations_of(session: Session, basket: Basket) -> list[Quotation]:
    """All that a basket holds, in its order."""
    found = _quotations(basket).order_by(BasketItem.place)
    return [Quotation(**row._asdict()) for row in session.execute(found)]


def item_of(session: Session, basket: Basket, item_id: uuid.UUID) -> BasketItem | None:
    """Something that is or was in a basket: nobody else's."""
    return session.scalar(sa.select(BasketItem).where(basket.items, BasketItem.id == item_id))


def basket_sheet(basket: Basket) -> Sheet:
    """A basket as a table to take away."""

    def rows(session: Session, _consultation_id: uuid.UUID) -> Rows:
        for number, one in enumerate(quotations_of(session, basket), start=1):
            yield (
                number,
                one.text,
                one.note,
                label(one.nature),
                label(one.channel),
                one.activity_title,
                one.received_on,
                one.where,
                one.location or one.question,
                one.excerpt_id,
            )

    headings = (
        _("Number"),
        _("Quotation"),
        _("Note"),
        _("Nature"),
        _("Channel"),
        _("Activity"),
        _("Date"),
        _("Place"),
        _("Place or question"),
        _("Identifier"),
    )
    return Sheet("basket", _("Verbatims"), headings, rows)


def _quotations(basket: Basket) -> sa.Select[*tuple[Any, ...]]:
    return (
        select_verbatims(
            BasketItem.id.label("item_id"),
            BasketItem.note,
            BasketItem.place,
            Activity.place.label("where"),
        )
        .join(BasketItem, BasketItem.excerpt_id == Excerpt.id)
        .where(basket.held)
    )


def _count_where(*which: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((sa.and_(*which), 1), else_=0)), 0)
