"""The whole tree as those who write it see it: what is missing, and who is at it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    IN_CORPUS,
    Account,
    Contribution,
    Excerpt,
    NodeKind,
    NodeState,
    Strategy,
    StrategyNode,
)
from app.models.types import now
from app.strategy.ways import ways_to_nodes
from app.strategy.writing.kinds import STANDS_UNDER, kinds_under

NEEDS_TEXT = (NodeKind.STAKE, NodeKind.AXIS, NodeKind.ORIENTATION, NodeKind.OBJECTIVE)
"""Kinds of which a title alone does not say enough."""


@dataclass(frozen=True)
class WriteLine:
    """A line of the tree, with what it still wants."""

    id: uuid.UUID
    code: str
    kind: NodeKind
    title: str
    version: int
    is_empty: bool
    """It has no text, and is of a kind that needs one."""
    is_bare: bool
    """An objective to which no excerpt leads."""
    held_by: str
    """Who holds the pen now; empty: nobody."""
    may_hold: bool
    """Other lines may stand below it."""
    is_first: bool
    is_last: bool
    """Among the lines of its kind beside it."""
    children: tuple[WriteLine, ...]


@dataclass(frozen=True)
class AsideLine:
    """A line that was set aside, and why."""

    code: str
    kind: NodeKind
    title: str
    reason: str


@dataclass(frozen=True)
class WriteTree:
    """The tree with its counts of what it still wants."""

    lines: tuple[WriteLine, ...]
    aside: tuple[AsideLine, ...]
    empty: int
    bare: int


@dataclass(frozen=True)
class _Row:
    id: uuid.UUID
    parent_id: uuid.UUID | None
    code: str
    kind: NodeKind
    title: str
    version: int
    state: NodeState
    reason: str
    has_text: bool
    held_until: dt.datetime | None
    holder: str | None

    @property
    def wants_text(self) -> bool:
        return self.kind in NEEDS_TEXT and not self.has_text


def write_tree(session: Session, strategy: Strategy) -> WriteTree:
    """The tree of a strategy: two queries, whatever it holds."""
    rows = _rows(session, strategy.id)
    led = _led_to(session, strategy.consultation_id)
    lines = [row for row in rows if row.state is NodeState.OPEN]
    aside = [row for row in rows if row.state is NodeState.SET_ASIDE]
    return WriteTree(
        lines=_Growing(strategy, lines, led).below(None),
        aside=tuple(AsideLine(row.code, row.kind, row.title, row.reason) for row in aside),
        empty=sum(row.wants_text for row in lines),
        bare=sum(_is_bare(row, led) for row in lines),
    )


def _is_bare(row: _Row, led: set[uuid.UUID]) -> bool:
    return row.kind is NodeKind.OBJECTIVE and row.id not in led


class _Growing:
    def __init__(self, strategy: Strategy, rows: Sequence[_Row], led: set[uuid.UUID]) -> None:
        self._led, self._now = led, now()
        self._holding = {kind for kind in NodeKind if kinds_under(strategy, kind)}
        self._below: dict[uuid.UUID | None, list[_Row]] = defaultdict(list)
        self._beside: dict[tuple[uuid.UUID | None, NodeKind], list[uuid.UUID]] = defaultdict(list)
        for row in rows:
            self._below[row.parent_id].append(row)
            self._beside[row.parent_id, row.kind].append(row.id)

    def below(self, parent_id: uuid.UUID | None) -> tuple[WriteLine, ...]:
        return tuple(self._line(row) for row in self._below[parent_id])

    def _line(self, row: _Row) -> WriteLine:
        beside = self._beside[row.parent_id, row.kind]
        is_held = row.held_until is not None and row.held_until > self._now
        return WriteLine(
            id=row.id,
            code=row.code,
            kind=row.kind,
            title=row.title,
            version=row.version,
            is_empty=row.wants_text,
            is_bare=_is_bare(row, self._led),
            held_by=(row.holder or "") if is_held else "",
            may_hold=row.kind in self._holding,
            is_first=beside[0] == row.id,
            is_last=beside[-1] == row.id,
            children=self.below(row.id),
        )


def _rows(session: Session, strategy_id: uuid.UUID) -> list[_Row]:
    found = (
        sa.select(
            StrategyNode.id,
            StrategyNode.parent_id,
            StrategyNode.code,
            StrategyNode.kind,
            StrategyNode.title,
            StrategyNode.version,
            StrategyNode.state,
            StrategyNode.reason,
            (StrategyNode.text != "").label("has_text"),
            StrategyNode.held_until,
            Account.name.label("holder"),
        )
        .outerjoin(Account, StrategyNode.held_by_id == Account.id)
        .where(StrategyNode.strategy_id == strategy_id)
        .order_by(StrategyNode.position)
    )
    return [_Row(**row._asdict()) for row in session.execute(found)]


def _led_to(session: Session, consultation_id: uuid.UUID) -> set[uuid.UUID]:
    """The lines to which an excerpt of the corpus leads."""
    ways = ways_to_nodes(consultation_id)
    found = (
        sa.select(ways.c.end_id)
        .join(Excerpt, Excerpt.id == ways.c.excerpt_id)
        .join(Excerpt.contribution)
        .where(Contribution.state.in_(IN_CORPUS))
        .distinct()
    )
    return set(session.scalars(found))


@dataclass(frozen=True)
class Place:
    """A line under which another one may be put."""

    id: uuid.UUID
    code: str
    title: str


def places_for(session: Session, strategy_id: uuid.UUID, kind: NodeKind) -> list[Place]:
    """The open lines under which one of a kind may stand, in the order of the document."""
    found = (
        sa.select(StrategyNode.id, StrategyNode.code, StrategyNode.title)
        .where(
            StrategyNode.strategy_id == strategy_id,
            StrategyNode.state == NodeState.OPEN,
            StrategyNode.kind.in_([one for one in STANDS_UNDER[kind] if one is not None]),
        )
        .order_by(StrategyNode.position)
    )
    return [Place(*row) for row in session.execute(found)]
