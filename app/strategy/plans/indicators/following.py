"""Indicators of an action, or of another line of the strategy, and their measures over time."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict, dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Indicator, Measure, StrategyNode
from app.models.turns import ChangedMeanwhile, wait_for_others

MOST_INDICATORS = 20
"""Of one line."""
LONGEST_NAME, LONGEST_UNIT, LONGEST_SOURCE = 200, 40, 300
"""Characters."""
MOST_FIGURE = Decimal(10) ** 11
"""What both databases keep to four digits after the mark."""


class NameTaken(ValueError):
    """The line has an indicator of this name."""


class TooManyIndicators(ValueError):
    """Nobody follows more than `MOST_INDICATORS` on one line."""


@dataclass(frozen=True)
class Terms:
    """What an indicator is: where it begins and where it is to arrive."""

    name: str
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: dt.date | None = None
    target: Decimal | None = None
    target_on: dt.date | None = None
    source: str = ""
    is_dropped: bool = False


@dataclass(frozen=True)
class Measured:
    """What was measured; without a value, that there is none after all."""

    measured_on: dt.date
    value: Decimal | None
    source: str = ""


def add_indicator(session: Session, node: StrategyNode, terms: Terms) -> Indicator:
    """A new indicator of a line; one of the same name and terms is there already.

    Raises:
        NameTaken, TooManyIndicators: it cannot be added.
    """
    wait_for_others(session, node)
    there = session.scalars(sa.select(Indicator).where(Indicator.node_id == node.id)).all()
    same = next((one for one in there if one.name == terms.name), None)
    if same is not None:
        if terms_of(same) == terms:
            return same
        raise NameTaken(terms.name)
    if len(there) >= MOST_INDICATORS:
        raise TooManyIndicators(node.id)
    last = max((one.position for one in there), default=0)
    made = Indicator(node_id=node.id, position=last + 1, **asdict(terms))
    session.add(made)
    session.flush()
    return made


def change_indicator(session: Session, indicator: Indicator, terms: Terms, *, version: int) -> None:
    """Let an indicator have other terms; its measures stay.

    Raises:
        ChangedMeanwhile: it was changed since `version` was shown.
        NameTaken: its line has another one of this name.
    """
    wait_for_others(session, session.get_one(StrategyNode, indicator.node_id))
    wait_for_others(session, indicator)
    if terms_of(indicator) == terms:
        return
    if indicator.version != version:
        raise ChangedMeanwhile(indicator.id)
    taken = sa.select(Indicator.id).where(
        Indicator.node_id == indicator.node_id,
        Indicator.name == terms.name,
        Indicator.id != indicator.id,
    )
    if session.scalar(taken):
        raise NameTaken(terms.name)
    for name, value in asdict(terms).items():
        setattr(indicator, name, value)
    indicator.version += 1
    session.flush()


def measure(
    session: Session,
    indicator: Indicator,
    measured: Measured,
    *,
    account_id: uuid.UUID | None,
    key: str,
) -> Measure:
    """Keep a measure; of a day that has one it is a correction, and the former one stays in the
    history. Sent twice, it is kept once."""
    wait_for_others(session, indicator)
    of_it = Measure.indicator_id == indicator.id
    there = session.scalar(sa.select(Measure).where(of_it, Measure.key == key))
    if there is not None:
        return there
    made = Measure(indicator_id=indicator.id, account_id=account_id, key=key, **asdict(measured))
    session.add(made)
    session.flush()
    return made


def terms_of(indicator: Indicator) -> Terms:
    return Terms(
        indicator.name,
        indicator.unit,
        indicator.baseline,
        indicator.baseline_on,
        indicator.target,
        indicator.target_on,
        indicator.source,
        indicator.is_dropped,
    )
