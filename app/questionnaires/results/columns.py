"""The answers to one question: each distinct one once, and which of them each person gave.

What is told of them is told of distinct answers, so that it takes about as long for half a million
people as for a thousand.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveys.types.tallies import Tallied
from surveys.variables import NOT_ASKED, Variable


@dataclass(frozen=True)
class Column:
    """`codes` holds, for each person, the place in `values` of their answer: None without one,
    `NOT_ASKED` where they were not asked."""

    values: Sequence[Any]
    codes: NDArray[np.integer[Any]]

    @classmethod
    def of(cls, values: Iterable[Any]) -> Column:
        """The column of the answers of some people, in their order."""
        writer = ColumnWriter()
        writer.extend(values)
        return writer.column()

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Any]:
        return (self.values[code] for code in self.codes)

    @cached_property
    def times(self) -> NDArray[np.int64]:
        """How many people gave each of the values."""
        return np.bincount(self.codes, minlength=len(self.values)).astype(np.int64)

    @property
    def asked(self) -> Tallied:
        """The answers of everybody who was asked."""
        found = [
            (value, int(times))
            for value, times in zip(self.values, self.times, strict=True)
            if times and value is not NOT_ASKED
        ]
        return Tallied([value for value, _times in found], [times for _value, times in found])

    def narrowed(self, kept: NDArray[np.bool_]) -> Column:
        """The people where `kept` is true."""
        return Column(self.values, self.codes[kept])

    def where(self, holds: Callable[[Any], bool]) -> NDArray[np.bool_]:
        """Of which people the answer is such as wanted."""
        told = np.array([holds(value) for value in self.values], dtype=np.bool_)
        return told[self.codes] if len(self.values) else np.zeros(0, dtype=np.bool_)

    def grouped(self, variable: Variable) -> Grouped:
        """By which categories of a variable people stand together."""
        return Grouped.of(variable.indicators(self.values), self.codes)


@dataclass(frozen=True)
class Grouped:
    """`patterns` (patterns × categories, as `Variable.indicators`): the sets of categories that
    anybody falls into; `codes`: the pattern of each person."""

    patterns: NDArray[np.int64]
    codes: NDArray[np.integer[Any]]

    @classmethod
    def of(cls, indicators: NDArray[np.int64], codes: NDArray[np.integer[Any]]) -> Grouped:
        if not len(indicators):
            return cls(indicators, np.zeros(0, dtype=np.uint8))
        patterns, pattern_of = np.unique(indicators, axis=0, return_inverse=True)
        smallest = np.min_scalar_type(len(patterns) - 1)
        return cls(patterns, pattern_of.reshape(-1).astype(smallest)[codes])

    def people(self) -> NDArray[np.int64]:
        """How many people each category has."""
        times = np.bincount(self.codes, minlength=len(self.patterns))
        return (self.patterns.T @ times).astype(np.int64)


@dataclass(frozen=True)
class Pairs:
    """People by what they answered to two questions: `together` counts them by the patterns of
    both (`Grouped`)."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    together: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Grouped, columns: Grouped) -> Pairs:
        shape = len(rows.patterns), len(columns.patterns)
        places = rows.codes.astype(np.int64) * shape[1] + columns.codes
        both = np.bincount(places, minlength=shape[0] * shape[1])
        return cls(rows.patterns, columns.patterns, both.reshape(shape).astype(np.int64))

    def answered(self, outside: int) -> Pairs:
        """Those who answered both; the last `outside` categories are no answers, and go."""
        down, across = self.rows[:, :-outside], self.columns[:, :-outside]
        kept, there = down.any(axis=1), across.any(axis=1)
        return Pairs(down[kept], across[there], self.together[kept][:, there])

    @property
    def table(self) -> NDArray[np.int64]:
        """How many people fall into each two categories."""
        return self.rows.T @ self.together @ self.columns

    @property
    def row_people(self) -> NDArray[np.int64]:
        return self.rows.T @ self.together.sum(axis=1)

    @property
    def column_people(self) -> NDArray[np.int64]:
        return self.columns.T @ self.together.sum(axis=0)

    @property
    def people(self) -> int:
        return int(self.together.sum())


@dataclass
class ColumnWriter:
    """Makes a column, answer by answer."""

    _values: list[Any] = field(default_factory=list)
    _codes: array[int] = field(default_factory=lambda: array("l"))
    _known: dict[Any, int] = field(default_factory=dict)

    def extend(self, values: Iterable[Any]) -> None:
        """Add the answers of some people, in their order."""
        known, append = self._known, self._codes.append
        for value in values:
            # Most answers are texts, which are their own keys; no other key is a text.
            key = value if type(value) is str else _key(value)
            code = known.get(key)
            if code is None:
                code = known[key] = len(self._values)
                self._values.append(value)
            append(code)

    def column(self) -> Column:
        smallest = np.min_scalar_type(max(0, len(self._values) - 1))
        return Column(self._values, np.array(self._codes, dtype=smallest))


def _key(value: Any) -> Any:
    """What tells distinct answers apart: 1 is neither 1.0 nor true."""
    if isinstance(value, list):
        return tuple(map(str, value))
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True), dict
    return value, type(value)
