"""What a sheet that came back would change of its plan, and where it is wrong."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass, field

from app.models import Indicator
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.history import Change
from app.strategy.plans.indicators.following import Measured, Terms
from app.strategy.plans.sheets.columns import CellFault
from app.strategy.plans.values import Fault, Values


class RowFault(enum.StrEnum):
    """Why a row cannot be taken, whatever its cells say."""

    UNKNOWN_CODE = "unknown_code"
    TWICE = "twice"
    NO_TITLE = "no_title"
    NO_OBJECTIVE = "no_objective"
    UNKNOWN_OBJECTIVE = "unknown_objective"
    NO_INDICATOR = "no_indicator"
    OTHER_TERMS = "other_terms"
    """The unit, the beginning or the target of an indicator is not what it is, or not what another
    row says."""
    TOO_MANY_INDICATORS = "too_many_indicators"
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
class NewIndicator:
    """An indicator that the action does not have yet, with what was measured of it."""

    code: str
    node_id: uuid.UUID
    terms: Terms
    measured: list[Measured] = field(default_factory=list)


@dataclass
class Preview:
    """What would become of a plan; `absent`: actions that the sheet leaves out, which stay."""

    changed: list[Changed] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    indicators: list[NewIndicator] = field(default_factory=list)
    measures: list[NewMeasure] = field(default_factory=list)
    absent: list[ActionLine] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def changes_something(self) -> bool:
        return bool(self.changed or self.added or self.indicators or self.measures)
