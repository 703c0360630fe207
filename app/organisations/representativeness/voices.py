"""Who took part: one voice for each organisation or person that the corpus can tell apart.

A voice is a respondent of at least one contribution that is read and cited. Respondents who spoke
for the same organisation are one. Nothing ties the others together across channels: somebody who
answered a questionnaire and posted an idea is two voices.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.attributes import KIND_OF_BODY, TERRITORY
from app.corpus.tables.column_words import words_of
from app.models import IN_CORPUS, Activity, Channel, Contribution, OrganisationKind, Respondent
from app.organisations.family_words import family_of_words

T = TypeVar("T")
BESIDE = (Channel.REFERENCE,)
"""Channels of which nobody takes part: what was read, not what was said here."""
ABOUT_THE_BODY = frozenset(
    {"structure", "organisation", "organisme", "famille", "acteur", "statut", "organization"}
)
ABOUT_THE_PLACE = frozenset({"territoire", "departement", "territory", "implantation"})
PARTS = " ; "
"""What stands between the parts of an answer of several."""


@dataclass(frozen=True)
class Voice:
    """`family` and `territory` as they were said; None and empty where they were not, or in words
    that are not known."""

    channel: Channel
    family: OrganisationKind | None
    territory: str


@dataclass(frozen=True)
class Heard:
    """How many voices there are of each kind; `nobody_known`: contributions without anybody to
    count, by channel."""

    voices: dict[Voice, int]
    nobody_known: dict[Channel, int]

    @property
    def people(self) -> int:
        return sum(self.voices.values())

    @property
    def by_channel(self) -> Counter[Channel]:
        return counted((voice.channel, number) for voice, number in self.voices.items())


def counted(numbers: Iterable[tuple[T, int]]) -> Counter[T]:
    """The sum of the numbers of each key."""
    found: Counter[T] = Counter()
    for key, number in numbers:
        found[key] += number
    return found


def heard_in(
    session: Session, consultation_id: uuid.UUID, territory_of: Callable[[str], str]
) -> Heard:
    """Who was heard in a consultation. `territory_of` gives the known name of a territory, empty
    for other words."""
    told = _Told(cache(family_of_words), cache(territory_of))
    found = counted((voice, 1) for voice in _organisations(session, consultation_id, told))
    found.update(counted(_people(session, consultation_id, told)))
    return Heard(dict(sorted(found.items(), key=repr)), _nobody_known(session, consultation_id))


@dataclass(frozen=True)
class _Told:
    """What attributes tell, in words that are known."""

    family_of: Callable[[str], OrganisationKind | None]
    place_of: Callable[[str], str]

    def voice(self, channel: Channel, attributes: Mapping[str, str]) -> Voice:
        family = _known(attributes, KIND_OF_BODY, ABOUT_THE_BODY, self.family_of)
        place = _known(attributes, TERRITORY, ABOUT_THE_PLACE | ABOUT_THE_BODY, self.place_of)
        return Voice(channel, family, place or "")


def _organisations(session: Session, consultation_id: uuid.UUID, told: _Told) -> Iterable[Voice]:
    """The organisations for which somebody spoke: what was said last of one holds; its channel is
    where it spoke first."""
    respondents = _respondents(consultation_id).add_columns(
        Respondent.organisation_id, Respondent.attributes
    )
    voices: dict[uuid.UUID, Voice] = {}
    for channel, organisation_id, attributes in session.execute(
        respondents.where(Respondent.organisation_id.is_not(None)).order_by(Respondent.id)
    ):
        voice, before = told.voice(channel, attributes), voices.get(organisation_id)
        if before is not None:
            family, place = voice.family or before.family, voice.territory or before.territory
            voice = Voice(before.channel, family, place)
        voices[organisation_id] = voice
    return voices.values()


def _people(
    session: Session, consultation_id: uuid.UUID, told: _Told
) -> Iterator[tuple[Voice, int]]:
    """Those who spoke for themselves: there are many, and the database puts together those who
    said the same of themselves."""
    said = sa.cast(Respondent.attributes, sa.Text)
    rows = session.execute(
        _respondents(consultation_id)
        .add_columns(said, sa.func.count())
        .where(Respondent.organisation_id.is_(None))
        .group_by(Activity.channel, said)
    )
    for channel, attributes, number in rows:
        yield told.voice(channel, json.loads(attributes)), number


def _respondents(consultation_id: uuid.UUID) -> sa.Select[Any]:
    """The channel of each respondent of whom something is in the corpus."""
    is_heard = sa.exists().where(
        Contribution.respondent_id == Respondent.id, Contribution.state.in_(IN_CORPUS)
    )
    return (
        sa.select(Activity.channel)
        .select_from(Respondent)
        .join(Activity, Activity.id == Respondent.activity_id)
        .where(
            Activity.consultation_id == consultation_id,
            Activity.channel.not_in(BESIDE),
            is_heard.correlate(Respondent),
        )
    )


def _known(
    attributes: Mapping[str, str], name: str, about: frozenset[str], known: Callable[[str], T]
) -> T | None:
    """What an attribute says in words that are known: the one that all channels share first."""
    names = [name, *(one for one in attributes if one != name and _words_of(one) & about)]
    for part in (p for one in names for p in str(attributes.get(one, "")).split(PARTS)):
        found = known(part) if part else None
        if found:
            return found
    return None


def _nobody_known(session: Session, consultation_id: uuid.UUID) -> dict[Channel, int]:
    rows = session.execute(
        sa.select(Activity.channel, sa.func.count())
        .join(Contribution, Contribution.activity_id == Activity.id)
        .where(
            Contribution.consultation_id == consultation_id,
            Contribution.respondent_id.is_(None),
            Contribution.state.in_(IN_CORPUS),
            Activity.channel.not_in(BESIDE),
        )
        .group_by(Activity.channel)
        .order_by(Activity.channel)
    )
    return {Channel(channel): number for channel, number in rows}


_words_of = lru_cache(maxsize=1024)(words_of)
"""The names of closed questions are few, and asked of each respondent."""
