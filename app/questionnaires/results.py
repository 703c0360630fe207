"""Results of a questionnaire: what is told of each question, and the table of all the answers."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import format_decimal
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Response, ResponseState
from app.publication.sheets import Sheet
from surveys.answers import address, given
from surveys.model import Question, Survey
from surveys.types import type_named
from surveys.types.columns import Cell, Column
from surveys.types.summaries import (
    ChoiceSummary,
    DateSummary,
    FileSummary,
    LikertSummary,
    NumberSummary,
    OptionCount,
    OrganisationSummary,
    RankSummary,
    Summary,
    TextSummary,
)

SHEET_NAMES = ("codes", "labels", "codebook")
"""The tables that `sheets_of` makes, in its order."""

MOST_INSTANCES = 20
"""Entries of a repeat that have columns in the table; further ones are counted only."""


@dataclass(frozen=True)
class Line:
    """An option: how many chose it, and as a part (of 1) of those who answered and of the ticks."""

    label: str
    count: int
    of_respondents: float
    of_answers: float


@dataclass(frozen=True)
class QuestionResult:
    """What is told of one question. `several` says that people could tick several options."""

    label: str
    asked: int
    answered: int
    lines: tuple[Line, ...]
    facts: tuple[tuple[str, str], ...]
    several: bool


def submitted_answers(session: Session, questionnaire_id: uuid.UUID) -> list[dict[str, Any]]:
    """The answers of every response that was sent, in the order of their beginning."""
    return list(
        session.scalars(
            sa.select(Response.answers)
            .where(
                Response.questionnaire_id == questionnaire_id,
                Response.state == ResponseState.SUBMITTED,
            )
            .order_by(Response.id)
        )
    )


def results_of(
    survey: Survey, all_answers: Sequence[dict[str, Any]], language: str
) -> list[QuestionResult]:
    """The result of each question that keeps an answer, in the order of the questionnaire."""
    values: dict[str, list[Any]] = {name: [] for name in survey.questions}
    for answers in all_answers:
        for _path, name, value in given(survey, answers):
            values[name].append(value)
    return [
        _result(survey, question, values[name], language)
        for name, question in survey.questions.items()
        if type_named(question.type).stored
    ]


def _result(survey: Survey, question: Question, values: list[Any], language: str) -> QuestionResult:
    summary = type_named(question.type).summary(
        values, question, survey.choices(question), language
    )
    return QuestionResult(
        label=question.labels.text(language) or question.name,
        asked=summary.asked,
        answered=summary.answered,
        lines=_lines(summary),
        facts=_facts(summary),
        several=question.type == "select_multiple",
    )


def _lines(summary: Summary) -> tuple[Line, ...]:
    match summary:
        case ChoiceSummary(options=options) | LikertSummary(options=options):
            return tuple(map(_line, options))
        case OrganisationSummary(actor_types=kinds):
            return tuple(map(_line, kinds.options))
        case NumberSummary(bins=bins, answered=answered):
            return tuple(
                Line(f"{_number(b.low)} – {_number(b.high)}", b.count, _part(b.count, answered), 0)
                for b in bins
            )
        case DateSummary(counts=counts, answered=answered):
            return tuple(Line(when, n, _part(n, answered), 0) for when, n in counts.items())
        case RankSummary(options=ranked, answered=answered):
            return tuple(
                Line(one.label, one.first_places, _part(one.first_places, answered), 0)
                for one in ranked
            )
    return ()


def _facts(summary: Summary) -> tuple[tuple[str, str], ...]:
    match summary:
        case NumberSummary():
            found = [
                (_("Median"), summary.median),
                (_("Mean"), summary.mean),
                (_("Quarter below"), summary.first_quartile),
                (_("Quarter above"), summary.third_quartile),
                (_("Smallest"), summary.minimum),
                (_("Largest"), summary.maximum),
            ]
            return tuple((name, _number(value)) for name, value in found if value is not None)
        case RankSummary(options=ranked):
            return tuple(
                (one.label, _("%(points)s points", points=_number(one.borda))) for one in ranked
            )
        case TextSummary(median=median) if median is not None:
            return ((_("Median length"), _("%(n)s characters", n=_number(median))),)
        case FileSummary(answered=answered):
            return ((_("Files"), _number(answered)),)
        case OrganisationSummary(distinct=distinct):
            return ((_("Distinct SIRET"), _number(distinct)),)
    return ()


def _line(option: OptionCount) -> Line:
    return Line(option.label, option.count, option.of_respondents / 100, option.of_answers / 100)


def _part(count: int, whole: int) -> float:
    return count / whole if whole else 0.0


def _number(value: float) -> str:
    return str(format_decimal(round(value, 2)))


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
