"""What a chart shows: words and numbers only, so that it fits into an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar

MOST_BARS = 30
"""The table below a chart holds the others."""
LONGEST_LABEL = 90


@dataclass(frozen=True)
class Chart:
    """`kind` is the first item of the list that `packed` gives."""

    kind: ClassVar[str]

    def packed(self) -> list[Any]:
        return [self.kind, *(getattr(self, field.name) for field in fields(self))]


@dataclass(frozen=True)
class Bars(Chart):
    """Horizontal bars with their text at the end; a value is None where it is masked."""

    kind: ClassVar[str] = "bars"
    labels: Sequence[str]
    values: Sequence[float | None]
    texts: Sequence[str]


@dataclass(frozen=True)
class Columns(Chart):
    """Vertical bars along a scale: a histogram, days, months."""

    kind: ClassVar[str] = "columns"
    labels: Sequence[str]
    values: Sequence[float | None]
    axis: str


@dataclass(frozen=True)
class Diverging(Chart):
    """One row a statement; `shares` (0 to 100) along the scale, its middle at zero."""

    kind: ClassVar[str] = "diverging"
    labels: Sequence[str]
    scale: Sequence[str]
    shares: Sequence[Sequence[float]]


@dataclass(frozen=True)
class Grid(Chart):
    """A table of shares (0 to 100, None where masked), darker where there are more.

    `signs` are 1 where a cell holds more than expected, -1 where it holds fewer, else 0.
    """

    kind: ClassVar[str] = "grid"
    rows: Sequence[str]
    columns: Sequence[str]
    shares: Sequence[Sequence[float | None]]
    signs: Sequence[Sequence[int]]


@dataclass(frozen=True)
class Intervals(Chart):
    """One row a group: a share with its interval, and the share it is compared with (0 to 100).

    `names` of what the dots and the ticks stand for.
    """

    kind: ClassVar[str] = "intervals"
    labels: Sequence[str]
    shares: Sequence[float]
    lows: Sequence[float]
    highs: Sequence[float]
    references: Sequence[float]
    names: tuple[str, str]


@dataclass(frozen=True)
class Scatter(Chart):
    """Points of a map, in the same units along both axes.

    `sizes` are areas, in any unit; `kinds` are places in `names`, one shape and colour each, told
    in a legend when there are several.
    """

    kind: ClassVar[str] = "scatter"
    labels: Sequence[str]
    xs: Sequence[float]
    ys: Sequence[float]
    sizes: Sequence[float]
    kinds: Sequence[int]
    names: Sequence[str]


KINDS: dict[str, type[Chart]] = {
    each.kind: each for each in (Bars, Columns, Diverging, Grid, Intervals, Scatter)
}


def unpack(packed: Sequence[Any]) -> Chart:
    """The chart that `packed` came from. Raises KeyError or TypeError for anything else."""
    kind, *values = packed
    return KINDS[kind](*values)


def short(label: str) -> str:
    """A label that a chart has room for; the table has the whole."""
    flat = " ".join(label.split())
    return flat if len(flat) <= LONGEST_LABEL else flat[: LONGEST_LABEL - 1].rstrip() + "…"
