"""A plan as sheets: its actions, and what is counted of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Measure
from app.publication.sheets import Sheet
from app.strategy.plans.indicators.queries import Followed, followed_by_node
from app.strategy.plans.queries import actions_of
from app.strategy.plans.sheets.columns import (
    ACTION_NAMES,
    COLUMNS,
    MEASURE_NAMES,
    figure_cell,
    heading_of,
)

Rows = Iterator[tuple[Any, ...]]


def sheets_of(plan_id: uuid.UUID) -> tuple[Sheet, Sheet]:
    """The actions of a plan, then its indicators and measures."""
    return (
        Sheet("actions", _("Actions"), _headings(ACTION_NAMES), partial(_actions, plan_id)),
        Sheet("measures", _("Measures"), _headings(MEASURE_NAMES), partial(_measures, plan_id)),
    )


def _headings(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(heading_of(name) for name in names)


def _actions(plan_id: uuid.UUID, session: Session, _of: uuid.UUID) -> Rows:
    for line in actions_of(session, plan_id):
        yield (line.code, *(column.written(line) for column in COLUMNS.values()))


def _measures(plan_id: uuid.UUID, session: Session, _of: uuid.UUID) -> Rows:
    lines = actions_of(session, plan_id)
    followed = followed_by_node(session, [line.node_id for line in lines])
    for line in lines:
        for one in followed.get(line.node_id, ()):
            for measure in one.measures or (None,):
                yield _measure(line.code, one, measure)


def _measure(code: str, followed: Followed, measure: Measure | None) -> tuple[Any, ...]:
    one = followed.indicator
    told = (code, one.name, one.unit, figure_cell(one.baseline), figure_cell(one.target))
    if measure is None:
        return (*told, None, None, one.source)
    day = measure.measured_on.isoformat()
    return (*told, day, figure_cell(measure.value), measure.source or one.source)
