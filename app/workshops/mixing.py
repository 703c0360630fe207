"""Who sits where in a world café: everybody moves, and meets as many others as can be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

PASSES = 3
"""How often each round is gone over again."""

_STAY, _RETURN = 1e6, 1e3
"""What it costs to stay at a table or to come back to one; to meet somebody again costs the square
of how often they met."""

Places = npt.NDArray[np.intp]
Matrix = npt.NDArray[np.float64]


def mixed_seating(kinds: Sequence[str], tables: int, rounds: int) -> list[list[int]]:
    """The table (from 0) of each person, by round. The same people always get the same seats.

    `kinds` is what each person comes from. In every round everybody has one seat and tables
    differ by one person at most; the people of one kind are spread so that tables differ by two
    at most. With two tables or more, everybody moves between rounds. As far as that allows,
    nobody comes back to a table, and people meet others whom they have not met.

    Those who host a table are not among these people: they stay.

    People of one kind stand together in one line, cut into rows of as many people as tables: the
    people of a row never sit together. That alone keeps tables even and kinds spread; within it,
    each row is placed at the least cost (linear assignment), given where the others sit.
    """
    if tables < 1:
        raise ValueError("people need a table")
    line = sorted(range(len(kinds)), key=lambda person: (kinds[person], person))
    rows = [line[start : start + tables] for start in range(0, len(line), tables)]
    mixing = _Mixing(rows, len(kinds), tables)
    return [mixing.next_round().tolist() for _ in range(rounds)]


class _Mixing:
    def __init__(self, rows: Sequence[Sequence[int]], people: int, tables: int) -> None:
        self.rows, self.people, self.tables = rows, people, tables
        self.met: Matrix = np.zeros((people, people))
        self.visited: Matrix = np.zeros((people, tables))
        self.before: Places | None = None

    def next_round(self) -> Places:
        """Seat everybody once more, and remember who met whom."""
        seats: Places = np.full(self.people, -1, dtype=np.intp)
        for _ in range(PASSES if self.before is not None else 1):
            for row in self.rows:
                self._place(row, seats)
        taken = self._taken(seats)
        self.met += taken @ taken.T
        self.visited += taken
        self.before = seats
        return seats

    def _place(self, row: Sequence[int], seats: Places) -> None:
        """Give the people of a row a table each, given where the other rows sit."""
        seats[list(row)] = -1
        cost = (self.met[row] ** 2) @ self._taken(seats) + _RETURN * self.visited[row]
        if self.before is not None:
            cost[np.arange(len(row)), self.before[list(row)]] += _STAY
        members, places = linear_sum_assignment(cost)
        seats[np.asarray(row)[members]] = places

    def _taken(self, seats: Places) -> Matrix:
        """People by tables: 1 where somebody sits."""
        taken: Matrix = np.zeros((self.people, self.tables))
        seated = np.flatnonzero(seats >= 0)
        taken[seated, seats[seated]] = 1
        return taken
