"""Those who took part beside the known population, by family and by territory."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analysis.voices.representativeness import Fit, GroupGap, fit, group_gaps
from app.corpus.accents import without_accents
from app.organisations.representativeness.population import Population
from app.organisations.representativeness.voices import Heard, counted
from app.questionnaires.results.masks import is_small_group, masked_groups


class Dimension(enum.StrEnum):
    """By what those who took part are told apart."""

    FAMILY = "family"
    TERRITORY = "territory"


@dataclass(frozen=True)
class Line:
    """A group; `gap` is None where its number is masked."""

    name: str
    gap: GroupGap | None
    population: int
    population_share: float


@dataclass(frozen=True)
class Comparison:
    """`people`: the voices that are compared. `outside`: those of other groups; `unknown`: those
    who did not say. `fit` is None where something is masked, or nothing can be compared.

    `is_withheld`: so few are compared, or are not, that nothing is told to this reader.
    `tells_apart`: whether this reader may know those outside from those unknown.
    """

    dimension: Dimension
    lines: tuple[Line, ...]
    people: int
    outside: int
    unknown: int
    fit: Fit | None
    is_withheld: bool
    tells_apart: bool

    @property
    def not_compared(self) -> int:
        return self.outside + self.unknown

    @property
    def has_masked(self) -> bool:
        return any(line.gap is None for line in self.lines)


def compare_families(
    heard: Heard, population: Population, name_of: Callable[[enum.Enum], str], *, sees_all: bool
) -> Comparison:
    """By family: voices whose family the population knows are compared."""
    keys = population.families
    numbers = counted((voice.family, number) for voice, number in heard.voices.items())
    return _compared(
        Dimension.FAMILY,
        [name_of(family) for family in keys],
        [numbers[family] for family in keys],
        [population.of_family(family) for family in keys],
        unknown=numbers[None],
        everybody=heard.people,
        sees_all=sees_all,
    )


def compare_territories(heard: Heard, population: Population, *, sees_all: bool) -> Comparison:
    """By territory, among the voices whose family the population knows."""
    keys = [one for one in population.territories if population.of_territory(one)]
    families = population.families
    numbers = counted(
        (voice.territory, number)
        for voice, number in heard.voices.items()
        if voice.family in families
    )
    return _compared(
        Dimension.TERRITORY,
        keys,
        [numbers[territory] for territory in keys],
        [population.of_territory(territory) for territory in keys],
        unknown=numbers[""],
        everybody=numbers.total(),
        sees_all=sees_all,
    )


def territory_names(names: Iterable[str]) -> Callable[[str], str]:
    """What gives the name of a territory as it stands first in `names`, empty for other words.

    Case, accents, hyphens and blanks do not matter.
    """
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(_folded(name), name)
    return lambda words: known.get(_folded(words), "")


def _folded(name: str) -> str:
    return " ".join(without_accents(name).casefold().replace("-", " ").split())


def _compared(
    dimension: Dimension,
    names: Sequence[str],
    numbers: Sequence[int],
    population: Sequence[int],
    *,
    unknown: int,
    everybody: int,
    sees_all: bool,
) -> Comparison:
    people = sum(numbers)
    outside = everybody - people - unknown
    mask = [False] * len(numbers) if sees_all else masked_groups(numbers)
    whole = sum(population)
    gaps = group_gaps(numbers, population) if whole else ()
    lines = tuple(
        Line(name, None if is_masked else gap, gap.population, gap.population_share)
        for name, gap, is_masked in zip(names, gaps, mask, strict=True)
    )
    return Comparison(
        dimension,
        lines,
        people,
        outside=outside,
        unknown=unknown,
        fit=None if any(mask) or not whole else fit(numbers, population),
        is_withheld=not sees_all and (is_small_group(people) or is_small_group(everybody - people)),
        tells_apart=sees_all or not (is_small_group(outside) or is_small_group(unknown)),
    )
