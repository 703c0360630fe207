"""Writing an XLSForm workbook."""

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence

import xlsxwriter

from surveys.model import Group, Item, Question, Repeat, Survey
from surveys.problems import Problem, SurveyError
from surveys.texts import Texts
from surveys.types.organisation import Organisation
from surveys.xlsform.sheets import Row

LONGEST_CELL = 32_767

_TEXTS = ("label", "hint", "constraint_message", "required_message")
_COLUMNS = (
    "type",
    "name",
    *_TEXTS[:2],
    "required",
    *_TEXTS[3:],
    "relevant",
    "constraint",
    _TEXTS[2],
    "calculation",
    "default",
    "choice_filter",
    "appearance",
    "parameters",
    "repeat_count",
)

# Parameters that other tools refuse in their column: they go with the appearance.
_CARRIED = ("territories", "maxlength")

# A fixed date makes two writings of one questionnaire the same file.
_CREATED = datetime.datetime(2022, 1, 1)


def write_xlsform(survey: Survey) -> bytes:
    """Return an XLSX workbook; reading it gives an equal Survey.

    Raises SurveyError when a text is too long for a cell.
    """
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"created": _CREATED, "title": survey.title.text()})
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    tables = {
        "survey": (_survey_columns(survey), list(_rows(survey.items))),
        "choices": _choices(survey),
        "settings": _settings(survey),
    }
    for name, (columns, rows) in tables.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, bold)
            sheet.set_column(place, place, 40 if "label" in column else 16)
            for number, row in enumerate(rows, start=1):
                if text := row.get(column):
                    _refuse_long(text, name, column, number + 1)
                    sheet.write_string(number, place, text, wrapped)
    book.close()
    return output.getvalue()


def _survey_columns(survey: Survey) -> list[str]:
    columns: list[str] = []
    for column in _COLUMNS:
        if column in _TEXTS:
            columns += [f"{column}::{language}" for language in survey.languages]
        else:
            columns.append(column)
    return columns


def _rows(items: Sequence[Item], in_table: bool = False) -> Iterator[Row]:
    for item in items:
        if isinstance(item, Question):
            yield _question(item, in_table)
            continue
        kind = "group" if isinstance(item, Group) else "repeat"
        row = {"type": f"begin_{kind}", "name": item.name, "appearance": item.appearance}
        row |= {column: formula.text for column, formula in item.formulas().items()}
        if isinstance(item, Repeat) and item.count is not None:
            row["repeat_count"] = item.count.text
        yield row | _texts("label", item.labels) | _texts("hint", item.hints)
        yield from _rows(item.items, isinstance(item, Group) and item.is_table)
        yield {"type": f"end_{kind}", "name": item.name}


def _question(question: Question, in_table: bool) -> Row:
    row = {
        "type": _type(question),
        "name": question.name,
        "default": question.default,
        "appearance": _appearance(question, in_table),
        "parameters": " ".join(
            f"{name}={value}" for name, value in question.parameters.items() if name not in _CARRIED
        ),
    }
    columns = {k: v for k, v in question.formulas().items() if k != "default"}
    row |= {column: formula.text for column, formula in columns.items()}
    if question.required is not None and question.required.always:
        row["required"] = "yes"
    row |= _texts("label", question.labels) | _texts("hint", question.hints)
    row |= _texts("constraint_message", question.constraint_messages)
    return row | _texts("required_message", question.required_messages)


def _type(question: Question) -> str:
    name = question.type
    if name == "likert" or (name == Organisation.name and question.list_name):
        name = "select_one"
    elif name == Organisation.name:
        name = "text"
    words = [name, question.list_name, "or_other" if question.or_other else ""]
    return " ".join(word for word in words if word)


def _appearance(question: Question, in_table: bool) -> str:
    words = [question.appearance]
    if question.type == Organisation.name:
        words.append(Organisation.name)
    elif question.type == "likert" and not in_table:
        words.append("likert")
    words += [
        f"{name}={question.parameters[name]}" for name in _CARRIED if name in question.parameters
    ]
    return " ".join(word for word in words if word)


def _texts(column: str, texts: Texts) -> Row:
    return {f"{column}::{language}": text for language, text in texts.items()}


def _choices(survey: Survey) -> tuple[list[str], list[Row]]:
    filters = dict.fromkeys(
        column
        for options in survey.choice_lists.values()
        for choice in options
        for column in choice.filters
    )
    labels = [f"label::{language}" for language in survey.languages]
    rows = [
        {"list_name": name, "name": choice.name}
        | _texts("label", choice.labels)
        | dict(choice.filters)
        for name, options in survey.choice_lists.items()
        for choice in options
    ]
    return ["list_name", "name", *labels, *filters], rows


def _settings(survey: Survey) -> tuple[list[str], list[Row]]:
    row = {
        "form_title": survey.title.get(survey.default_language, ""),
        "form_id": survey.code,
        "version": survey.version,
        "default_language": survey.default_language,
    }
    others: Mapping[str, str] = {
        f"form_title::{language}": title
        for language, title in survey.title.items()
        if language != survey.default_language
    }
    row |= {**others, **survey.settings}
    return list(row), [row]


def _refuse_long(text: str, sheet: str, column: str, row: int) -> None:
    if len(text) > LONGEST_CELL:
        message = f"A text is too long for a cell: sheet {sheet}, column {column}."
        details = {"length": len(text), "limit": LONGEST_CELL}
        raise SurveyError([Problem("too_long", message, details, row)])
