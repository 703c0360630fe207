"""Objectives × groups: how many excerpts of each group lead to each objective, and how strongly."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.models import StrategyNode
from app.strategy.coverage.counting import CoverageTable, Tally, coverage_of
from app.strategy.coverage.groups import UNKNOWN, By, Groups
from app.strategy.coverage.strength import Strength, strength_of
from app.themes.who_says_what.standing_out import signs

MOST_GROUPS = 40
"""Columns of a table; of more groups, those that said the most are shown."""


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
    `left_out`: how many smaller groups are not shown. `counted_at`: when it was last counted; None
    where that is now."""

    by: By
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    said: Tally
    linked: Tally
    left_out: int
    counted_at: dt.datetime | None = field(compare=False)


def matrix_of(
    session: Session,
    consultation_id: uuid.UUID,
    objectives: Sequence[StrategyNode],
    by: By,
) -> Matrix:
    """The coverage of some objectives by the groups of a consultation, the largest first; what is
    not known of comes last."""
    groups = Groups(session, consultation_id, by)
    found = coverage_of(session, consultation_id, by)
    table = found.value
    values = sorted(
        (value for value in table.said if value is not None),
        key=lambda value: (value == UNKNOWN, -table.said[value].excerpts, value),
    )
    shown = values[:MOST_GROUPS]
    return Matrix(
        by,
        tuple(
            Group(value, groups.name_of(value), table.said[value], table.linked_of(value))
            for value in shown
        ),
        tuple(_lines(table, objectives, values, len(shown))),
        table.said.get(None, Tally()),
        table.linked_of(None),
        len(values) - len(shown),
        found.counted_at,
    )


def _lines(
    table: CoverageTable, objectives: Sequence[StrategyNode], values: Sequence[str], shown: int
) -> Iterator[Line]:
    """Strength compares all the groups, whether they are shown or not."""
    voices = [[table.cell(node.id, value).voices for value in values] for node in objectives]
    told = signs(voices, [table.said[value].voices for value in values])
    for node, line in zip(objectives, told, strict=True):
        tallies = [table.cell(node.id, value) for value in values[:shown]]
        yield Line(
            node,
            tuple(
                Cell(tally, strength_of(tally.excerpts, sign))
                for tally, sign in zip(tallies, line, strict=False)
            ),
            table.cell(node.id, None),
        )
