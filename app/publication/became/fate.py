"""What became of an excerpt, or of a contribution: where it stands, why it does not."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from app.models import EvidenceStatus, NodeKind, NodeState, PointKind, StrategyNode


class Way(enum.StrEnum):
    """By what an excerpt leads to a line of the strategy."""

    DIRECT = "direct"
    CITED = "cited"
    """Word for word, in the text of the line."""
    THEME = "theme"
    POINT = "point"
    """A finding, a need or a candidate action of which it is evidence."""


@dataclass(frozen=True)
class Line:
    """A line of the strategy."""

    id: uuid.UUID
    code: str
    title: str
    kind: NodeKind
    position: int
    is_open: bool
    reason: str
    """Why it was set aside."""


@dataclass(frozen=True)
class Decided:
    """What somebody decided, when and why; `who` is for the team alone."""

    status: EvidenceStatus
    motive: str
    who: str
    made_at: dt.datetime


@dataclass(frozen=True)
class Means:
    """A way that an excerpt took. `title` is that of the theme or of the point, `kind` that of the
    point; nobody decides of a citation apart."""

    way: Way
    decided: Decided | None = None
    title: str = ""
    kind: PointKind | None = None


@dataclass(frozen=True)
class Place:
    """A line of the strategy where an excerpt stands, how far it is kept there, by which ways."""

    line: Line
    status: EvidenceStatus
    means: tuple[Means, ...]


@dataclass(frozen=True)
class NotKept:
    """Why an excerpt was not kept: for a line, for a point (`title`), or anywhere (neither)."""

    motive: str
    made_at: dt.datetime | None = None
    who: str = ""
    line: Line | None = None
    title: str = ""


@dataclass(frozen=True)
class Feeding:
    """A point in use of which an excerpt is evidence, and that leads to no line yet."""

    kind: PointKind
    title: str


@dataclass(frozen=True)
class Fate:
    """What became of an excerpt. `status`: how far it is kept, SET_ASIDE, or UNDECIDED while it
    waits. `not_kept` may say why it was not kept elsewhere."""

    status: EvidenceStatus
    places: tuple[Place, ...] = ()
    not_kept: tuple[NotKept, ...] = ()
    feeding: tuple[Feeding, ...] = ()

    @property
    def is_waiting(self) -> bool:
        return self.status is EvidenceStatus.UNDECIDED

    @property
    def codes(self) -> tuple[str, ...]:
        """The lines and actions where it stands, in the order of the strategy."""
        return tuple(place.line.code for place in self.places)

    @property
    def ways(self) -> tuple[Way, ...]:
        taken = {one.way for place in self.places for one in place.means}
        return tuple(way for way in Way if way in taken)


@dataclass(frozen=True)
class ContributionFate:
    """What became of a contribution: kept as far as its best excerpt is; set aside once all its
    excerpts are."""

    status: EvidenceStatus
    excerpts: Mapping[uuid.UUID, Fate]


def line_of(node: StrategyNode) -> Line:
    """A line of the strategy, as it is told."""
    is_open = node.state is NodeState.OPEN
    return Line(node.id, node.code, node.title, node.kind, node.position, is_open, node.reason)
