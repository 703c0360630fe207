"""Reading the indicators of a line of the strategy, with what was measured."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Indicator, Measure


@dataclass(frozen=True)
class Followed:
    """An indicator; `every` row of its measures from the newest, those that are corrected too."""

    indicator: Indicator
    every: tuple[Measure, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What counts: of each day its newest row, if it holds a value; in the order of days."""
        newest = {one.measured_on: one for one in reversed(self.every)}
        return tuple(newest[day] for day in sorted(newest) if newest[day].value is not None)

    @property
    def last(self) -> Measure | None:
        return self.measures[-1] if self.measures else None

    @property
    def reached(self) -> int | None:
        """How far it is from its baseline to its target, in hundredths: below 0 where it went
        the other way. None where one of them is not told."""
        baseline, target = self.indicator.baseline, self.indicator.target
        if baseline is None or target is None or baseline == target or self.last is None:
            return None
        value = self.last.value or Decimal()
        return round((value - baseline) / (target - baseline) * 100)


def followed_of(session: Session, node_id: uuid.UUID) -> list[Followed]:
    """The indicators of a line, in their order."""
    return followed_by_node(session, [node_id]).get(node_id, [])


def followed_by_node(
    session: Session, node_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[Followed]]:
    """The indicators of some lines: two queries."""
    indicators = session.scalars(
        sa.select(Indicator)
        .where(Indicator.node_id.in_(node_ids))
        .order_by(Indicator.position, Indicator.id)
    ).all()
    measures: dict[uuid.UUID, list[Measure]] = defaultdict(list)
    for row in session.scalars(
        sa.select(Measure)
        .where(Measure.indicator_id.in_([one.id for one in indicators]))
        .order_by(Measure.id.desc())
    ):
        measures[row.indicator_id].append(row)
    found: dict[uuid.UUID, list[Followed]] = defaultdict(list)
    for one in indicators:
        found[one.node_id].append(Followed(one, tuple(measures[one.id])))
    return found


def indicator_of(session: Session, node_id: uuid.UUID, indicator_id: uuid.UUID) -> Indicator | None:
    return session.scalar(
        sa.select(Indicator).where(Indicator.id == indicator_id, Indicator.node_id == node_id)
    )
