"""A row of a table checked as if a person had answered it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.answers.address import Answers, address, given
from surveys.answers.settling import settle
from surveys.answers.table import Layout
from surveys.answers.validation import missing
from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.columns import Cell
from surveys.types.other import codes_of


@dataclass(frozen=True)
class RowResult:
    """What came of a row.

    answers: what is kept; errors: by address, what stands in the way of keeping the row;
    not_asked: addresses of answers to questions that the other answers make irrelevant.
    """

    answers: Answers
    errors: Mapping[str, AnswerError]
    not_asked: tuple[str, ...]


def read_row(
    layout: Layout, row: Sequence[Cell], today: datetime.date, *, may_be_blank: bool = False
) -> RowResult:
    """Read one row; `may_be_blank` lets required questions be unanswered."""
    told, errors = layout.answers(row)
    state = settle(layout.survey, told, today)
    kept = {address(path, name): value for path, name, value in given(layout.survey, state.answers)}
    not_asked = []
    for path, name, value in given(layout.survey, told):
        where = address(path, name)
        if value is None or not type_named(layout.survey.questions[name].type).answered:
            continue
        if where not in state.visible:
            not_asked.append(where)
        elif kept.get(where) != value:
            errors[where] = AnswerError("unknown_choice", choice=", ".join(codes_of(value))[:200])
    for problem in missing(state):
        if not (may_be_blank and problem.error.code == "required"):
            errors.setdefault(problem.address, problem.error)
    return RowResult(state.answers, errors, tuple(not_asked))
