"""Values of many people: each distinct one once, with how many gave it. What is told of half a
million answers then takes no longer than there are different answers."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from surveys.types.value import Value


@dataclass(frozen=True)
class Tallied:
    """`values[i]` was given by `times[i]` people, None being that they did not answer. The same
    value may stand there more than once."""

    values: Sequence[Value | None]
    times: Sequence[int]

    def __len__(self) -> int:
        return sum(self.times)

    def __iter__(self) -> Iterator[tuple[Value | None, int]]:
        return zip(self.values, self.times, strict=True)

    @property
    def given(self) -> list[tuple[Value, int]]:
        """What was answered."""
        return [(value, times) for value, times in self if value is not None]

    @property
    def answered(self) -> int:
        """How many people answered."""
        return sum(times for _value, times in self.given)


Values: TypeAlias = Sequence[Value | None] | Tallied
"""The values of everybody who was asked, one a person, or tallied."""


def tallied(values: Values) -> Tallied:
    """The same values, each with how many gave it."""
    return values if isinstance(values, Tallied) else Tallied(values, [1] * len(values))


def counted(
    pairs: Iterable[tuple[object, int]],
) -> dict[str, int]:
    """How many people each value has, as text, in the order in which they come."""
    found: dict[str, int] = {}
    for value, times in pairs:
        found[str(value)] = found.get(str(value), 0) + times
    return found


class InOrder:
    """Numbers of many people in the order of their size."""

    def __init__(self, pairs: Iterable[tuple[float, int]]) -> None:
        ordered = sorted((number, times) for number, times in pairs if times)
        self.numbers = [number for number, _times in ordered]
        self.times = [times for _number, times in ordered]
        self._ends = list(accumulate(self.times))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[tuple[float, int]]:
        return zip(self.numbers, self.times, strict=True)

    def at(self, place: int) -> float:
        """The number that stands at a place from 0."""
        return self.numbers[bisect_right(self._ends, place)]

    def quantile(self, part: float) -> float:
        """The number below which a part (from 0 to 1) of them stand, between neighbours where it
        falls between two (Hyndman and Fan, type 7)."""
        place = part * (len(self) - 1)
        low = math.floor(place + 1e-9)
        share = max(0.0, place - low)
        below = self.at(low)
        if share < 1e-9:
            return below
        return below + (self.at(low + 1) - below) * share

    @property
    def mean(self) -> float:
        return math.fsum(number * times for number, times in self) / len(self)

    @property
    def deviation(self) -> float | None:
        """Standard deviation of a sample (n - 1); None of one number."""
        if len(self) < 2:
            return None
        mean = self.mean
        squares = math.fsum(times * (number - mean) ** 2 for number, times in self)
        return math.sqrt(squares / (len(self) - 1))
