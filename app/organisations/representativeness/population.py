"""The known population: how many organisations of each family each territory has."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Consultation, KnownPopulation, ListKind, OrganisationKind
from app.models.turns import ChangedMeanwhile, fingerprint, wait_for_consultation
from app.organisations.lists.reading import entries_of

MOST_TERRITORIES = 40


@dataclass(frozen=True)
class Figure:
    """How many organisations of a family a territory has."""

    family: OrganisationKind
    territory: str
    number: int


@dataclass(frozen=True)
class Population:
    """`source` says where the figures are from, for all of them."""

    figures: tuple[Figure, ...] = ()
    source: str = ""

    @property
    def families(self) -> tuple[OrganisationKind, ...]:
        """Those of which somebody is known, in the order of all families."""
        known = {one.family for one in self.figures if one.number}
        return tuple(family for family in OrganisationKind if family in known)

    @property
    def territories(self) -> tuple[str, ...]:
        """Those that are named, in the order in which they came."""
        return tuple(dict.fromkeys(one.territory for one in self.figures))

    @property
    def mark(self) -> str:
        """What a form says of the figures that it was made from."""
        figures = [(one.family.value, one.territory, one.number) for one in self.figures]
        return fingerprint(sorted(figures), self.source)

    def of_family(self, family: OrganisationKind) -> int:
        return sum(one.number for one in self.figures if one.family is family)

    def of_territory(self, territory: str) -> int:
        return sum(one.number for one in self.figures if one.territory == territory)


def population_of(session: Session, consultation_id: uuid.UUID) -> Population:
    """What stewards said of a consultation."""
    rows = session.scalars(
        sa.select(KnownPopulation)
        .where(KnownPopulation.consultation_id == consultation_id)
        .order_by(KnownPopulation.id)
    ).all()
    figures = tuple(Figure(row.kind, row.territory, row.number) for row in rows)
    return Population(figures, rows[0].source if rows else "")


def set_population(
    session: Session,
    consultation_id: uuid.UUID,
    figures: Sequence[Figure],
    source: str,
    *,
    made_from: str,
) -> None:
    """Put other figures in the place of those that a form was made from (their `mark`).

    Raises:
        ChangedMeanwhile: somebody else changed them since; nothing is stored.
    """
    wait_for_consultation(session, consultation_id)
    before, wanted = population_of(session, consultation_id), Population(tuple(figures), source)
    if before.mark == wanted.mark:
        return
    if before.mark != made_from:
        raise ChangedMeanwhile
    session.execute(
        sa.delete(KnownPopulation).where(KnownPopulation.consultation_id == consultation_id)
    )
    session.add_all(
        KnownPopulation(
            consultation_id=consultation_id,
            kind=one.family,
            territory=one.territory,
            number=one.number,
            source=source,
        )
        for one in figures
    )
    session.flush()


def territories_to_fill_in(
    session: Session, consultation: Consultation, population: Population
) -> tuple[str, ...]:
    """The columns of the table: those of the figures, else the départements of the region that
    the consultation concerns, else what it concerns."""
    if population.territories:
        return population.territories
    departements = entries_of(session, consultation.id, ListKind.DEPARTEMENT)
    below = tuple(one.label for one in departements if one.parent == consultation.territory)
    return below[:MOST_TERRITORIES] or tuple(filter(None, [consultation.territory]))


def without_doubles(names: Iterable[str]) -> tuple[str, ...]:
    """Names of territories, each once, blanks tidied."""
    return tuple(dict.fromkeys(filter(None, (" ".join(name.split()) for name in names))))
