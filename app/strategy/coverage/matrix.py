"""Objectives × groups: how many excerpts of each group lead to each objective, and how strongly."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Excerpt, StrategyNode
from app.strategy.coverage.groups import UNKNOWN, VOICE, By, Groups, as_kept, excerpts_by
from app.strategy.coverage.strength import Strength, strength_of
from app.strategy.ways import ways_to_nodes
from app.themes.who_says_what.standing_out import signs

MOST_GROUPS = 40
"""Columns of a table; of more groups, those that said the most are shown."""


@dataclass(frozen=True)
class Tally:
    """Excerpts; `direct`: how many are linked themselves, the others through a finding, a need,
    an action or a theme. `voices`: how many people or bodies said them."""

    excerpts: int = 0
    direct: int = 0
    voices: int = 0

    @property
    def through(self) -> int:
        return self.excerpts - self.direct


@dataclass(frozen=True)
class Group:
    """What a group said, and how much of it leads to an objective."""

    value: str
    name: str
    said: Tally
    linked: Tally

    @property
    def share(self) -> float:
        """The part of 1 of its excerpts that leads to an objective."""
        return self.linked.excerpts / self.said.excerpts if self.said.excerpts else 0.0


@dataclass(frozen=True)
class Cell:
    tally: Tally
    strength: Strength


@dataclass(frozen=True)
class Line:
    """An objective; `cells` in the order of the groups, `whole` counts each excerpt once."""

    node: StrategyNode
    cells: tuple[Cell, ...]
    whole: Tally


@dataclass(frozen=True)
class Matrix:
    """`said` and `linked`: all that was said, and what of it leads to an objective.
    `left_out`: how many smaller groups are not shown."""

    by: By
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    said: Tally
    linked: Tally
    left_out: int


@dataclass
class _Counted:
    """Excerpts and who said them, while they are counted: each once."""

    excerpts: set[str] = field(default_factory=set)
    direct: set[str] = field(default_factory=set)
    voices: set[str] = field(default_factory=set)

    def add(self, excerpt: str, voice: str, is_direct: bool | int) -> None:
        self.excerpts.add(excerpt)
        self.voices.add(voice)
        if is_direct:
            self.direct.add(excerpt)

    @property
    def tally(self) -> Tally:
        return Tally(len(self.excerpts), len(self.direct), len(self.voices))


@dataclass
class _Table:
    """What is counted, by group; None stands for all groups together."""

    said: dict[str | None, _Counted] = field(default_factory=lambda: defaultdict(_Counted))
    linked: dict[str | None, _Counted] = field(default_factory=lambda: defaultdict(_Counted))
    cells: dict[tuple[uuid.UUID | None, str | None], _Counted] = field(
        default_factory=lambda: defaultdict(_Counted)
    )


def matrix_of(
    session: Session,
    consultation_id: uuid.UUID,
    objectives: Sequence[StrategyNode],
    by: By,
) -> Matrix:
    """The coverage of some objectives by the groups of a consultation, the largest first; what is
    not known of comes last."""
    groups = Groups(session, consultation_id, by)
    wanted = {node.id for node in objectives}
    table = _table(_rows(session, consultation_id, by), groups, wanted)
    values = sorted(
        (value for value in table.said if value is not None),
        key=lambda value: (value == UNKNOWN, -len(table.said[value].excerpts), value),
    )
    shown = values[:MOST_GROUPS]
    return Matrix(
        by,
        tuple(
            Group(value, groups.name_of(value), table.said[value].tally, table.linked[value].tally)
            for value in shown
        ),
        tuple(_lines(table, objectives, values, len(shown))),
        table.said[None].tally,
        table.linked[None].tally,
        len(values) - len(shown),
    )


def _table(rows: Iterable[Any], groups: Groups, wanted: Collection[uuid.UUID]) -> _Table:
    table, node_of = _Table(), _Identifiers()
    for excerpt, key, voice, end, is_direct in rows:
        node_id = node_of[end]
        for value in (groups.value_of_key(key), None):
            table.said[value].add(excerpt, voice, False)
            if node_id in wanted:
                table.linked[value].add(excerpt, voice, is_direct)
                table.cells[node_id, value].add(excerpt, voice, is_direct)
    return table


def _lines(
    table: _Table, objectives: Sequence[StrategyNode], values: Sequence[str], shown: int
) -> Iterator[Line]:
    """Strength compares all the groups, whether they are shown or not."""
    voices = [[len(table.cells[node.id, value].voices) for value in values] for node in objectives]
    told = signs(voices, [len(table.said[value].voices) for value in values])
    for node, line in zip(objectives, told, strict=True):
        tallies = [table.cells[node.id, value].tally for value in values[:shown]]
        yield Line(
            node,
            tuple(
                Cell(tally, strength_of(tally.excerpts, sign))
                for tally, sign in zip(tallies, line, strict=False)
            ),
            table.cells[node.id, None].tally,
        )


def _rows(session: Session, consultation_id: uuid.UUID, by: By) -> sa.Result[*tuple[Any, ...]]:
    """Excerpt, key of its group, who said it, the line to which it leads or None, and whether
    directly: an excerpt once for each group and each line."""
    ways = ways_to_nodes(consultation_id)
    key, found = excerpts_by(by, consultation_id)
    return session.execute(
        found.outerjoin(ways, ways.c.excerpt_id == Excerpt.id).add_columns(
            as_kept(Excerpt.id), key, as_kept(VOICE), as_kept(ways.c.end_id), ways.c.is_direct
        )
    )


class _Identifiers(dict["str | None", "uuid.UUID | None"]):
    """Identifiers by what the database keeps of them: there are few, in many rows."""

    def __missing__(self, kept: str | None) -> uuid.UUID | None:
        self[kept] = None if kept is None else uuid.UUID(kept)
        return self[kept]
