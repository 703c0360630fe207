"""What a sheet that came back would change of its plan. Nothing is written."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    ActionFate,
    ActionState,
    Indicator,
    Measure,
    NodeKind,
    NodeState,
    Plan,
    StrategyNode,
)
from app.models.turns import fingerprint
from app.models.types import new_id, today
from app.strategy.plans.action_lines import ActionLine, Party
from app.strategy.plans.changing import differences, foreseen
from app.strategy.plans.history import Change, changes_told
from app.strategy.plans.indicators.following import Measured
from app.strategy.plans.indicators.queries import Followed, followed_by_node
from app.strategy.plans.queries import actions_of
from app.strategy.plans.sheets.columns import (
    COLUMNS,
    ORGANISATIONS,
    CellFault,
    CellRefused,
    day_of,
    figure_of,
)
from app.strategy.plans.sheets.reading import ACTIONS, MEASURES
from app.strategy.plans.values import FIRST_YEAR, Fault, Values

LONGEST_SOURCE = 300


class RowFault(enum.StrEnum):
    """Why a row cannot be taken, whatever its cells say."""

    UNKNOWN_CODE = "unknown_code"
    TWICE = "twice"
    NO_TITLE = "no_title"
    NO_OBJECTIVE = "no_objective"
    UNKNOWN_OBJECTIVE = "unknown_objective"
    UNKNOWN_INDICATOR = "unknown_indicator"
    ERASES = "erases"
    """It would take a measure of the past away."""
    REWRITES = "rewrites"
    """It would change a measure of the past."""
    NOT_YET = "not_yet"
    """It was measured on a day to come."""
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Wrong:
    """Where a sheet is wrong: which one, its row, the name of the column, why."""

    sheet: str
    number: int
    column: str
    fault: CellFault | RowFault | Fault


@dataclass(frozen=True)
class Changed:
    """An action that the sheet has otherwise; `values` are what it says."""

    line: ActionLine
    values: Values
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Added:
    """An action without a code: it is written under the first objective that it serves."""

    number: int
    title: str
    parent_id: uuid.UUID
    values: Values


@dataclass(frozen=True)
class NewMeasure:
    code: str
    indicator: Indicator
    measured: Measured


@dataclass
class Preview:
    """What would become of a plan; `absent`: actions that the sheet leaves out, which stay."""

    changed: list[Changed] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    measures: list[NewMeasure] = field(default_factory=list)
    absent: list[ActionLine] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def changes_something(self) -> bool:
        return bool(self.changed or self.added or self.measures)


def state_of(session: Session, plan: Plan) -> str:
    """What a preview is made from: another state of the plan or of its measures has another one."""
    lines = actions_of(session, plan.id)
    nodes = [one.node_id for one in lines]
    counted = sa.select(sa.func.count(Measure.id)).join(
        Indicator, Measure.indicator_id == Indicator.id
    )
    return fingerprint(
        plan.version,
        plan.state.value,
        [(one.id.hex, one.version) for one in lines],
        session.scalar(counted.where(Indicator.node_id.in_(nodes))),
    )


def preview_of(session: Session, plan: Plan, rows: Sequence[Mapping[str, Any]]) -> Preview:
    """What the rows of a sheet would change, and where they are wrong."""
    lines = {one.code: one for one in actions_of(session, plan.id)}
    found = Preview()
    _read_actions(session, plan, lines, [one for one in rows if one["sheet"] == ACTIONS], found)
    _read_measures(session, lines, [one for one in rows if one["sheet"] == MEASURES], found)
    return found


def _read_actions(
    session: Session,
    plan: Plan,
    lines: Mapping[str, ActionLine],
    rows: Sequence[Mapping[str, Any]],
    found: Preview,
) -> None:
    objectives = _objectives(session, plan)
    counts = Counter(row["cells"]["code"] for row in rows)
    for row in rows:
        code, cells = row["cells"]["code"], dict(row["cells"])
        del cells["code"]
        fault = None
        if code and code not in lines:
            fault = RowFault.UNKNOWN_CODE
        elif code and counts[code] > 1:
            fault = RowFault.TWICE
        elif not code and not cells.get("title"):
            fault = RowFault.NO_TITLE
        if fault is not None:
            found.wrong.append(Wrong(ACTIONS, row["number"], "code", fault))
            continue
        line = lines.get(code)
        wanted, wrong = _values(line, cells, objectives)
        if wrong:
            found.wrong += [Wrong(ACTIONS, row["number"], *one) for one in wrong]
        elif line is not None:
            found.wrong += _note_change(session, plan, line, wanted, row["number"], found)
        elif not wanted.get("objectives"):
            fault = RowFault.NO_OBJECTIVE
            found.wrong.append(Wrong(ACTIONS, row["number"], "objectives", fault))
        else:
            _note_new(session, plan, cells["title"], wanted, row["number"], found)
    if rows:
        found.absent += [line for code, line in lines.items() if code not in counts]


def _values(
    line: ActionLine | None, cells: Mapping[str, str], objectives: Mapping[str, uuid.UUID]
) -> tuple[Values, list[tuple[str, CellFault | RowFault]]]:
    """What the cells say that the action is not: what a sheet wrote is read as unchanged."""
    given: dict[str, Any] = {}
    wrong: list[tuple[str, CellFault | RowFault]] = []
    for name, cell in cells.items():
        column = COLUMNS[name]
        if line is not None and cell == _as_read(column.written(line)):
            continue
        if line is None and not cell:
            continue
        try:
            given[name] = column.read(cell)
        except CellRefused as refused:
            wrong.append((name, refused.fault))
    if any(code not in objectives for code in given.get("objectives", ())):
        wrong.append(("objectives", RowFault.UNKNOWN_OBJECTIVE))
    elif "objectives" in given:
        given["objectives"] = tuple(objectives[code] for code in given["objectives"])
    if any(name in given for name in ORGANISATIONS):
        given["partners"] = _partners(line, given)
    for name in ("lead", "funders"):
        given.pop(name, None)
    if "territories" in given or "kinds" in given:
        kept = (line.territories, line.kinds) if line else ((), ())
        places = given.get("territories", kept[0]) or given.get("kinds", kept[1])
        given["is_specific"] = bool(places)
    return Values(**given), wrong  # type: ignore[typeddict-item]


def _partners(line: ActionLine | None, given: Mapping[str, Any]) -> tuple[Party, ...]:
    lead = (line.lead,) if line and line.lead else ()
    kept = {
        "lead": lead,
        "partners": line.helpers if line else (),
        "funders": line.funders if line else (),
    }
    return tuple(one for name in ORGANISATIONS for one in given.get(name, kept[name]))


def _as_read(value: Any) -> str:
    """A value as its cell comes back."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _note_change(
    session: Session, plan: Plan, line: ActionLine, values: Values, number: int, found: Preview
) -> Iterator[Wrong]:
    if not values:
        return
    wanted, faults = foreseen(session, plan, line, values)
    changes = differences(line, wanted)
    if changes and not faults:
        found.changed.append(Changed(line, values, changes_told(changes)))
    for name, fault in faults.items():
        yield Wrong(ACTIONS, number, name, fault)


