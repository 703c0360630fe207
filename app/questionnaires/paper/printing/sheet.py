"""What is printed of a questionnaire, as plain values: a template lays them out.

No text of an author becomes markup: the template receives all of them as data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from flask_babel import gettext as _

from app.questionnaires.answering.presentation import UNSEEN
from app.questionnaires.paper.printing.conditions import Wording
from surveys.answers import Page, pages
from surveys.answers.piping import without
from surveys.model import Group, Item, Question, Repeat, Survey, walk
from surveys.types import type_named
from surveys.types.field_spec import FieldPart, FieldSpec
from surveys.types.range import bounds

ENTRIES = 3
"""Blank entries of a repeat."""
MOST_STEPS = 11
"""Steps of a scale that is printed as boxes."""
FEW_LINES, SOME_LINES = 1, 5

Block: TypeAlias = dict[str, Any]


def sheet_of(
    survey: Survey, language: str, *, title: str, introduction: str, return_by: str, address: str
) -> dict[str, Any]:
    """Everything that is printed. `return_by` is a day in words, `address` that of the page."""
    printed = _Printing(survey, language)
    return {
        "language": language,
        "title": title,
        "introduction": [text for text in introduction.split("\n\n") if text.strip()],
        "sending_back": _sending_back(return_by, address),
        "sheet_number": _("Number of the sheet"),
        "sheet_number_help": _("Filled in by the organisers."),
        "required": _("(required)"),
        "page": _("Page"),
        "sections": [
            section for page in pages(survey) if (section := printed.section(page))["blocks"]
        ],
    }


def _sending_back(return_by: str, address: str) -> list[str]:
    hand = _("Give this sheet back to the person who gave it to you.")
    if return_by:
        hand = _(
            "Give this sheet back to the person who gave it to you, before %(day)s.", day=return_by
        )
    return [hand, _("You may also answer online: %(address)s", address=address)]


class _Printing:
    def __init__(self, survey: Survey, language: str) -> None:
        self.survey, self.language = survey, language
        self.numbers = _numbers(survey)
        self.wording = Wording(survey, self.numbers, language)

    def section(self, page: Page) -> Block:
        section = page.section
        items = page.items
        about: Block = {"title": "", "hint": "", "condition": ""}
        if isinstance(section, Group):
            about = self._about(section)
            items = section.items
        return {**about, "blocks": list(self._blocks(items, level=2))}

    def _blocks(self, items: Sequence[Item], level: int) -> Iterator[Block]:
        for item in items:
            if isinstance(item, Question):
                yield from self._question(item)
            elif isinstance(item, Repeat):
                yield from self._entries(item, level)
            elif item.is_table:
                yield from self._table(item, level)
            else:
                yield {"kind": "heading", "level": level, **self._about(item)}
                yield from self._blocks(item.items, min(level + 1, 4))

    def _entries(self, repeat: Repeat, level: int) -> Iterator[Block]:
        about = self._about(repeat)
        for number in range(1, ENTRIES + 1):
            title = f"{about['title']} ({number})"
            first = about if number == 1 else {"hint": "", "condition": ""}
            yield {"kind": "heading", "level": level, **first, "title": title}
            yield from self._blocks(repeat.items, min(level + 1, 4))

    def _table(self, group: Group, level: int) -> Iterator[Block]:
        """Rows with common columns as one table; other questions of the group stand by it."""
        rows = [item for item in group.items if isinstance(item, Question) and _is_row(item)]
        others = [item for item in group.items if item not in rows]
        about = self._about(group)
        yield {"kind": "heading", "level": level, **about}
        yield from self._blocks(others, level)
        lists = list(dict.fromkeys(row.list_name for row in rows))
        for name in lists:
            mine = [row for row in rows if row.list_name == name]
            choices = [choice.label(self.language) for choice in self.survey.choices(mine[0])]
            yield {
                "kind": "table",
                "heading": _("Statement"),
                "columns": choices,
                "rows": [
                    {"number": self.numbers[row.name], "label": self._row_label(row)}
                    for row in mine
                ],
            }

    def _question(self, question: Question) -> Iterator[Block]:
        choices = self.survey.choices(question)
        spec = type_named(question.type).field(question, choices, self.language)
        if spec.widget in UNSEEN:
            return
        text = {"label": self._plain(spec.label), "hint": self._plain(spec.hint)}
        condition = self.wording.sentence(question.relevant)
        if spec.widget == "note":
            yield {"kind": "note", **text, "condition": condition}
            return
        yield {
            "kind": "question",
            "number": self.numbers[question.name],
            **text,
            "condition": condition,
            "required": question.required is not None,
            "answer": _answer(question, spec),
        }

    def _row_label(self, row: Question) -> str:
        condition = self.wording.sentence(row.relevant)
        label = self._plain(row.labels.text(self.language))
        return f"{label} ({condition})" if condition else label

    def _about(self, item: Group | Repeat) -> Block:
        return {
            "title": self._plain(item.labels.text(self.language)),
            "hint": self._plain(item.hints.text(self.language)),
            "condition": self.wording.sentence(item.relevant),
        }

    def _plain(self, text: str) -> str:
        """A text with an ellipsis where a page would quote an earlier answer."""
        return without(text, self.survey.questions)


def _numbers(survey: Survey) -> dict[str, int]:
    """The number printed before each question that is answered on paper."""
    asked = [
        place.item.name
        for place in walk(survey.items)
        if isinstance(place.item, Question) and place.item.type not in ("note", "hidden")
        if type_named(place.item.type).answered
    ]
    return {name: number for number, name in enumerate(asked, start=1)}


def _is_row(question: Question) -> bool:
    return question.type in ("likert", "select_one") and not question.or_other


def _answer(question: Question, spec: FieldSpec) -> Block:
    """Where the answer is written: boxes, lines, or both."""
    options = [choice.label for choice in spec.choices]
    other = spec.parts[0].label if spec.parts else ""
    if spec.widget in ("radio", "select", "likert"):
        return _boxes(options, other, _("Tick one box."))
    if spec.widget == "checkboxes":
        return _boxes(options, other, _("Tick as many boxes as you like."))
    if spec.widget == "checkbox":
        return _boxes([_("Yes")], "", "")
    if spec.widget == "rank":
        help_ = _("Write 1 beside the first, 2 beside the second, and so on.")
        return {"type": "rank", "options": options, "help": help_}
    if spec.widget == "range":
        return _scale(question)
    if spec.widget == "organisation":
        return {"type": "parts", "parts": [_part(part) for part in spec.parts]}
    if spec.widget == "file":
        return {"type": "text", "text": _("Attach the document to this sheet.")}
    return _lines(spec.widget)


def _lines(widget: str) -> Block:
    if widget in ("date", "time"):
        marks = _("DD/MM/YYYY") if widget == "date" else _("HH:MM")
        return {"type": "cells", "marks": list(marks)}
    return {"type": "lines", "count": SOME_LINES if widget == "textarea" else FEW_LINES}


def _boxes(options: Sequence[str], other: str, help_: str) -> Block:
    return {"type": "boxes", "options": list(options), "other": other, "help": help_}


def _scale(question: Question) -> Block:
    start, end, step = bounds(question)
    count = int(abs(end - start) / step) + 1
    if count > MOST_STEPS:
        low, high = f"{float(min(start, end)):g}", f"{float(max(start, end)):g}"
        return {
            "type": "lines",
            "count": 1,
            "help": _("From %(low)s to %(high)s.", low=low, high=high),
        }
    up = step if end >= start else -step
    values = [f"{float(start + up * place):g}" for place in range(count)]
    return {"type": "scale", "values": values}


def _part(part: FieldPart) -> Mapping[str, Any]:
    return {"label": part.label, "options": [choice.label for choice in part.choices]}
