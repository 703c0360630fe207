"""Why a row of a sheet cannot be taken, in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.strategy.plans.indicators.following import MOST_INDICATORS
from app.strategy.plans.sentences import FAULTS
from app.strategy.plans.sheets.columns import CellFault, heading_of
from app.strategy.plans.sheets.previewed import RowFault, Wrong
from app.strategy.plans.sheets.reading import MEASURES

CELLS: dict[CellFault | RowFault, LazyString] = {
    CellFault.NOT_A_DAY: _l("Write the day as 2018-12-01 or 1/12/2018."),
    CellFault.NOT_A_NUMBER: _l("Write a number, without words."),
    CellFault.NOT_A_STATE: _l("Write a state as the sheet that you took away does."),
    CellFault.NOT_A_KIND: _l("One of these kinds of organisation is not known."),
    CellFault.NOT_YES_OR_NO: _l("Write yes or no."),
    CellFault.NOT_A_FUNDER: _l("Write each funder as “name: amount”."),
    RowFault.UNKNOWN_CODE: _l(
        "No action of this plan has this code. Leave the code empty for a new action."
    ),
    RowFault.TWICE: _l("This stands in the file twice."),
    RowFault.NO_TITLE: _l("A new action needs a title."),
    RowFault.NO_OBJECTIVE: _l("A new action needs the code of an objective that it serves."),
    RowFault.UNKNOWN_OBJECTIVE: _l("One of these codes is no objective of the strategy."),
    RowFault.NO_INDICATOR: _l("Name the indicator."),
    RowFault.OTHER_TERMS: _l(
        "This is not what the indicator is, or not what another row says of it. Change its unit, "
        "its beginning and its target on the page of the action."
    ),
    RowFault.TOO_MANY_INDICATORS: _l(
        "An action has %(most)s indicators at most.", most=MOST_INDICATORS
    ),
    RowFault.ERASES: _l(
        "This would erase a measure of the past. Measures stay: correct them on the page of the "
        "action."
    ),
    RowFault.REWRITES: _l(
        "This would change a measure of the past. A file only adds measures: correct them on the "
        "page of the action."
    ),
    RowFault.NOT_YET: _l("This day is to come, or too far away."),
    RowFault.TOO_LONG: _l("This is too long."),
}


def wrong_told(wrong: Wrong) -> str:
    """The column and what to do, as one sentence."""
    fault = wrong.fault
    why = CELLS[fault] if isinstance(fault, CellFault | RowFault) else FAULTS[fault]
    return f"{heading_of(wrong.column)} – {why}"


def row_told(wrong: Wrong) -> str:
    """Which row is meant."""
    if wrong.sheet == MEASURES:
        return _("Measures, row %(number)s", number=wrong.number)
    return _("Actions, row %(number)s", number=wrong.number)
