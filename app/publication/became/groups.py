"""What became of the words of each type of actor and territory, small groups masked."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.models import ACCEPTED, EvidenceStatus
from app.publication.became.outcomes import OUTCOMES
from app.publication.became.tally import Tally
from app.questionnaires.results.masks import masked_voices
from app.strategy.coverage.groups import UNKNOWN, By, Groups, name_of_value

MOST_GROUPS = 40
"""Groups of a table; of more, those that said the most are shown."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Excerpts and contributions of one respondent (None: of nobody known, of the whole activity)
    with one outcome."""

    activity_id: uuid.UUID
    respondent: str | None
    is_readable: bool
    rank: int
    excerpts: int
    contributions: int


@dataclass(frozen=True)
class Group:
    """`kept`, `set_aside`, `waiting`: excerpts; None is masked, as so few people said them that
    they could be recognised. `total` is None where nothing of the group is told."""

    by: By
    value: str
    kept: int | None
    set_aside: int | None
    waiting: int | None
    total: int | None

    @property
    def name(self) -> str:
        """In the language of the reader."""
        return name_of_value(self.by, self.value)


@dataclass(frozen=True)
class GroupTable:
    """The largest groups first, what is not known last. `left_out`: smaller groups, not shown."""

    groups: tuple[Group, ...] = ()
    left_out: int = 0


@dataclass
class _Row:
    counted: Counter[int] = field(default_factory=Counter)
    voices: set[str] = field(default_factory=set)
    voices_of: list[set[str]] = field(default_factory=lambda: [set(), set(), set()])
    nameless: int = 0
    nameless_of: list[int] = field(default_factory=lambda: [0, 0, 0])

    def add(self, one: Counted, column: int) -> None:
        self.counted[one.rank] += one.excerpts
        if one.respondent is None:
            self.nameless_of[column] += one.contributions
        else:
            self.voices.add(one.respondent)
            self.voices_of[column].add(one.respondent)

    @property
    def people(self) -> int:
        return len(self.voices) + self.nameless

    @property
    def cells(self) -> list[int]:
        """How many voices said what was kept, what was set aside and what waits. Contributions of
        nobody known are voices of their own, of which one may stand in several cells."""
        return [
            min(len(voices) + nameless, self.people)
            for voices, nameless in zip(self.voices_of, self.nameless_of, strict=True)
        ]


def table_of(groups: Groups, counted: Iterable[Counted], nameless: int) -> GroupTable:
    """The table of some groups; `nameless` contributions are of nobody known."""
    rows: dict[str, _Row] = defaultdict(_Row)
    for one in counted:
        rows[groups.value_of_key(one.respondent)].add(one, _column(OUTCOMES[one.rank]))
    if UNKNOWN in rows:
        rows[UNKNOWN].nameless = nameless
    ordered = sorted(
        rows.items(),
        key=lambda row: (row[0] == UNKNOWN, -Tally.of(row[1].counted.items()).total, row[0]),
    )
    mask = masked_voices(
        [row.cells for _value, row in ordered], [row.people for _value, row in ordered]
    )
    shown = [
        _group(groups.by, value, Tally.of(row.counted.items()), masked)
        for (value, row), masked in zip(ordered, mask, strict=True)
    ]
    return GroupTable(tuple(shown[:MOST_GROUPS]), max(0, len(shown) - MOST_GROUPS))


def _column(status: EvidenceStatus) -> int:
    if status in ACCEPTED:
        return 0
    return 1 if status is EvidenceStatus.SET_ASIDE else 2


def _group(by: By, value: str, tally: Tally, masked: Sequence[bool]) -> Group:
    told = [
        None if is_masked else number
        for number, is_masked in zip(
            (tally.accepted, tally.set_aside, tally.undecided), masked, strict=True
        )
    ]
    return Group(by, value, told[0], told[1], told[2], None if all(masked) else tally.total)
