"""Whether enough of a body was there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.models import Presence

COUNTED = (Presence.PRESENT, Presence.REPRESENTED)


@dataclass(frozen=True)
class Quorum:
    """`there` of `seats` in office are present or represented, `asked` must be; 0: none is set."""

    seats: int
    there: int
    asked: int

    @property
    def is_set(self) -> bool:
        return self.asked > 0

    @property
    def is_reached(self) -> bool:
        return self.there >= self.asked

    def kept(self) -> dict[str, Any]:
        """As a decision keeps it."""
        return {"seats": self.seats, "there": self.there, "asked": self.asked}


def quorum_of(share: int, seats: int, presences: Iterable[Presence | None]) -> Quorum:
    """Count a quorum of `share` hundredths of the seats in office, rounded up; at least one seat,
    so that a body without members decides nothing."""
    there = sum(1 for one in presences if one in COUNTED)
    asked = max(1, -(-seats * share // 100)) if share else 0
    return Quorum(seats, there, asked)
