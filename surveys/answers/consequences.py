"""Which answers a change would take away."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.answers.address import address, given
from surveys.answers.settling import settle
from surveys.model import Question, Survey
from surveys.types import type_named
from surveys.types.value import Value


@dataclass(frozen=True)
class Removed:
    """An answer that is no longer asked for."""

    address: str
    question: Question
    value: Value


def hidden_by(
    survey: Survey,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    today: datetime.date,
) -> tuple[Removed, ...]:
    """Return the answers given in `before` that `after` makes irrelevant.

    `after` is `before` with the change made and not cleaned yet: an answer that the person
    changed or removed is not a consequence, nor is a calculation.
    """
    once = settle(survey, before, today)
    now = settle(survey, after, today)
    told = {address(path, name): value for path, name, value in given(survey, after)}
    removed = []
    for path, name, value in given(survey, once.answers):
        where = address(path, name)
        question = survey.questions[name]
        if value is None or not type_named(question.type).answered:
            continue
        if told.get(where) == value and where not in now.visible:
            removed.append(Removed(where, question, value))
    return tuple(removed)
