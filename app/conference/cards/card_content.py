"""What a card asks, and what somebody wrote on one."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from app.models import CardForm, CardOrigin, ConferenceSession, Nature, OrganisationKind, Stance

MOST_PROMPTS = 4
MOST_DIRECTIONS = 12
LONGEST_ANSWER = 2_000
LONGEST_WORDS = 500
"""Characters of what stands beside a reaction."""
LONGEST_TERRITORY = 120
LONGEST_SHEET = 40


@dataclass(frozen=True)
class Prompt:
    """What people are asked to write, and the nature of what they answer."""

    code: str
    text: str
    nature: Nature

    def stored(self) -> dict[str, str]:
        return {"code": self.code, "text": self.text, "nature": self.nature.value}


@dataclass(frozen=True)
class Direction:
    """A line of the strategy to react to."""

    id: uuid.UUID
    code: str
    title: str

    @property
    def name(self) -> str:
        return f"{self.code} – {self.title}"


@dataclass(frozen=True)
class Stand:
    """What somebody thinks of a direction, with or without words."""

    node_id: uuid.UUID
    stance: Stance
    words: str = ""


@dataclass(frozen=True)
class Written:
    """What stands on a card: answers by the code of their prompt, and who wrote them."""

    answers: dict[str, str] = field(default_factory=dict)
    stands: tuple[Stand, ...] = ()
    session_id: uuid.UUID | None = None
    kind: OrganisationKind | None = None
    territory: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.answers and not self.stands


@dataclass(frozen=True)
class Face:
    """A card form as people see it: what it asks, with what there is to choose from."""

    form: CardForm
    prompts: tuple[Prompt, ...]
    sessions: tuple[ConferenceSession, ...]
    """The sessions that a card may be about; none when it does not ask."""
    directions: tuple[Direction, ...]
    territories: tuple[str, ...] = ()
    """Names to suggest: those that the house has."""

    def session_title(self, session_id: uuid.UUID | None) -> str:
        return next((one.title for one in self.sessions if one.id == session_id), "")

    def with_stands(self, written: Written) -> list[tuple[Direction, Stand]]:
        """The directions that a card reacts to, each with the reaction."""
        stands = {stand.node_id: stand for stand in written.stands}
        return [(one, stands[one.id]) for one in self.directions if one.id in stands]


@dataclass(frozen=True)
class Sending:
    """By which way a card comes. The same `key` is the same card, however often it is sent."""

    key: str
    origin: CardOrigin
    day: dt.date
    account_id: uuid.UUID | None = None
    sheet: str = ""


def prompts_of(form: CardForm) -> tuple[Prompt, ...]:
    """The prompts of a form, in their order."""
    return tuple(Prompt(one["code"], one["text"], Nature(one["nature"])) for one in form.prompts)
