"""Rows that share a mark: which of a million may be alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Runs:
    """Rows that share a mark, two at least.

    Attributes
    ----------
    rows : those of the first run, sorted, then those of the next one.
    lengths : how many of them each run has.
    """

    rows: NDArray[np.intp]
    lengths: NDArray[np.intp]

    def __iter__(self) -> Iterator[list[int]]:
        rows, start = self.rows.tolist(), 0
        for length in self.lengths.tolist():
            yield rows[start : start + length]
            start += length

    @property
    def is_first(self) -> NDArray[np.bool_]:
        """Which of the rows are the first of their run."""
        first = np.zeros(len(self.rows), dtype=bool)
        first[np.cumsum(self.lengths) - self.lengths] = True
        return first

    def first_pairs(self, n: int) -> NDArray[np.intp]:
        """Return the first row of each run with each other of it, as numbers: first × n + other."""
        is_first = self.is_first
        first = np.repeat(self.rows[is_first], self.lengths - 1)
        return np.asarray(first * n + self.rows[~is_first])

    def kept(self, wanted: NDArray[np.bool_]) -> Runs:
        """Return the runs of the rows that are `wanted`, where two or more of them are."""
        run = np.repeat(np.arange(len(self.lengths)), self.lengths)
        left = np.bincount(run[wanted], minlength=len(self.lengths))
        wanted = wanted & (left[run] > 1)
        return Runs(self.rows[wanted], left[left > 1])

    def without_first(self, near: NDArray[np.bool_]) -> Runs:
        """Return what is left of the runs without their first row and what is near it.

        Parameters
        ----------
        near : of each of `first_pairs`, whether the two are nearly the same.
        """
        wanted = ~self.is_first
        wanted[wanted] = ~near
        return self.kept(wanted)

    def worth_a_look(self, near: NDArray[np.bool_]) -> Runs:
        """Return the runs but those of two rows that are not nearly the same, `near` as above."""
        told = np.ones(len(self.lengths), dtype=bool)
        pairs = self.lengths == 2
        told[pairs] = near[(np.cumsum(self.lengths - 1) - 1)[pairs]]
        return self.kept(np.repeat(told, self.lengths))


def runs_of(marks: NDArray[np.uint64], rows: NDArray[np.intp] | None = None) -> Runs:
    """Return the rows (0, 1, … unless given) that share a mark; marks of 0 say nothing."""
    told = np.flatnonzero(marks)
    order = told[np.argsort(marks[told], kind="stable")]
    ordered = marks[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    lengths = np.diff(np.append(starts, len(ordered)))
    shared = order[np.repeat(lengths > 1, lengths)]
    return Runs(shared if rows is None else rows[shared], lengths[lengths > 1])
