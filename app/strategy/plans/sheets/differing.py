"""What a sheet that came back would change of its plan. Nothing is written."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
from app.models.types import new_id
from app.strategy.plans.action_lines import ActionLine, Party
from app.strategy.plans.changing import differences, foreseen
from app.strategy.plans.history import changes_told
from app.strategy.plans.queries import actions_of
from app.strategy.plans.sheets.columns import COLUMNS, ORGANISATIONS, CellFault, CellRefused
from app.strategy.plans.sheets.measuring import read_measures
from app.strategy.plans.sheets.previewed import Added, Changed, Preview, RowFault, Wrong
from app.strategy.plans.sheets.reading import ACTIONS, MEASURES
from app.strategy.plans.values import Values


def state_of(session: Session, plan: Plan) -> str:
    """What a preview is made from: another state of the plan or of its measures has another one."""
    lines = actions_of(session, plan.id)
    nodes = [one.node_id for one in lines]
    followed = sa.select(Indicator.id, Indicator.version).where(Indicator.node_id.in_(nodes))
    counted = sa.select(sa.func.count(Measure.id)).join(
        Indicator, Measure.indicator_id == Indicator.id
    )
    return fingerprint(
        plan.version,
        plan.state.value,
        [(one.id.hex, one.version) for one in lines],
        [(one.hex, version) for one, version in session.execute(followed.order_by(Indicator.id))],
        session.scalar(counted.where(Indicator.node_id.in_(nodes))),
    )


def preview_of(session: Session, plan: Plan, rows: Sequence[Mapping[str, Any]]) -> Preview:
    """What the rows of a sheet would change, and where they are wrong."""
    lines = {one.code: one for one in actions_of(session, plan.id)}
    found = Preview()
    _read_actions(session, plan, lines, [one for one in rows if one["sheet"] == ACTIONS], found)
    read_measures(session, lines, [one for one in rows if one["sheet"] == MEASURES], found)
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
