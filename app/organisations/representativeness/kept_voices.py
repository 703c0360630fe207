"""Who was heard: counted now, or as a worker last counted it of a large consultation."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.consultations.queries import changes_in_size
from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import Told, told
from app.models import ListKind
from app.organisations.lists.reading import entries_of
from app.organisations.representativeness.comparing import territory_names
from app.organisations.representativeness.population import Population, population_of
from app.organisations.representativeness.voices import Heard, heard_in


@dataclass(frozen=True)
class HeardAmong:
    """Who was heard, their territories told by these names."""

    territories: tuple[str, ...]
    heard: Heard


def voices_heard(
    session: Session, consultation_id: uuid.UUID, population: Population
) -> Told[Heard]:
    """The voices of a consultation. Where other territories are known since they were last counted,
    they are counted now."""
    names = _territories(session, consultation_id, population)

    def count() -> HeardAmong:
        return HeardAmong(names, heard_in(session, consultation_id, territory_names(names)))

    found = told(session, consultation_id, VOICES.name, HeardAmong, count)
    if found.value.territories != names:
        found = Told(count())
    return Told(found.value.heard, found.counted_at)


def _territories(
    session: Session, consultation_id: uuid.UUID, population: Population
) -> tuple[str, ...]:
    """The names of the known population, then those of the départements."""
    departements = entries_of(session, consultation_id, ListKind.DEPARTEMENT)
    return (*population.territories, *(one.label for one in departements))


def _known_now(session: Session, consultation_id: uuid.UUID) -> tuple[str, ...]:
    population = population_of(session, consultation_id)
    return _territories(session, consultation_id, population)


def _changes(session: Session, consultation_id: uuid.UUID) -> object:
    return changes_in_size(session, consultation_id), _known_now(session, consultation_id)


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    names = _known_now(session, consultation_id)
    heard = heard_in(session, consultation_id, territory_names(names))
    return as_json(HeardAmong(names, heard))


VOICES = Figure("voices-1", _changes, _as_kept)
