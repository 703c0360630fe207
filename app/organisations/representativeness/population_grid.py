"""The table in which a steward types the known population: families down, territories across."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.ideas.importing.values import count_of
from app.models import OrganisationKind
from app.organisations.representativeness.population import (
    MOST_TERRITORIES,
    Figure,
    without_doubles,
)
from app.web.prose import printable_line

LONGEST_TERRITORY = 120
LONGEST_FIGURE = 20
Cells = dict[tuple[OrganisationKind, str], str]


@dataclass(frozen=True)
class Grid:
    """`cells` are texts as they were typed, by family and territory; most are empty.

    `problems`: the cells that are no number.
    """

    territories: tuple[str, ...]
    cells: Cells = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    problems: frozenset[tuple[OrganisationKind, str]] = frozenset()

    def with_territories(self, more: Iterable[str]) -> Grid:
        """The same with more columns."""
        return _read(_territories([*self.territories, *more]), self.cells)


def grid_of(territories: Iterable[str], figures: Iterable[Figure]) -> Grid:
    """A table that holds figures."""
    cells = {(one.family, one.territory): str(one.number) for one in figures}
    return _read(_territories(territories), cells)


def sent_grid(sent: Mapping[str, str]) -> Grid:
    """The table that a browser sends: `territory-0`…, and `n-association-0`… for the figures."""
    names = [_one_line(sent.get(f"territory-{place}", "")) for place in range(MOST_TERRITORIES)]
    cells = {
        (family, name): text
        for place, name in enumerate(names)
        for family in OrganisationKind
        if name and (text := sent.get(f"n-{family.value}-{place}", "").strip()[:LONGEST_FIGURE])
    }
    return _read(_territories(names), cells)


def territories_of_lines(text: str) -> tuple[str, ...]:
    """Names of territories, one a line."""
    return _territories(text.splitlines())


def _territories(names: Iterable[str]) -> tuple[str, ...]:
    tidy = (_one_line(name) for name in names)
    return without_doubles(tidy)[:MOST_TERRITORIES]


def _one_line(text: str) -> str:
    return printable_line(text)[:LONGEST_TERRITORY].strip()


def _read(territories: tuple[str, ...], cells: Cells) -> Grid:
    figures, problems = [], set()
    for family in OrganisationKind:
        for territory in territories:
            text = cells.get((family, territory), "")
            if not text:
                continue
            try:
                figures.append(Figure(family, territory, count_of(text)))
            except ValueError:
                problems.add((family, territory))
    return Grid(territories, cells, tuple(figures), frozenset(problems))
