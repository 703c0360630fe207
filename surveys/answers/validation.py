"""Checking a page, and the whole questionnaire at the end."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.answers.address import Answers, InstancePath, address, instance_at
from surveys.answers.evaluator import seen
from surveys.answers.pages import Page, pages, questions_on
from surveys.answers.posted import PostedPage
from surveys.answers.settling import State, settle
from surveys.model import Question, Survey
from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.other import codes_of, offered
from surveys.types.value import Upload


@dataclass(frozen=True)
class PageResult:
    """What came of a page.

    answers: the answers of the whole questionnaire with those of the page, cleaned;
    errors: by address; an answer with an error is not among the answers, the others are.
    """

    answers: Answers
    errors: Mapping[str, AnswerError]
    state: State


@dataclass(frozen=True)
class Missing:
    """An answer that stands in the way of finishing: its page, its address, what is wrong."""

    page: int
    address: str
    question: Question
    error: AnswerError


def validate_page(
    survey: Survey,
    page: int,
    raw: Mapping[str, Sequence[str]],
    answers: Mapping[str, Any],
    today: datetime.date,
    uploads: Mapping[str, Upload] | None = None,
) -> PageResult:
    """Read and check what was posted for one page.

    Fields that belong to no question of the page are left aside. Errors are told for the
    questions that are asked once the answers of the page are known. Raises IndexError when there
    is no such page.
    """
    before = settle(survey, answers, today)
    asked = pages(survey)[page]
    posted = PostedPage(before, raw, uploads or {})
    merged = {**before.answers, **posted.read(asked.items, before.answers)}
    after = settle(survey, merged, today)
    errors = {where: error for where, error in posted.errors.items() if where in after.visible}
    for path, question in questions_on(after, asked):
        where = address(path, question.name)
        if where in errors:
            continue
        error = _filtered_out(after, question, path, merged) or check(after, question, path)
        if error is not None:
            errors[where] = error
    kept = after.answers
    refused = {where for where, error in errors.items() if error.code == "constraint"}
    if refused:
        # What breaks a rule is not kept, and what depended on it is settled again.
        kept = settle(survey, _without(kept, refused), today).answers
    return PageResult(kept, errors, after)


def complete(
    survey: Survey, answers: Mapping[str, Any], today: datetime.date
) -> tuple[Missing, ...]:
    """Return every required answer that is missing and every rule that is broken, in order."""
    return tuple(missing(settle(survey, answers, today)))


def missing(state: State) -> Iterator[Missing]:
    """Yield what `complete` returns, from a state already settled."""
    for page in pages(state.survey):
        yield from _missing_on(state, page)


def check(state: State, question: Question, path: InstancePath) -> AnswerError | None:
    """Check the rules of one question that is asked: required, then constraint.

    The error has the author's own message as its detail `messages`, when there is one.
    """
    if not type_named(question.type).answered or question.type == "hidden":
        return None
    value = instance_at(state.answers, path).get(question.name)
    if value is None:
        required = question.required is not None and state.evaluator.holds(question.required, path)
        return AnswerError("required", messages=question.required_messages) if required else None
    if state.evaluator.holds(question.constraint, path, seen(question, value)):
        return None
    return AnswerError("constraint", messages=question.constraint_messages)


def _missing_on(state: State, page: Page) -> Iterator[Missing]:
    for path, question in questions_on(state, page):
        error = check(state, question, path)
        if error is not None:
            yield Missing(page.index, address(path, question.name), question, error)


def _filtered_out(
    state: State, question: Question, path: InstancePath, merged: Answers
) -> AnswerError | None:
    """Refuse a choice that the filter does not offer, rather than dropping it unsaid."""
    if question.choice_filter is None:
        return None
    names = {each.name for each in offered(question, state.evaluator.choices(question, path))}
    for code in codes_of(instance_at(merged, path).get(question.name)):
        if code not in names:
            return AnswerError("unknown_choice", choice=code)
    return None


def _without(answers: Answers, refused: set[str], start: str = "") -> Answers:
    left: Answers = {}
    for name, value in answers.items():
        if start + name in refused:
            left[name] = None
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            left[name] = [
                _without(instance, refused, f"{start}{name}/{index}/")
                for index, instance in enumerate(value)
            ]
        else:
            left[name] = value
    return left
