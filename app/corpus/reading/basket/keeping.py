"""Putting verbatims aside for quoting them: a basket belongs to one person in one consultation."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import IN_CORPUS, BasketItem, Contribution, Excerpt
from app.models.turns import wait_for_name

MOST = 2000
"""Verbatims of one basket."""
LONGEST_NOTE = 300


class BasketFull(ValueError):
    """There are `MOST` verbatims in the basket."""


class NotInCorpus(ValueError):
    """There is no such excerpt in this consultation, or its words were withdrawn."""


@dataclass(frozen=True)
class Basket:
    """Whose basket it is."""

    consultation_id: uuid.UUID
    account_id: uuid.UUID

    @property
    def items(self) -> sa.ColumnElement[bool]:
        """All that belongs to it, what was taken out last among it."""
        return sa.and_(
            BasketItem.consultation_id == self.consultation_id,
            BasketItem.account_id == self.account_id,
        )

    @property
    def held(self) -> sa.ColumnElement[bool]:
        return sa.and_(self.items, BasketItem.removed_at.is_(None))

    @property
    def taken_out(self) -> sa.ColumnElement[bool]:
        return sa.and_(self.items, BasketItem.removed_at.is_not(None))


def add(session: Session, basket: Basket, excerpt_id: uuid.UUID) -> BasketItem:
    """Put a verbatim at the end of a basket. Twice is once.

    Raises:
        NotInCorpus: it cannot be quoted.
        BasketFull: something must be taken out first.
    """
    _wait(session, basket)
    if not _is_in_corpus(session, basket, excerpt_id):
        raise NotInCorpus(excerpt_id)
    there = session.scalar(
        sa.select(BasketItem).where(basket.items, BasketItem.excerpt_id == excerpt_id)
    )
    if there is not None and there.removed_at is None:
        return there
    if _number(session, basket.held) >= MOST:
        raise BasketFull(excerpt_id)
    last = session.scalar(sa.select(sa.func.max(BasketItem.place)).where(basket.items)) or 0
    item = there or BasketItem(
        consultation_id=basket.consultation_id,
        account_id=basket.account_id,
        excerpt_id=excerpt_id,
        note="",
    )
    item.place, item.removed_at = last + 1, None
    session.add(item)
    session.flush()
    return item


def take_out(session: Session, basket: Basket, item: BasketItem, moment: dt.datetime) -> None:
    """Take a verbatim out; until the next one is, it may be put back. Twice is once."""
    _wait(session, basket)
    session.flush()
    session.refresh(item)
    if item.removed_at is None:
        _forget(session, basket.taken_out)
        item.removed_at = moment


def empty(session: Session, basket: Basket, moment: dt.datetime) -> None:
    """Take all out; until something else is taken out, it may be put back. Twice is once."""
    _wait(session, basket)
    if _number(session, basket.held):
        _forget(session, basket.taken_out)
        session.execute(sa.update(BasketItem).where(basket.held).values(removed_at=moment))


def put_back(session: Session, basket: Basket) -> int:
    """Put back what was taken out last, where it stood; how many verbatims that is.

    Raises:
        BasketFull: there is no room for them.
    """
    _wait(session, basket)
    number = _number(session, basket.taken_out)
    if _number(session, basket.held) + number > MOST:
        raise BasketFull(number)
    session.execute(sa.update(BasketItem).where(basket.taken_out).values(removed_at=None))
    return number


def move(session: Session, basket: Basket, item: BasketItem, *, up: bool, seen: int) -> bool:
    """Change places with the verbatim before or after. `seen`: the place where it stood on the
    page; nothing moves when it stands elsewhere by now. Whether it stands where it should."""
    _wait(session, basket)
    session.flush()
    session.refresh(item)
    if item.place != seen or item.removed_at is not None:
        return False
    order = BasketItem.place.desc() if up else BasketItem.place.asc()
    other = session.scalar(
        sa.select(BasketItem)
        .join(Excerpt, BasketItem.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            basket.held,
            Contribution.state.in_(IN_CORPUS),
            BasketItem.place < seen if up else BasketItem.place > seen,
        )
        .order_by(order)
        .limit(1)
    )
    if other is not None:
        item.place, other.place = other.place, item.place
    return True


def forget_withdrawn(session: Session, basket: Basket) -> None:
    """Take out for good what can be quoted no more."""
    _wait(session, basket)
    gone = (
        sa.select(Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            Excerpt.consultation_id == basket.consultation_id,
            Contribution.state.not_in(IN_CORPUS),
        )
    )
    _forget(session, sa.and_(basket.items, BasketItem.excerpt_id.in_(gone)))


def _wait(session: Session, basket: Basket) -> None:
    wait_for_name(session, f"basket of {basket.account_id}")


def _is_in_corpus(session: Session, basket: Basket, excerpt_id: uuid.UUID) -> bool:
    found = (
        sa.select(Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            Excerpt.id == excerpt_id,
            Excerpt.consultation_id == basket.consultation_id,
            Contribution.state.in_(IN_CORPUS),
        )
    )
    return session.scalar(found) is not None


def _number(session: Session, which: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(BasketItem).where(which)) or 0


def _forget(session: Session, which: sa.ColumnElement[bool]) -> None:
    session.execute(sa.delete(BasketItem).where(which))
