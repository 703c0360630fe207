"""A conference with its sessions, a strategy and a card form, for the tests of cards."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from app.conference.cards.card_content import Face
from app.conference.cards.codes import form_code
from app.conference.cards.making import Asked, Plan, add_form
from app.conference.cards.queries import face_of
from app.models import (
    Activity,
    CardForm,
    Conference,
    ConferenceSession,
    Consultation,
    Nature,
    StrategyNode,
)
from tests.factories import (
    ConferenceFactory,
    ConferenceSessionFactory,
    StrategyFactory,
    StrategyNodeFactory,
)


@dataclass
class Room:
    """What the tests of cards stand in. `answer` and `stance` name fields of the form."""

    consultation: Consultation
    conference: Conference
    activity: Activity
    debate: ConferenceSession
    nodes: list[StrategyNode]
    form: CardForm

    @property
    def home(self) -> str:
        return f"/consultations/{self.consultation.slug}/cards/{self.form.id}"

    @property
    def cards(self) -> str:
        code = self.activity.code
        return f"/consultations/{self.consultation.slug}/conferences/{code}/cards"

    def address(self, app: Flask) -> str:
        """Where the QR code leads."""
        key = app.extensions["settings"].secret_key
        return f"{self.home}/fill/{form_code(key, self.form)}"

    def fields(self, **more: str) -> dict[str, str]:
        """A card as a browser sends it."""
        return {
            "key": "k" * 32,
            "session": str(self.debate.id),
            "kind": "association",
            "territory": "Sarthe",
            "answer_p1": "Les petites structures n’ont pas de trésorerie.",
            f"stance_{self.nodes[0].id.hex}": "amend",
            f"words_{self.nodes[0].id.hex}": "Oui, mais avec un calendrier.",
            **more,
        }


def make_room(session, *, is_open: bool = True) -> Room:
    """A conference of two debates and a break, and an open form of two prompts and directions."""
    conference = ConferenceFactory()
    activity = conference.activity
    debate = ConferenceSessionFactory(conference_id=conference.id, title="Accompagner et financer")
    ConferenceSessionFactory(conference_id=conference.id, title="Employer, se former")
    ConferenceSessionFactory(conference_id=conference.id, title="Pause", has_debate=False)
    strategy = StrategyFactory(consultation_id=activity.consultation_id)
    nodes = [StrategyNodeFactory(strategy_id=strategy.id) for _ in range(3)]
    form = add_form(session, activity, plan(nodes[:2]))
    form.is_open = is_open
    consultation = session.get_one(Consultation, activity.consultation_id)
    session.commit()
    return Room(consultation, conference, activity, debate, nodes, form)


def plan(nodes, prompts=None, **more) -> Plan:
    asked = prompts or [
        Asked("", "Un constat : que voyez-vous autour de vous ?", Nature.FINDING),
        Asked("", "Une proposition : que faudrait-il faire ?", Nature.PROPOSAL),
    ]
    values = {
        "title": "Ma contribution",
        "introduction": "Une idée suffit.",
        "prompts": asked,
        "directions": [node.id for node in nodes],
        "asks_session": True,
        "asks_kind": True,
        "asks_territory": True,
    }
    return Plan(**{**values, **more})


def face(session, room: Room) -> Face:
    return face_of(session, room.form)
