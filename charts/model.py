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


@dataclass(frozen=True)
class Dots(Chart):
    """One row a label, and on it one mark for each of `names`, of its own shape; `values` (0 to
    100, in `unit`) by name, then by label, None where nothing is known."""

    kind: ClassVar[str] = "dots"
    labels: Sequence[str]
    names: Sequence[str]
    values: Sequence[Sequence[float | None]]
    unit: str = " %"


@dataclass(frozen=True)
class Multiples(Chart):
    """A small chart of columns for each label, all on the same scale; `values` by label, then by
    period."""

    kind: ClassVar[str] = "multiples"
    labels: Sequence[str]
    periods: Sequence[str]
    values: Sequence[Sequence[float]]


@dataclass(frozen=True)
class Course(Chart):
    """One figure over time: `days` as 2017-06-30, one value each; what is wanted with its text,
    None where nothing is."""

    kind: ClassVar[str] = "course"
    days: Sequence[str]
    values: Sequence[float]
    axis: str
    wanted: float | None
    wanted_text: str


@dataclass(frozen=True)
class Tree(Chart):
    """Leaves that join two by two. A join is two branches and its height, no lower than the joins
    before it; a branch below the number of labels is a leaf, k + n is what the join n made."""

    kind: ClassVar[str] = "tree"
    labels: Sequence[str]
    joins: Sequence[tuple[int, int, float]]


KINDS: dict[str, type[Chart]] = {
    each.kind: each
    for each in (
        Bars,
        Columns,
        Course,
        Diverging,
        Dots,
        Grid,
        Intervals,
        Multiples,
        Scatter,
        Tree,
    )
}


def unpack(packed: Sequence[Any]) -> Chart:
    """The chart that `packed` came from. Raises KeyError or TypeError for anything else."""
    kind, *values = packed
    return KINDS[kind](*values)


def short(label: str) -> str:
    """A label that a chart has room for; the table has the whole."""
    flat = " ".join(label.split())
    return flat if len(flat) <= LONGEST_LABEL else flat[: LONGEST_LABEL - 1].rstrip() + "…"
