"""The columns of a sheet under whatever name an author gave them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pyxform import aliases, constants
from pyxform.parsing.sheet_headers import process_header
from pyxform.question import MultipleChoiceQuestion

from surveys.languages import language_code
from surveys.texts import Texts
from surveys.xlsform.sheets import Row, Sheet

_SURVEY_COLUMNS = frozenset(MultipleChoiceQuestion.get_slot_names())
_CHOICE_COLUMNS = frozenset({"name", "label", constants.LIST_NAME_S})

# pyxform's place for a column to our name of it. Those of `_TEXTS` may end with a language.
_TEXTS = {
    ("label",): "label",
    ("hint",): "hint",
    ("bind", "jr:constraintMsg"): "constraint_message",
    ("bind", "jr:requiredMsg"): "required_message",
}
_PLAIN = {
    ("type",): "type",
    ("name",): "name",
    ("default",): "default",
    ("parameters",): "parameters",
    ("choice_filter",): "choice_filter",
    ("list_name",): "list_name",
    ("bind", "required"): "required",
    ("bind", "relevant"): "relevant",
    ("bind", "constraint"): "constraint",
    ("bind", "calculate"): "calculation",
    ("control", "appearance"): "appearance",
    ("control", "jr:count"): "repeat_count",
}


@dataclass
class Line:
    """One row: its number on the sheet, its plain columns, its texts, the other columns."""

    row: int
    plain: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def get(self, column: str) -> str:
        return self.plain.get(column, "")

    def text(self, column: str) -> Texts:
        return Texts(self.texts.get(column, {}))


def survey_lines(sheet: Sheet, default_language: str) -> list[Line]:
    """Return the rows of the survey sheet that hold anything."""
    return _lines(sheet, aliases.survey_header, _SURVEY_COLUMNS, default_language)


def choice_lines(sheet: Sheet, default_language: str) -> list[Line]:
    """Return the rows of the choices sheet; `others` holds the columns of filters."""
    return _lines(sheet, aliases.list_header, _CHOICE_COLUMNS, default_language)


def settings_of(sheet: Sheet) -> tuple[dict[str, str], dict[str, str]]:
    """Return the settings, and the title by language."""
    settings: dict[str, str] = {}
    titles: dict[str, str] = {}
    row = sheet.rows[0] if sheet.rows else {}
    for header, value in row.items():
        _, tokens = process_header(header, True, aliases.settings_header, frozenset())
        if tokens[0] == constants.TITLE:
            titles[language_code(tokens[1]) if len(tokens) > 1 else ""] = value
        else:
            settings["::".join(tokens)] = value
    return settings, titles


def languages_of(sheets: Collection[Sheet]) -> list[str]:
    """Return the languages that the headers name, in order."""
    found: dict[str, None] = {}
    for sheet in sheets:
        double = any("::" in header for header in sheet.headers)
        for header in sheet.headers:
            _, tokens = process_header(header, double, aliases.survey_header, _SURVEY_COLUMNS)
            if tokens[:-1] in _TEXTS:
                found[language_code(tokens[-1])] = None
    return list(found)


def _lines(
    sheet: Sheet,
    names: Mapping[str, str | tuple[str, ...]],
    columns: Collection[str],
    default_language: str,
) -> list[Line]:
    double = any("::" in header for header in sheet.headers)
    places = {header: process_header(header, double, names, columns)[1] for header in sheet.headers}
    lines = []
    for number, row in enumerate(sheet.rows, start=sheet.first_row):
        if row:
            lines.append(_line(number, row, places, default_language))
    return lines


def _line(
    number: int, row: Row, places: Mapping[str, tuple[str, ...]], default_language: str
) -> Line:
    line = Line(number)
    for header, value in row.items():
        place = tuple(" ".join(token.split()) for token in places[header])
        if place in _PLAIN:
            line.plain[_PLAIN[place]] = " ".join(value.replace("\u00a0", " ").split(" "))
        elif place == ("list name",):
            line.plain["list_name"] = value
        elif place in _TEXTS:
            line.texts.setdefault(_TEXTS[place], {}).setdefault(default_language, value)
        elif place[:-1] in _TEXTS:
            line.texts.setdefault(_TEXTS[place[:-1]], {})[language_code(place[-1])] = value
        else:
            line.others["::".join(place)] = value
    return line
