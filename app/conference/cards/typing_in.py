"""Cards that came on paper: typed in one after the other, corrected while nobody has read them."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference.cards.card_content import Face, Sending, Stand, Written
from app.conference.cards.sending import (
    card_with_key,
    send_card,
    withdraw_card,
)
from app.models import Card, CardForm, CardOrigin, Contribution, Excerpt, Reaction, Role
from app.models.turns import wait_for_others
from app.strategy.decisions import has_decision

LAST_TYPED = 5
_ENDS_IN_A_NUMBER = re.compile(r"(.*?)([0-9]+)")


class SheetThere(ValueError):
    """A card with this number is there, since `since`."""

    def __init__(self, since: dt.datetime) -> None:
        super().__init__(f"typed in on {since:%Y-%m-%d}")
        self.since = since


class CardWasRead(ValueError):
    """Somebody decided on the words of this card: it may not be replaced."""


class CardGone(LookupError):
    """The card was withdrawn or replaced meanwhile."""


@dataclass(frozen=True)
class Typed:
    """A card that was typed in, for the list beside the form."""

    id: uuid.UUID
    sheet: str
    beginning: str
    account_id: uuid.UUID | None


def type_in(
    session: Session, face: Face, written: Written, sending: Sending, *, is_another: bool
) -> Card:
    """Keep a card from paper; `is_another` says that its number is known to be there.

    Raises:
        BlankCard: nothing is written on it.
        SheetThere: a card with this number is there; nothing is kept.
    """
    wait_for_others(session, face.form)
    there = card_with_key(session, face.form.id, sending.key)
    if there is None and sending.sheet and not is_another:
        _refuse_known_sheet(session, face.form.id, sending.sheet)
    return send_card(session, face, written, sending)


def replace_card(
    session: Session, face: Face, card: Card, written: Written, sending: Sending
) -> Card:
    """Withdraw a card and keep another in its place: what entered the corpus is never edited.

    Raises:
        BlankCard: nothing is written on the other; the card stays.
        CardWasRead: somebody decided on its words; the card stays.
        CardGone: it was withdrawn meanwhile.
        SheetThere: another card has the number of the other one; the card stays.
    """
    wait_for_others(session, face.form)
    there = card_with_key(session, face.form.id, sending.key)
    if there is not None:
        return there
    session.refresh(card)
    if card.withdrawn_at is not None:
        raise CardGone
    if was_read(session, card):
        raise CardWasRead
    if sending.sheet and sending.sheet != card.sheet:
        _refuse_known_sheet(session, face.form.id, sending.sheet)
    kept = send_card(session, face, written, replace(sending, day=_day_of(session, card, sending)))
    withdraw_card(session, card)
    return kept


def was_read(session: Session, card: Card) -> bool:
    """Whether somebody decided on an excerpt of the card."""
    return bool(
        session.scalar(
            sa.select(
                sa.exists().where(
                    Excerpt.contribution_id == Contribution.id,
                    Contribution.respondent_id == card.respondent_id,
                    has_decision(Excerpt.id),
                )
            )
        )
    )


def written_on(session: Session, card: Card) -> Written:
    """What a card says, to correct it."""
    rows = session.execute(
        sa.select(Reaction.node_id, Reaction.stance, Contribution.text)
        .outerjoin(Contribution, Reaction.contribution_id == Contribution.id)
        .where(Reaction.card_id == card.id)
    )
    stands = tuple(Stand(node_id, stance, words or "") for node_id, stance, words in rows)
    return Written(dict(card.answers), stands, card.session_id, card.kind, card.territory)


def paper_card(session: Session, form_id: uuid.UUID, card_id: uuid.UUID) -> Card | None:
    """A card of this form that was typed in, whether it stands or was withdrawn."""
    return session.scalar(
        sa.select(Card).where(
            Card.id == card_id, Card.form_id == form_id, Card.origin == CardOrigin.PAPER
        )
    )


def last_typed(session: Session, form: CardForm) -> list[Typed]:
    """The last five cards that were typed in, the latest first."""
    cards = session.scalars(
        sa.select(Card)
        .where(
            Card.form_id == form.id, Card.origin == CardOrigin.PAPER, Card.withdrawn_at.is_(None)
        )
        .order_by(Card.id.desc())
        .limit(LAST_TYPED)
    )
    return [
        Typed(card.id, card.sheet, next(iter(card.answers.values()), ""), card.account_id)
        for card in cards
    ]


def may_correct(account_id: uuid.UUID | None, typed_by: uuid.UUID | None, role: Role) -> bool:
    """Whoever typed it in, and stewards."""
    return role is Role.STEWARD or (account_id is not None and typed_by == account_id)


def next_sheet(sheet: str) -> str:
    """The number that follows: `A 09` gives `A 10`; nothing when there is no number to follow.

    >>> next_sheet("A 09"), next_sheet("12"), next_sheet("A")
    ('A 10', '13', '')
    """
    found = _ENDS_IN_A_NUMBER.fullmatch(sheet)
    if found is None:
        return ""
    before, number = found.groups()
    return f"{before}{int(number) + 1:0{len(number)}}"


def _refuse_known_sheet(session: Session, form_id: uuid.UUID, sheet: str) -> None:
    since = session.scalar(
        sa.select(Card.created_at)
        .where(Card.form_id == form_id, Card.sheet == sheet, Card.withdrawn_at.is_(None))
        .limit(1)
    )
    if since is not None:
        raise SheetThere(since)


def _day_of(session: Session, card: Card, sending: Sending) -> dt.date:
    """The day on which the words of the card were said, as the corpus has it."""
    return (
        session.scalar(
            sa.select(Contribution.received_on)
            .where(Contribution.respondent_id == card.respondent_id)
            .limit(1)
        )
        or sending.day
    )
