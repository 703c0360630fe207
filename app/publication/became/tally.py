"""Numbers of excerpts or contributions by what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.models import ACCEPTED, EvidenceStatus
from app.publication.became.outcomes import OUTCOMES


@dataclass(frozen=True)
class Tally:
    kept: int = 0
    reworded: int = 0
    partly_kept: int = 0
    undecided: int = 0
    set_aside: int = 0

    @classmethod
    def of(cls, counted: Iterable[tuple[int, int]]) -> Tally:
        """Of (rank, number) pairs, in any order; ranks are those of `OUTCOMES`."""
        numbers = {status.value: 0 for status in OUTCOMES}
        for rank, number in counted:
            numbers[OUTCOMES[rank].value] += number
        return cls(**numbers)

    def number(self, status: EvidenceStatus) -> int:
        return int(getattr(self, status.value))

    @property
    def total(self) -> int:
        return sum(self.number(status) for status in OUTCOMES)

    @property
    def accepted(self) -> int:
        """Kept, whole or in part, in their own words or others."""
        return sum(self.number(status) for status in ACCEPTED)

    @property
    def decided(self) -> int:
        return self.accepted + self.set_aside
