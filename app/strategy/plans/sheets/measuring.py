"""What the measures of a sheet that came back add: indicators that are new, and new figures."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.models.types import today
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.indicators.following import (
    LONGEST_NAME,
    LONGEST_SOURCE,
    LONGEST_UNIT,
    MOST_INDICATORS,
    Measured,
    Terms,
)
from app.strategy.plans.indicators.queries import Followed, followed_by_node
from app.strategy.plans.sheets.columns import CellFault, CellRefused, day_of, figure_of
from app.strategy.plans.sheets.previewed import (
    NewIndicator,
    NewMeasure,
    Preview,
    RowFault,
    Wrong,
)
from app.strategy.plans.sheets.reading import MEASURES
from app.strategy.plans.values import FIRST_YEAR

Cells = Mapping[str, str]


class RowRefused(ValueError):
    """A row cannot be taken: which column, and why."""

    def __init__(self, column: str, fault: CellFault | RowFault) -> None:
        super().__init__(column, fault)
        self.column, self.fault = column, fault


def read_measures(
    session: Session,
    lines: Mapping[str, ActionLine],
    rows: Sequence[Mapping[str, Any]],
    found: Preview,
) -> None:
    """Take what the rows of measures add; what cannot be taken is told of its row."""
    reading = _Reading(session, lines, found)
    for row in rows:
        try:
            reading.read(row["cells"])
        except RowRefused as refused:
            found.wrong.append(Wrong(MEASURES, row["number"], refused.column, refused.fault))


class _Reading:
    def __init__(self, session: Session, lines: Mapping[str, ActionLine], found: Preview) -> None:
        self._lines, self._found = lines, found
        followed = followed_by_node(session, [one.node_id for one in lines.values()])
        self._followed = {
            (node_id, one.indicator.name): one for node_id, each in followed.items() for one in each
        }
        self._numbers = {node_id: len(each) for node_id, each in followed.items()}
        self._new: dict[tuple[uuid.UUID, str], NewIndicator] = {}
        self._seen: set[tuple[uuid.UUID, str, dt.date]] = set()

    def read(self, cells: Cells) -> None:
        """Raises RowRefused."""
        line = self._lines.get(cells["code"])
        if line is None:
            raise RowRefused("code", RowFault.UNKNOWN_CODE)
        measured = _measured(cells)
        name = " ".join(cells.get("indicator", "").split())
        key = (line.node_id, name)
        if measured is not None:
            if (*key, measured.measured_on) in self._seen:
                raise RowRefused("measured_on", RowFault.TWICE)
            self._seen.add((*key, measured.measured_on))
        if (known := self._followed.get(key)) is not None:
            _check_terms(known, cells)
            self._add_measure(line, known, measured)
        else:
            self._add_to_new(line, name, cells, measured)

    def _add_measure(self, line: ActionLine, known: Followed, measured: Measured | None) -> None:
        if measured is None:
            return
        past = {one.measured_on: one.value for one in known.measures}
        day, value = measured.measured_on, measured.value
        if day in past and value is None:
            raise RowRefused("value", RowFault.ERASES)
        if day in past and past[day] != value:
            raise RowRefused("value", RowFault.REWRITES)
        if day in past or value is None:
            return
        _check_measured(measured)
        source = "" if measured.source == known.indicator.source else measured.source
        new = Measured(day, value, source)
        self._found.measures.append(NewMeasure(line.code, known.indicator, new))

    def _add_to_new(
        self, line: ActionLine, name: str, cells: Cells, measured: Measured | None
    ) -> None:
        """An indicator of this name is new; its rows say the same of it."""
        terms = _terms(name, cells, measured)
        there = self._new.get((line.node_id, name))
        if there is not None and there.terms != terms:
            raise RowRefused("indicator", RowFault.OTHER_TERMS)
        if measured is not None and measured.value is not None:
            _check_measured(measured)
        if there is None:
            number = self._numbers.get(line.node_id, 0)
            if number >= MOST_INDICATORS:
                raise RowRefused("indicator", RowFault.TOO_MANY_INDICATORS)
            self._numbers[line.node_id] = number + 1
            there = self._new[line.node_id, name] = NewIndicator(line.code, line.node_id, terms)
            self._found.indicators.append(there)
        if measured is not None and measured.value is not None:
            there.measured.append(measured)


def _measured(cells: Cells) -> Measured | None:
    """What a row says was measured, if it does."""
    day = _read(cells, "measured_on", day_of)
    value = _read(cells, "value", figure_of)
    if day is None and value is not None:
        raise RowRefused("measured_on", CellFault.NOT_A_DAY)
    return None if day is None else Measured(day, value, cells.get("source", ""))


def _check_measured(measured: Measured) -> None:
    day = measured.measured_on
    if day > today() or day.year < FIRST_YEAR:
        raise RowRefused("measured_on", RowFault.NOT_YET)
    if len(measured.source) > LONGEST_SOURCE:
        raise RowRefused("source", RowFault.TOO_LONG)


def _terms(name: str, cells: Cells, measured: Measured | None) -> Terms:
    """What a row says of an indicator that is new. Where it holds a measure, the source is that of
    the measure."""
    if not name:
        raise RowRefused("indicator", RowFault.NO_INDICATOR)
    unit = " ".join(cells.get("unit", "").split())
    source = "" if measured else cells.get("source", "")
    limits = (("indicator", name, LONGEST_NAME), ("unit", unit, LONGEST_UNIT))
    for column, text, longest in (*limits, ("source", source, LONGEST_SOURCE)):
        if len(text) > longest:
            raise RowRefused(column, RowFault.TOO_LONG)
    baseline = _read(cells, "baseline", figure_of)
    target = _read(cells, "target", figure_of)
    return Terms(name, unit, baseline=baseline, target=target, source=source)


def _check_terms(known: Followed, cells: Cells) -> None:
    """What is told of an indicator that is there is what it is: a file does not change it."""
    one = known.indicator
    if cells.get("unit", one.unit) != one.unit:
        raise RowRefused("unit", RowFault.OTHER_TERMS)
    for column, is_now in (("baseline", one.baseline), ("target", one.target)):
        if column in cells and _read(cells, column, figure_of) != is_now:
            raise RowRefused(column, RowFault.OTHER_TERMS)


def _read(cells: Cells, column: str, read: Any) -> Any:
    try:
        return read(cells.get(column, ""))
    except CellRefused as refused:
        raise RowRefused(column, refused.fault) from refused
