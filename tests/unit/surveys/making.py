"""Short ways to make questionnaires in tests."""

import datetime
import io
from collections.abc import Sequence

import xlsxwriter

from surveys.formula import Formula
from surveys.model import Choice, Choices, Item, Question, Survey
from surveys.texts import Texts

TODAY = datetime.date(2022, 6, 15)

COLOURS = tuple(
    Choice(name, Texts(fr=label))
    for name, label in (("red", "Rouge"), ("green", "Vert"), ("blue", "Bleu"))
)
OFFER = Choices(COLOURS)

_FORMULAS = ("relevant", "constraint", "calculation")


def question(name: str = "q", kind: str = "text", label: str = "Question", **given) -> Question:
    """A question; formulas are given as text."""
    for column in _FORMULAS:
        if isinstance(given.get(column), str):
            given[column] = Formula.parse(given[column])
    if isinstance(given.get("required"), str):
        given["required"] = Formula.condition(given["required"])
    if isinstance(given.get("choice_filter"), str):
        given["choice_filter"] = Formula.choice_filter(given["choice_filter"])
    return Question(name, kind, labels=Texts(fr=label), **given)


def survey(*items: Item, lists: dict[str, Sequence[Choice]] | None = None) -> Survey:
    choice_lists = {"colours": COLOURS, **(lists or {})}
    return Survey(
        code="test",
        title=Texts(fr="Essai"),
        languages=("fr",),
        default_language="fr",
        items=items,
        choice_lists={name: tuple(options) for name, options in choice_lists.items()},
    )


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """An XLSX with these sheets, each a list of rows, the headers first."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return output.getvalue()


def form(
    *rows: Sequence[object],
    columns: Sequence[str] = ("type", "name", "label"),
    choices: Sequence[Sequence[object]] = (),
    **sheets: Sequence[Sequence[object]],
) -> bytes:
    """An XLSForm with these rows in its survey sheet."""
    if choices:
        sheets["choices"] = [("list_name", "name", "label"), *choices]
    return workbook(survey=[columns, *rows], **sheets)
