"""Which theme of the codebook a candidate theme answers to: by the excerpts that both hold.

Pure: sets of excerpts in, pairs out. Both are trees; a theme is taken with those below it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array

ENOUGH = 0.3
"""Of the excerpts of either, those of both: from here on a candidate answers to a theme. Two groups
of the same size share nearly half of their excerpts then; two that chance made of a tenth of the
corpus each would share a twentieth of those of either."""

Parents = Mapping[uuid.UUID, uuid.UUID | None]
"""Every group of a tree, and the one above it."""
Held = Iterable[tuple[uuid.UUID, uuid.UUID]]
"""Pairs of an excerpt and the group in which it stands; it may stand in several."""


@dataclass(frozen=True)
class Shared:
    """What a group of one tree and a group of the other hold, and hold together."""

    excerpts: int
    of_first: int
    of_second: int

    @property
    def overlap(self) -> float:
        """From 0 to 1: excerpts of both, of those of either (Jaccard)."""
        either = self.of_first + self.of_second - self.excerpts
        return self.excerpts / either if either else 0.0


class Overlaps:
    """How much each group of one tree shares with each of another."""

    def __init__(self, first: tuple[Parents, Held], second: tuple[Parents, Held]) -> None:
        excerpts: dict[uuid.UUID, int] = {}
        one, other = (
            _with_those_below(parents, held, excerpts) for parents, held in (first, second)
        )
        width = max(len(excerpts), 1)
        rows, columns = _table(*one, width), _table(*other, width)
        self.first, self.second = list(first[0]), list(second[0])
        self.counts: npt.NDArray[np.int64] = (rows @ columns.T).toarray()
        self.of_first, self.of_second = rows.sum(axis=1), columns.sum(axis=1)
        either = self.of_first[:, None] + self.of_second[None, :] - self.counts
        self.overlaps: npt.NDArray[np.float64] = self.counts / np.maximum(either, 1)

    def shared(self, row: int, column: int) -> Shared:
        return Shared(
            int(self.counts[row, column]), int(self.of_first[row]), int(self.of_second[column])
        )

    def matches(self, enough: float = ENOUGH) -> list[tuple[int, int]]:
        """Each group with one of the other tree at most, so that the overlaps are the largest in
        all; those that share too little are left. The same input gives the same pairs."""
        if not self.overlaps.size:
            return []
        counting = np.where(self.overlaps >= enough, self.overlaps, 0.0)
        rows, columns = linear_sum_assignment(counting, maximize=True)
        return [
            (int(row), int(column))
            for row, column in zip(rows, columns, strict=True)
            if counting[row, column] > 0
        ]

    def nearest(self, column: int) -> int | None:
        """The group of the first tree with which one of the second overlaps most."""
        if not self.overlaps.size:
            return None
        row = int(self.overlaps[:, column].argmax())
        return row if self.counts[row, column] else None


def _with_those_below(
    parents: Parents, held: Held, excerpts: dict[uuid.UUID, int]
) -> tuple[int, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """How many groups there are; then a group and an excerpt by number, for each that it holds."""
    numbers = {group: number for number, group in enumerate(parents)}
    ways = {group: [numbers[one] for one in _way_up(parents, group)] for group in parents}
    groups: list[int] = []
    places: list[int] = []
    for excerpt, group in held:
        place = excerpts.setdefault(excerpt, len(excerpts))
        groups += ways[group]
        places += [place] * len(ways[group])
    return len(numbers), np.array(groups, dtype=np.int64), np.array(places, dtype=np.int64)


def _way_up(parents: Parents, group: uuid.UUID) -> Sequence[uuid.UUID]:
    """A group and those above it. A parent that is not of the tree ends the way."""
    way = [group]
    while (above := parents[way[-1]]) is not None and above in parents:
        way.append(above)
    return way


def _table(
    groups: int, rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], width: int
) -> csr_array:
    """One row a group, one column an excerpt, 1 where it holds it."""
    ones = np.ones(len(rows), dtype=np.int64)
    table = csr_array((ones, (rows, columns)), shape=(groups, width))
    table.sum_duplicates()
    table.data[:] = 1
    return table
