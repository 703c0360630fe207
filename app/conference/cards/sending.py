"""Cards come in, once each, and enter the corpus; they may be withdrawn."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference.cards.card_content import Face, Sending, Written
from app.conference.cards.corpus_cards import contributions_of, respondent_of, words_key
from app.corpus.intake import add_respondents, take_in
from app.models import (
    Activity,
    Card,
    CardForm,
    CardOrigin,
    Contribution,
    ContributionState,
    Reaction,
    Respondent,
)
from app.models.types import new_id, now

BATCH = 500
WINDOW = dt.timedelta(minutes=10)
MOST_IN_A_WINDOW = 1_000
"""Cards from phones: those of an hour without a network may come at once. A robot stops there,
and the steward may close the form or give out another code."""


class NotOpen(ValueError):
    """The form takes no cards from phones."""


class TooManyCards(ValueError):
    """More come from phones at once than a full room would send."""


class BlankCard(ValueError):
    """Nothing is written on the card."""


@dataclass(frozen=True)
class Kept:
    """A card that is kept. `is_new` is false when it had been sent before."""

    card: Card
    is_new: bool


def wait_for_others(session: Session, form: CardForm) -> None:
    """Wait for whoever changes this form or sends a card of it; the form is read again.

    A row lock on PostgreSQL; SQLite has one writer at a time anyway.
    """
    session.scalars(
        sa.select(CardForm)
        .where(CardForm.id == form.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def send_card(session: Session, face: Face, written: Written, sending: Sending) -> Kept:
    """Keep a card and take its words into the corpus.

    Raises:
        NotOpen: it comes from a phone, and the form is closed.
        TooManyCards: it comes from a phone, with too many others.
        BlankCard: nothing is written on it.
    """
    if written.is_blank:
        raise BlankCard
    wait_for_others(session, face.form)
    there = card_with_key(session, face.form.id, sending.key)
    if there is not None:
        return Kept(there, is_new=False)
    if sending.origin is CardOrigin.PHONE:
        _refuse_from_phones(session, face.form)
    return Kept(add_cards(session, face, [(written, sending)])[0], is_new=True)


def add_cards(session: Session, face: Face, cards: Sequence[tuple[Written, Sending]]) -> list[Card]:
    """Add the cards whose keys the form does not have yet; the caller waits for others first."""
    there = keys_there(session, face.form.id, [sending.key for _, sending in cards])
    fresh: dict[str, tuple[Card, Written, Sending]] = {}
    for written, sending in cards:
        if sending.key not in there and sending.key not in fresh:
            fresh[sending.key] = (_card(face, written, sending), written, sending)
    activity = session.get_one(Activity, face.form.activity_id)
    respondents = add_respondents(
        session, activity.id, [respondent_of(card) for card, _, _ in fresh.values()]
    )
    for card, _, _ in fresh.values():
        card.respondent_id = respondents[respondent_of(card).key]
    added = [card for card, _, _ in fresh.values()]
    session.add_all(added)
    session.flush()
    contributions = [
        new
        for card, written, sending in fresh.values()
        for new in contributions_of(face, card, written, sending.day)
    ]
    take_in(session, activity, contributions)
    entered = _entered(session, activity, [new.key for new in contributions])
    session.add_all(
        reaction
        for card, written, _ in fresh.values()
        for reaction in _reactions(card, written, entered)
    )
    session.flush()
    return added


def withdraw_card(session: Session, card: Card) -> None:
    """Take the words of a card out of the corpus, and forget who wrote it. Twice is as once."""
    if card.withdrawn_at is not None:
        return
    session.execute(
        sa.update(Contribution)
        .where(Contribution.respondent_id == card.respondent_id)
        .values(state=ContributionState.WITHDRAWN)
    )
    session.execute(sa.delete(Reaction).where(Reaction.card_id == card.id))
    if card.respondent_id is not None:
        session.get_one(Respondent, card.respondent_id).attributes = {}
    card.answers, card.kind, card.territory = {}, None, ""
    card.withdrawn_at = now()
    session.flush()


def card_with_key(session: Session, form_id: uuid.UUID, key: str) -> Card | None:
    """The card of this form that was sent with this key."""
    return session.scalar(sa.select(Card).where(Card.form_id == form_id, Card.key == key))


def keys_there(session: Session, form_id: uuid.UUID, keys: Sequence[str]) -> set[str]:
    """Those of these keys of which the form has a card, withdrawn or not."""
    found: set[str] = set()
    for batch in _batches(keys):
        found |= set(
            session.scalars(sa.select(Card.key).where(Card.form_id == form_id, Card.key.in_(batch)))
        )
    return found


def _refuse_from_phones(session: Session, form: CardForm) -> None:
    if not form.is_open:
        raise NotOpen
    recent = session.scalar(
        sa.select(sa.func.count()).where(
            Card.form_id == form.id,
            Card.origin == CardOrigin.PHONE,
            Card.created_at > now() - WINDOW,
        )
    )
    if (recent or 0) >= MOST_IN_A_WINDOW:
        raise TooManyCards


def _card(face: Face, written: Written, sending: Sending) -> Card:
    return Card(
        id=new_id(),
        form_id=face.form.id,
        key=sending.key,
        origin=sending.origin,
        account_id=sending.account_id,
        sheet=sending.sheet,
        session_id=written.session_id,
        kind=written.kind,
        territory=written.territory,
        answers=written.answers,
    )


def _reactions(card: Card, written: Written, entered: dict[str, uuid.UUID]) -> Iterator[Reaction]:
    for stand in written.stands:
        yield Reaction(
            card_id=card.id,
            node_id=stand.node_id,
            stance=stand.stance,
            contribution_id=entered[words_key(card, stand)] if stand.words else None,
        )


def _entered(session: Session, activity: Activity, keys: Sequence[str]) -> dict[str, uuid.UUID]:
    """The contributions that came of these sources, by their keys."""
    found: dict[str, uuid.UUID] = {}
    for batch in _batches(keys):
        found.update(
            session.execute(
                sa.select(Contribution.source_key, Contribution.id).where(
                    Contribution.consultation_id == activity.consultation_id,
                    Contribution.source_key.in_(batch),
                )
            ).all()
        )
    return found


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
