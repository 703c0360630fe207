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
from app.corpus.receipts.issuing import receipts_of_codes
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
from app.models.turns import wait_for_others
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


def send_card(session: Session, face: Face, written: Written, sending: Sending) -> Card:
    """Keep a card and take its words into the corpus; one that was sent before is there already.

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
        return there
    if sending.origin is CardOrigin.PHONE:
        _refuse_from_phones(session, face.form)
    return add_cards(session, face, [(written, sending)])[0]


def add_cards(session: Session, face: Face, cards: Sequence[tuple[Written, Sending]]) -> list[Card]:
    """Add the cards whose keys the form does not have yet; the caller waits for others first."""
    activity = session.get_one(Activity, face.form.activity_id)
    fresh = _fresh(session, face, cards)
    respondents = add_respondents(session, activity.id, [respondent_of(one.card) for one in fresh])
    for one in fresh:
        one.card.respondent_id = respondents[respondent_of(one.card).key]
    session.add_all(one.card for one in fresh)
    session.flush()
    entered = _enter_corpus(session, face, activity, fresh)
    session.add_all(reaction for one in fresh for reaction in _reactions(one, entered))
    session.flush()
    return [one.card for one in fresh]


def withdraw_card(session: Session, card: Card) -> None:
    """Take the words of a card out of the corpus, and forget who wrote it. Twice is as once.

    What a moderator refused stays so in the log.
    """
    if card.withdrawn_at is not None:
        return
    if card.respondent_id is not None:
        session.execute(
            sa.update(Contribution)
            .where(
                Contribution.respondent_id == card.respondent_id,
                Contribution.state != ContributionState.REJECTED,
            )
            .values(state=ContributionState.WITHDRAWN)
        )
        session.get_one(Respondent, card.respondent_id).attributes = {}
    session.execute(sa.delete(Reaction).where(Reaction.card_id == card.id))
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


@dataclass(frozen=True)
class _Fresh:
    """A card that is about to be kept, with all that came with it."""

    card: Card
    written: Written
    sending: Sending


def _fresh(session: Session, face: Face, cards: Sequence[tuple[Written, Sending]]) -> list[_Fresh]:
    seen = keys_there(session, face.form.id, [sending.key for _, sending in cards])
    found = []
    for written, sending in cards:
        if sending.key not in seen:
            seen.add(sending.key)
            found.append(_Fresh(_card(face, written, sending), written, sending))
    return found


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


def _enter_corpus(
    session: Session, face: Face, activity: Activity, fresh: Sequence[_Fresh]
) -> dict[str, uuid.UUID]:
    """Take the words of the cards in; the contributions that came of them, by their sources.

    A card from a phone has a receipt, also one that says nothing in words: its key is the digest
    of the code that the phone shows.
    """
    phones = {one.card.key for one in fresh if one.card.origin is CardOrigin.PHONE}
    receipts = receipts_of_codes(session, activity, phones)
    contributions = [
        new
        for one in fresh
        for new in contributions_of(
            face, one.card, one.written, one.sending.day, receipts.get(one.card.key)
        )
    ]
    take_in(session, activity, contributions)
    return _entered(session, activity, [new.key for new in contributions])


def _reactions(one: _Fresh, entered: dict[str, uuid.UUID]) -> Iterator[Reaction]:
    for stand in one.written.stands:
        yield Reaction(
            card_id=one.card.id,
            node_id=stand.node_id,
            stance=stand.stance,
            contribution_id=entered[words_key(one.card, stand)] if stand.words else None,
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
