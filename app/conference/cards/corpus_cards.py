"""What a card gives to the corpus: a contribution for each answer and each reaction with words."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator

from app.conference.cards.card_content import Face, Stand, Written
from app.corpus.attributes import attributes_of
from app.corpus.intake import NewContribution, NewRespondent, source_key, whole
from app.models import Card


def respondent_of(card: Card) -> NewRespondent:
    """Who speaks on a card: nobody's name, their kind of body and their territory."""
    return NewRespondent(f"card-{card.id}", attributes_of(card.kind, card.territory))


def contributions_of(
    face: Face, card: Card, written: Written, day: dt.date, receipt_id: uuid.UUID | None = None
) -> Iterator[NewContribution]:
    """The words of a card, each with what they answer and the session that they are about."""
    place = face.session_title(card.session_id)
    respondent = respondent_of(card)
    for prompt in face.prompts:
        text = written.answers.get(prompt.code, "")
        if text:
            yield NewContribution(
                key=answer_key(card, prompt.code),
                text=text,
                spans=whole(text, place),
                question=prompt.text,
                received_on=day,
                respondent=respondent,
                nature=prompt.nature,
                receipt_id=receipt_id,
            )
    names = {direction.id: direction.name for direction in face.directions}
    for stand in written.stands:
        if stand.words:
            yield NewContribution(
                key=words_key(card, stand),
                text=stand.words,
                spans=whole(stand.words, place),
                question=names[stand.node_id],
                received_on=day,
                respondent=respondent,
                receipt_id=receipt_id,
            )


def answer_key(card: Card, prompt_code: str) -> str:
    """The source of an answer. A card is never edited: what it says need not be part of it."""
    return source_key("card", str(card.id), prompt_code)


def words_key(card: Card, stand: Stand) -> str:
    """The source of the words beside a reaction."""
    return source_key("card", str(card.id), str(stand.node_id))
