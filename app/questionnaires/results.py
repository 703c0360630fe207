"""Results of a questionnaire: what is told of each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _

from surveys.answers import given
from surveys.model import Question, Survey
from surveys.types import type_named
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
