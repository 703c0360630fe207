"""The contribution cards of the demonstration's conference, by the services of everybody's cards.

Most came on paper, some by phone.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference.cards.card_content import Face, Sending, Stand, Written
from app.conference.cards.codes import key_of
from app.conference.cards.corpus_cards import contributions_of
from app.conference.cards.making import Asked, Plan, add_form
from app.conference.cards.queries import face_of
from app.conference.cards.sending import add_cards
from app.corpus.codes import new_secret
from app.demonstration.kinds import ORGANISATION_KINDS
from app.demonstration.texts import Said
from app.models import Activity, CardOrigin, Conference, ConferenceSession, Nature, Stance

BY_PHONE_EVERY = 3


def add_conference_cards(
    session: Session,
    activity: Activity,
    file: Mapping[str, Any],
    nodes: Mapping[str, uuid.UUID],
    typed_by: uuid.UUID,
) -> list[Said]:
    """Make the forms, send the cards of the file; what was said on them, with the objective to
    which a careful writer links it. `nodes` are the lines of the strategy by their codes.
    """
    sessions = _sessions(session, activity, file)
    faces = {plan["code"]: _face(session, activity, plan, nodes) for plan in file["card_forms"]}
    ideas = [
        (_idea(faces["idea"], card, sessions), card.get("objective")) for card in file["cards"]
    ]
    opinions = [
        (_opinion(faces["opinion"], card, sessions, nodes), None) for card in file["reactions"]
    ]
    return [
        *_sent(session, faces["idea"], ideas, file["date"], typed_by),
        *_sent(session, faces["opinion"], opinions, file["date"], typed_by),
    ]


def texts_of(file: Mapping[str, Any]) -> Iterator[str]:
    """Everything that is written on the cards of the file."""
    yield from (card["text"].strip() for card in file["cards"])
    for card in file["reactions"]:
        yield from (said[1] for said in card["stances"].values() if len(said) > 1)
        if "missing" in card:
            yield card["missing"]


def _face(
    session: Session, activity: Activity, plan: Mapping[str, Any], nodes: Mapping[str, uuid.UUID]
) -> Face:
    form = add_form(
        session,
        activity,
        Plan(
            title=plan["title"],
            introduction=plan["introduction"],
            prompts=[Asked("", one["text"], Nature(one["nature"])) for one in plan["prompts"]],
            directions=[nodes[code] for code in plan.get("directions", ())],
            asks_session=True,
            asks_kind=True,
            asks_territory=True,
        ),
    )
    form.is_open = True
    session.flush()
    return face_of(session, form, suggests=False)


def _sessions(
    session: Session, activity: Activity, file: Mapping[str, Any]
) -> dict[str, uuid.UUID]:
    """The sessions of the conference by their codes in the file."""
    there = dict(
        session.execute(
            sa.select(ConferenceSession.title, ConferenceSession.id)
            .join(Conference, ConferenceSession.conference_id == Conference.id)
            .where(Conference.activity_id == activity.id)
        ).all()
    )
    return {one["code"]: there[one["title"]] for one in file["sessions"] if "code" in one}


def _idea(face: Face, card: Mapping[str, Any], sessions: Mapping[str, uuid.UUID]) -> Written:
    prompt = next(one for one in face.prompts if one.nature == card["nature"])
    return _written(card, sessions, {prompt.code: card["text"].strip()}, ())


def _opinion(
    face: Face,
    card: Mapping[str, Any],
    sessions: Mapping[str, uuid.UUID],
    nodes: Mapping[str, uuid.UUID],
) -> Written:
    answers = {face.prompts[0].code: card["missing"]} if "missing" in card else {}
    stands = tuple(
        Stand(nodes[code], Stance(said[0]), said[1] if len(said) > 1 else "")
        for code, said in card["stances"].items()
    )
    return _written(card, sessions, answers, stands)


def _written(
    card: Mapping[str, Any],
    sessions: Mapping[str, uuid.UUID],
    answers: dict[str, str],
    stands: tuple[Stand, ...],
) -> Written:
    return Written(
        answers=answers,
        stands=stands,
        session_id=sessions[card["session"]],
        kind=ORGANISATION_KINDS[card.get("family") or card["kind"]],
        territory=card["department"],
    )


def _sent(
    session: Session,
    face: Face,
    cards: Sequence[tuple[Written, str | None]],
    day: dt.date,
    typed_by: uuid.UUID,
) -> Iterator[Said]:
    sendings = [_sending(number, day, typed_by) for number in range(1, len(cards) + 1)]
    pairs = [(written, sending) for (written, _), sending in zip(cards, sendings, strict=True)]
    added = add_cards(session, face, pairs)
    for card, (written, objective) in zip(added, cards, strict=True):
        for contribution in contributions_of(face, card, written, day):
            yield Said(contribution, objective)


def _sending(number: int, day: dt.date, typed_by: uuid.UUID) -> Sending:
    key = key_of(new_secret())
    if number % BY_PHONE_EVERY == 0:
        return Sending(key, CardOrigin.PHONE, day)
    return Sending(key, CardOrigin.PAPER, day, typed_by, f"{number:03}")
