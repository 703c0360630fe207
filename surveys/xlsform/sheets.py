"""The sheets of a form as rows of text, whatever kind of file they came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from surveys.problems import Problem, SurveyError

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm", "cascades")
MOST_ROWS = 20_000
MOST_COLUMNS = 500

Row = dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its headers, and its rows by header; `first_row` is the line of the first one."""

    headers: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    first_row: int = 2


@dataclass(frozen=True)
class Workbook:
    """The sheets that an XLSForm may have, and the names of all sheets."""

    names: tuple[str, ...]
    sheets: dict[str, Sheet] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet:
        return self.sheets.get(name, Sheet())


def workbook_of(names: Sequence[str], read: Callable[[str], Sheet]) -> Workbook:
    """Read the sheets that a form may have; a lone sheet is the survey whatever its name.

    Raises SurveyError when there is no survey sheet.
    """
    known = {name.strip().lower(): name for name in names if name.strip().lower() in SHEETS}
    if len(names) == 1 and "survey" not in known:
        known = {"survey": names[0]}
    if "survey" not in known:
        message = f"The workbook has no sheet called “survey”; it has {', '.join(names)[:300]}."
        raise SurveyError([Problem("no_survey_sheet", message, {"sheets": ", ".join(names)[:300]})])
    return Workbook(tuple(names), {name: read(written) for name, written in known.items()})


def refuse_many_rows(number: int) -> None:
    """Raise SurveyError when a sheet goes on after its last allowed row."""
    if number >= MOST_ROWS:
        message = f"A sheet has more than {MOST_ROWS} rows."
        raise SurveyError([Problem("too_many_rows", message, {"limit": MOST_ROWS})])
