"""Things joined two by two, and the groups that this makes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Joined:
    """Disjoint sets of 0..n-1; the first of a set is its smallest member. Source: Tarjan 1975."""

    def __init__(self, n: int) -> None:
        self._above = list(range(n))

    def find(self, item: int) -> int:
        """Return the first of the set that holds `item`."""
        above = self._above
        while above[item] != item:
            above[item] = above[above[item]]
            item = above[item]
        return item

    def together(self, one: int, other: int) -> bool:
        """Say whether two items are in the same set."""
        return self.find(one) == self.find(other)

    def join(self, one: int, other: int) -> None:
        """Put the sets of two items together."""
        one, other = sorted((self.find(one), self.find(other)))
        self._above[other] = one

    def first(self) -> NDArray[np.intp]:
        """Return the first of the set of each item, shape (n,)."""
        above = np.array(self._above, dtype=np.intp)
        while ((higher := above[above]) != above).any():
            above = higher
        return above

    def groups(self) -> list[list[int]]:
        """Return the sets of two items or more, each sorted."""
        first = self.first()
        members: dict[int, list[int]] = {}
        for item in np.flatnonzero(first != np.arange(len(first))).tolist():
            members.setdefault(int(first[item]), [int(first[item])]).append(item)
        return list(members.values())
