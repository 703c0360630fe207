"""Who took part: one voice for each organisation or person that the corpus can tell apart.

A voice is a respondent of at least one contribution that is read and cited. Respondents who spoke
for the same organisation are one. Nothing ties the others together across channels: somebody who
answered a questionnaire and posted an idea is two voices.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

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
    """All voices; `nobody_known`: contributions without anybody to count, by channel."""

    voices: tuple[Voice, ...]
    nobody_known: Mapping[Channel, int]

    @property
    def by_channel(self) -> Counter[Channel]:
        return Counter(voice.channel for voice in self.voices)


def heard_in(
    session: Session, consultation_id: uuid.UUID, territory_of: Callable[[str], str]
) -> Heard:
    """Who was heard in a consultation. `territory_of` gives the known name of a territory, empty
    for other words."""
    said = (
        sa.exists()
        .where(Contribution.respondent_id == Respondent.id, Contribution.state.in_(IN_CORPUS))
        .correlate(Respondent)
    )
    rows = session.execute(
        sa.select(
            Respondent.id, Respondent.organisation_id, Respondent.attributes, Activity.channel
        )
        .join(Activity, Activity.id == Respondent.activity_id)
        .where(
            Activity.consultation_id == consultation_id,
            Activity.channel.not_in(BESIDE),
            said,
        )
        .order_by(Respondent.id)
    )
    family_of = cache(family_of_words)
    place_of = cache(territory_of)
    voices: dict[uuid.UUID, Voice] = {}
    for respondent_id, organisation_id, attributes, channel in rows:
        # What was said last of an organisation holds; its channel is where it spoke first.
        who = organisation_id or respondent_id
        before = voices.get(who)
        family = _known(attributes, KIND_OF_BODY, ABOUT_THE_BODY, family_of)
        territory = _known(attributes, TERRITORY, ABOUT_THE_PLACE | ABOUT_THE_BODY, place_of)
        voices[who] = Voice(
            before.channel if before else channel,
            family or (before.family if before else None),
            territory or (before.territory if before else ""),
        )
    return Heard(tuple(voices.values()), _nobody_known(session, consultation_id))


def _known(
    attributes: Mapping[str, str], name: str, about: frozenset[str], known: Callable[[str], T]
) -> T | None:
    """What an attribute says in words that are known: the one that all channels share first."""
    names = [name, *(one for one in attributes if one != name and words_of(one) & about)]
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
    )
    return {Channel(channel): number for channel, number in rows}
