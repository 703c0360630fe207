"""What a submitted response gives to the corpus: its open answers, and who gave them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from app.corpus.intake import NewContribution, NewRespondent, cut, source_key
from app.models import Response
from surveys.answers import address, given
from surveys.model import Question, Survey
from surveys.types import type_named

LONGEST_ATTRIBUTE = 300
NOT_ATTRIBUTES = frozenset({"text", "file", "note", "hidden", "calculate", "acknowledge"})
"""Types whose answers tell nothing of a group of people, or too much of one person."""


def contributions_of(survey: Survey, response: Response, day: dt.date) -> list[NewContribution]:
    """One contribution for each open answer, tied to its respondent.

    An answer that did not change keeps its key, whatever else is corrected.
    """
    respondent = respondent_of(survey, response)
    return [
        NewContribution(
            key=source_key("response", str(response.id), address(path, name), value),
            text=value,
            spans=cut(value),
            question=survey.questions[name].labels.text(survey.default_language),
            received_on=day,
            respondent=respondent,
        )
        for path, name, value in given(survey, response.answers)
        if is_open(survey.questions[name]) and isinstance(value, str) and value.strip()
    ]


def is_open(question: Question) -> bool:
    """Whether people speak their mind there: a text of several lines.

    A short text is a name, a town, an address: it belongs to the response, not to the corpus.
    """
    return question.type == "text" and type_named("text").field(question).widget == "textarea"


def respondent_of(survey: Survey, response: Response) -> NewRespondent:
    """Who answers, known by the closed answers only: neither names nor addresses."""
    attributes: dict[str, str] = {}
    for path, name, value in given(survey, response.answers):
        question = survey.questions[name]
        if path or question.type in NOT_ATTRIBUTES or value is None:
            continue
        text = _in_words(survey, question, value)
        if text:
            label = question.labels.text(survey.default_language) or name
            attributes[label] = text[:LONGEST_ATTRIBUTE]
    return NewRespondent(respondent_key(response.id), attributes)


def respondent_key(response_id: uuid.UUID) -> str:
    """By which the corpus knows who gave a response."""
    return f"response:{response_id.hex}"


def _in_words(survey: Survey, question: Question, value: Any) -> str:
    choices = survey.choices(question)
    labels = {
        choice.name: choice.label(survey.default_language)
        for choice in (*choices.options, *choices.territories)
    }
    if question.type == "organisation":
        codes = [value.get("actor_type"), value.get("territory")]
    elif isinstance(value, dict):
        codes = value.get("codes", [])
    else:
        codes = value if isinstance(value, list) else [value]
    return " ; ".join(
        labels.get(str(code), f"{code:g}" if isinstance(code, float) else str(code))
        for code in codes
        if code is not None
    )
