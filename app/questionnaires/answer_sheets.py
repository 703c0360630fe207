"""The answers to a questionnaire as tables: with codes, with labels, and the codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _

from app.publication.sheets import Sheet
from surveys.answers import address, given
from surveys.model import Survey
from surveys.types import type_named
from surveys.types.columns import Cell, Column

SHEET_NAMES = ("codes", "labels", "codebook")
"""The tables that `sheets_of` makes, in its order."""

MOST_INSTANCES = 20
"""Entries of a repeat that have columns in the table; further ones are counted only."""


def sheets_of(survey: Survey, all_answers: Sequence[dict[str, Any]], language: str) -> list[Sheet]:
    """The answers with codes, the same with labels, and the codebook that explains them."""
    columns = list(_columns(survey, all_answers, language))
    names = tuple(column.name for column, _where in columns)
    labels = tuple(column.label or column.name for column, _where in columns)
    rows = [_cells(survey, answers, columns) for answers in all_answers]
    shown = [
        tuple(column.shown(cell) for (column, _where), cell in zip(columns, row, strict=True))
        for row in rows
    ]
    codebook = [
        (column.name, column.label, code, label)
        for column, _where in columns
        for code, label in (column.value_labels or {"": ""}).items()
    ]
    codes, labelled, book = SHEET_NAMES
    heads = (_("Column"), _("Question"), _("Code"), _("Label"))
    return [
        Sheet(codes, _("Codes"), names, lambda _session, _id: iter(rows)),
        Sheet(labelled, _("Labels"), labels, lambda _session, _id: iter(shown)),
        Sheet(book, _("Codebook"), heads, lambda _session, _id: iter(codebook)),
    ]


def _columns(
    survey: Survey, all_answers: Sequence[dict[str, Any]], language: str
) -> Iterator[tuple[Column, str]]:
    """The columns of every question, one set for each entry of a repeat, with its address."""
    places: dict[str, list[str]] = {name: [] for name in survey.questions}
    for name in survey.questions:
        if not survey.places[name].repeats:
            places[name].append(name)
    for answers in all_answers:
        for path, name, _value in given(survey, answers):
            where = address(path, name)
            if path and where not in places[name] and path[-1][1] < MOST_INSTANCES:
                places[name].append(where)
    for name, question in survey.questions.items():
        kind = type_named(question.type)
        if not kind.stored:
            continue
        for where in sorted(places[name], key=_in_order):
            for column in kind.columns(question, survey.choices(question), language):
                prefix = where.removesuffix(name)
                yield (
                    Column(
                        prefix + column.name,
                        column.label,
                        column.numeric,
                        column.measure,
                        column.value_labels,
                    ),
                    where,
                )


def _in_order(where: str) -> list[tuple[int, str]]:
    return [(int(step), "") if step.isdecimal() else (0, step) for step in where.split("/")]


def _cells(
    survey: Survey, answers: dict[str, Any], columns: Sequence[tuple[Column, str]]
) -> tuple[Cell, ...]:
    values = {address(path, name): value for path, name, value in given(survey, answers)}
    row: list[Cell] = []
    done: set[str] = set()
    for _column, where in columns:
        if where in done:
            continue
        done.add(where)
        question = survey.questions[where.rsplit("/", 1)[-1]]
        kind = type_named(question.type)
        row += kind.cells(values.get(where), question, survey.choices(question))
    return tuple(row)