def _note_new(
    session: Session, plan: Plan, title: str, values: Values, number: int, found: Preview
) -> None:
    blank = ActionLine(
        id=new_id(),
        plan_id=plan.id,
        node_id=new_id(),
        code="",
        position=0,
        version=1,
        title=title,
        description="",
        state=ActionState.PROPOSED,
        reason="",
        fate=ActionFate.ADDED,
        fate_reason="",
        is_specific=False,
        territories=(),
        kinds=(),
        is_market=False,
        starts_on=None,
        ends_on=None,
        budget=None,
        priority=None,
        weight=1,
        progress=0,
    )
    _wanted, faults = foreseen(session, plan, blank, values)
    if faults:
        found.wrong += [Wrong(ACTIONS, number, *one) for one in faults.items()]
    else:
        found.added.append(Added(number, title, values["objectives"][0], values))


def _objectives(session: Session, plan: Plan) -> dict[str, uuid.UUID]:
    return dict(
        session.execute(
            sa.select(StrategyNode.code, StrategyNode.id).where(
                StrategyNode.strategy_id == plan.strategy_id,
                StrategyNode.kind == NodeKind.OBJECTIVE,
                StrategyNode.state == NodeState.OPEN,
            )
        ).all()
    )


def _read_measures(
    session: Session,
    lines: Mapping[str, ActionLine],
    rows: Sequence[Mapping[str, Any]],
    found: Preview,
) -> None:
    followed = followed_by_node(session, [one.node_id for one in lines.values()])
    seen: set[tuple[uuid.UUID, dt.date]] = set()
    for row in rows:
        wrong = _note_measure(lines, followed, row["cells"], seen, found)
        if wrong is not None:
            found.wrong.append(Wrong(MEASURES, row["number"], *wrong))


def _note_measure(
    lines: Mapping[str, ActionLine],
    followed: Mapping[uuid.UUID, Sequence[Followed]],
    cells: Mapping[str, str],
    seen: set[tuple[uuid.UUID, dt.date]],
    found: Preview,
) -> tuple[str, CellFault | RowFault] | None:
    """Take a measure that is new; else say which column is wrong, and why."""
    line = lines.get(cells["code"])
    if line is None:
        return "code", RowFault.UNKNOWN_CODE
    named = cells.get("indicator", "")
    one = next((one for one in followed.get(line.node_id, ()) if one.indicator.name == named), None)
    if one is None:
        return "indicator", RowFault.UNKNOWN_INDICATOR
    try:
        day = day_of(cells.get("measured_on", ""))
    except CellRefused as refused:
        return "measured_on", refused.fault
    try:
        value = figure_of(cells.get("value", ""))
    except CellRefused as refused:
        return "value", refused.fault
    if day is None:
        return None if value is None else ("measured_on", CellFault.NOT_A_DAY)
    if (one.indicator.id, day) in seen:
        return "measured_on", RowFault.TWICE
    seen.add((one.indicator.id, day))
    return _beside_past(line, one, day, value, cells.get("source", ""), found)


def _beside_past(
    line: ActionLine,
    one: Followed,
    day: dt.date,
    value: Decimal | None,
    source: str,
    found: Preview,
) -> tuple[str, CellFault | RowFault] | None:
    past = next((each for each in one.measures if each.measured_on == day), None)
    if past is not None and value is None:
        return "value", RowFault.ERASES
    if past is not None:
        return None if past.value == value else ("value", RowFault.REWRITES)
    if value is None:
        return None
    if day > today() or day.year < FIRST_YEAR:
        return "measured_on", RowFault.NOT_YET
    if len(source) > LONGEST_SOURCE:
        return "source", RowFault.TOO_LONG
    source = "" if source == one.indicator.source else source
    found.measures.append(NewMeasure(line.code, one.indicator, Measured(day, value, source)))
    return None
