"""What a person reads of a row that cannot be brought back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.corpus.table_sentences import row_sentence
from app.corpus.tables import RowReason
from app.questionnaires.answering.sentences import answer_sentence
from surveys.problems import AnswerError


def row_problem_sentence(problem: Mapping[str, Any], language: str) -> str:
    """Why a row is refused, from a `RowProblem` as it is kept in a report."""
    code, details = problem["code"], problem["details"]
    if problem["is_row"]:
        return row_sentence(RowReason(code), details)
    if problem["message"]:
        return str(problem["message"])
    if code == "unknown_choice" and details.get("choice"):
        return _("“%(choice)s” is not one of the answers.", choice=details["choice"])
    return answer_sentence(AnswerError(code, **details), language)
