"""What a strategy says of itself: its title, its period, the names of its kinds of line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import NodeKind, NodeState, Strategy, StrategyNode
from app.models.turns import ChangedMeanwhile, wait_for_others

LONGEST_SUMMARY = 20_000
LONGEST_LABEL = 40


class KindInUse(ValueError):
    """Lines of this kind are there: it keeps a name. `kind` is the first such one."""

    def __init__(self, kind: NodeKind) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class SetUp:
    """What is set of a strategy as a whole. A kind without a name is not offered."""

    title: str
    summary: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    kind_labels: Mapping[str, str]


def set_up(session: Session, strategy: Strategy, wanted: SetUp, *, version: int) -> None:
    """Change what a strategy says of itself. Said twice, it is said once.

    Raises:
        ChangedMeanwhile: somebody changed it since `version` was shown.
        KindInUse: a kind of which there are lines would have no name.
    """
    wait_for_others(session, strategy)
    if set_up_of(strategy) == wanted:
        return
    if strategy.version != version:
        raise ChangedMeanwhile(strategy.id)
    for kind in _kinds_in_use(session, strategy):
        if kind.value not in wanted.kind_labels:
            raise KindInUse(kind)
    strategy.title, strategy.summary = wanted.title, wanted.summary
    strategy.starts_on, strategy.ends_on = wanted.starts_on, wanted.ends_on
    strategy.kind_labels = dict(wanted.kind_labels)
    strategy.version += 1
    session.flush()


def set_up_of(strategy: Strategy) -> SetUp:
    """What is set now."""
    return SetUp(
        strategy.title,
        strategy.summary,
        strategy.starts_on,
        strategy.ends_on,
        strategy.kind_labels,
    )


def _kinds_in_use(session: Session, strategy: Strategy) -> list[NodeKind]:
    found = sa.select(StrategyNode.kind).where(
        StrategyNode.strategy_id == strategy.id, StrategyNode.state == NodeState.OPEN
    )
    there = set(session.scalars(found.distinct()))
    return [kind for kind in NodeKind if kind in there]
