"""What comes out of votes. Every class is frozen: a result is a copy of what was computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.results import Firmness, RunManifest


@dataclass(frozen=True)
class Shares:
    """How a group voted on one statement: counts of voters."""

    agree: int
    disagree: int
    neither: int

    @property
    def votes(self) -> int:
        """Voters of the group who saw the statement, those who passed included."""
        return self.agree + self.disagree + self.neither

    @property
    def leaning(self) -> float:
        """Mean vote, -1 to 1, drawn to 0 where few voted (one vote of each kind is added)."""
        return (self.agree - self.disagree) / (self.votes + 2)


@dataclass(frozen=True)
class Telling:
    """A statement that tells a group from the others.

    Attributes
    ----------
    agrees : whether it is by agreeing, or else by disagreeing, that the group differs.
    ratio : how many times likelier the group is to say so than the others.
    score : what the statements of a group are sorted by; see `analysis.opinions.statements`.
    """

    statement: str
    agrees: bool
    ratio: float
    score: float


@dataclass(frozen=True)
class OpinionGroup:
    """Voters who voted alike.

    Attributes
    ----------
    name : "A", "B"…, the same from one computation to the next where the group is the same.
    size : voters.
    x, y : mean place of its voters on the map, in the units of the votes.
    spread : root of the mean square distance of its voters to that place.
    telling : what tells it from the others, the most telling first; empty when it is alone.
    stability : 0..1, mean likeness of the group to the nearest one when voters are drawn again.
    """

    name: str
    size: int
    x: float
    y: float
    spread: float
    telling: tuple[Telling, ...] = ()
    stability: float | None = None
    firmness: Firmness | None = None


@dataclass(frozen=True)
class StatementOpinion:
    """How a statement was received.

    Attributes
    ----------
    everybody : votes of all the voters, those in no group included.
    groups : by name of group.
    consensus : 0..1, product over the groups of the (smoothed) probability of agreeing.
    rejection : the same of disagreeing.
    division : 0..1, how far apart the groups lean (with one group: how evenly it is split).
    agreed, rejected : significantly more than half of each group agrees (disagrees).
    divides : the two groups farthest apart differ significantly.
    """

    id: str
    everybody: Shares
    groups: Mapping[str, Shares]
    consensus: float
    rejection: float
    division: float
    agreed: bool
    rejected: bool
    divides: bool


@dataclass(frozen=True)
class Former:
    """What the next computation needs of this one, so that groups neither jump nor change names.

    Attributes
    ----------
    leanings : by name of group, the mean vote on each statement (`Shares.leaning`).
    rival : another number of groups that was better the last time, though not clearly.
    """

    leanings: Mapping[str, Mapping[str, float]]
    rival: int | None = None


@dataclass(frozen=True)
class OpinionResult:
    """The opinion groups among voters.

    Attributes
    ----------
    voters, statements, votes : what there was; statements without any vote are not counted.
    grouped : voters with enough votes to be in a group.
    groups : the largest first; empty when there are too few voters, then only counts are given.
    opinions : one a statement, by id; no figure of groups when there are none.
    members : name of the group of each voter in one. For who holds the votes: never shown.
    separation : mean silhouette, -1..1; None with one group or none.
    """

    run: RunManifest
    voters: int
    grouped: int
    statements: int
    votes: int
    groups: tuple[OpinionGroup, ...]
    opinions: tuple[StatementOpinion, ...]
    former: Former
    separation: float | None = None
    members: Mapping[str, str] = field(default_factory=dict)
