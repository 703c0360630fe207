"""Somebody who answers a whole questionnaire, in process, and tries again when refused."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from surveys.answers import address, complete, next_page, pages, settle, validate_page
from surveys.answers.address import Answers, InstancePath
from surveys.answers.pages import questions_on
from surveys.answers.settling import State
from surveys.expressions.tree import nodes
from surveys.model import Group, Item, Question, Survey
from surveys.types import type_named
from surveys.types.range import bounds
from surveys.types.value import Upload

TODAY = datetime.date(2022, 6, 15)
_WORDS = (
    "Une réponse", "12", "1998", "Claire", "claire@region.example", "0612345678", "AB123", "B",
    "35600000000048", "75001", "https://region.example",
)  # fmt: skip
_NUMBERS = (3.0, 1.0, 0.0, 10.0, 20.0, 50.0, 100.0, 1998.0, -1.0)
_MOST_ROUNDS = 200


class Stuck(Exception):
    """No answer was found that the questionnaire takes; the message says which question."""


@dataclass
class Answered:
    """What came of it: the answers, the pages seen, how many answers were refused on the way."""

    answers: Answers = field(default_factory=dict)
    pages: int = 0
    refused: int = 0


def answer_to_the_end(survey: Survey) -> Answered:
    """Answer page after page. Raises Stuck."""
    done = Answered()
    page = next_page(settle(survey, {}, TODAY), -1)
    while page is not None:
        if done.pages > len(pages(survey)):
            raise Stuck("the pages never end")
        state = _answer_page(survey, page, done)
        done.pages += 1
        page = next_page(state, page)
    if left := complete(survey, done.answers, TODAY):
        raise Stuck(f"{left[0].address}: {left[0].error.code} at the end")
    return done


def _answer_page(survey: Survey, page: int, done: Answered) -> State:
    """Send the page until nothing is refused and nothing new is asked."""
    state = settle(survey, done.answers, TODAY)
    raw = _first_entries(state, pages(survey)[page].items, ())
    uploads: dict[str, Upload] = {}
    attempts: dict[str, int] = {}
    for _ in range(_MOST_ROUNDS):
        for where, path, question in _asked(state, page):
            if where not in raw and where not in uploads:
                _give(state, question, path, 0, raw, uploads)
        result = validate_page(survey, page, raw, done.answers, TODAY, uploads)
        for where, path, question in _asked(result.state, page):
            if where in result.errors:
                attempts[where] = attempts.get(where, 0) + 1
                done.refused += 1
                if not _give(result.state, question, path, attempts[where], raw, uploads):
                    raise Stuck(f"{where}: {result.errors[where].code}")
        new = {where for where, _, question in _asked(result.state, page) if where not in raw}
        state = result.state
        if not result.errors and not new - set(uploads):
            done.answers = result.answers
            return state
    raise Stuck(f"page {page + 1} asks without end")


def _asked(state: State, page: int) -> Iterator[tuple[str, InstancePath, Question]]:
    for path, question in questions_on(state, pages(state.survey)[page]):
        if type_named(question.type).answered:
            yield address(path, question.name), path, question


def _first_entries(
    state: State, items: Sequence[Item], path: InstancePath, inside: bool = False
) -> dict[str, list[str]]:
    """Give one entry to each repeat that a person opens, since nothing is asked in none."""
    found: dict[str, list[str]] = {}
    for item in items:
        if isinstance(item, Question):
            if inside and type_named(item.type).answered:
                _give(state, item, path, 0, found, {})
        elif isinstance(item, Group):
            found |= _first_entries(state, item.items, path, inside)
        elif item.count is None:
            found |= _first_entries(state, item.items, (*path, (item.name, 0)), inside=True)
    return found


def _give(
    state: State,
    question: Question,
    path: InstancePath,
    attempt: int,
    raw: dict[str, list[str]],
    uploads: dict[str, Upload],
) -> bool:
    """Put an answer into the form; False when there is no other to try."""
    where = address(path, question.name)
    if question.type == "file":
        uploads[where] = Upload("key", "plan.pdf", 1200, "application/pdf")
        return attempt == 0
    if question.type == "organisation":
        raw[f"{where}#name"] = ["Une structure"]
        raw[where] = []
        return attempt == 0
    candidates = list(_candidates(state, question, path))
    if attempt >= len(candidates):
        raw.setdefault(where, [])
        return attempt == 0
    raw[where] = candidates[attempt]
    return True


def _candidates(state: State, question: Question, path: InstancePath) -> Iterator[list[str]]:
    offered = [choice.name for choice in state.evaluator.choices(question, path)]
    if question.type == "acknowledge":
        yield ["OK"]
    elif question.type == "rank":
        yield from ([offered[n:] + offered[:n] for n in range(len(offered))])
        yield from ([code] for code in offered)
        yield from (offered[:n] for n in range(2, len(offered)))
    elif question.type == "select_multiple":
        yield from ([code] for code in offered)
        yield from (offered[:n] for n in range(2, len(offered) + 1))
    elif type_named(question.type).takes_choices:
        yield from ([code] for code in offered)
    else:
        yield from ([word] for word in dict.fromkeys(_written(question)))


def _written(question: Question) -> Iterator[str]:
    literals = list(_literals(question))
    numbers = [each for each in literals if isinstance(each, float)]
    if question.type == "range":
        start, end, _ = bounds(question)
        yield from (f"{float(start):g}", f"{float(end):g}")
    elif question.type in {"integer", "decimal"}:
        near = (each + step for each in numbers for step in (0, 1, -1))
        yield from (f"{each:g}" for each in (*_NUMBERS, *near))
    elif question.type == "date":
        days = (0, -1, 1, -30, 30, -10_000, 400)
        yield from ((TODAY + datetime.timedelta(days=each)).isoformat() for each in days)
        yield from (each for each in literals if isinstance(each, str))
    elif question.type == "time":
        yield from ("14:30", "08:00", "23:00")
    else:
        yield from _WORDS
        yield from _matching(question)
        yield from (each for each in literals if isinstance(each, str) and each.strip())
        lengths = [int(each) for each in numbers if 0 < each < 5_000]
        yield from ("1" * each for each in lengths)
        yield from ("a" * each for each in lengths)


def _matching(question: Question) -> Iterator[str]:
    """Texts that may fit the patterns that the rule asks for: a guess, good for common ones."""
    if question.constraint is None:
        return
    for node, _ in nodes(question.constraint.tree):
        if isinstance(node, dict) and node.get("call") == "regex":
            pattern = node["args"][1]
            if isinstance(pattern, str):
                yield _specimen(pattern)
                yield f"Il y a {_specimen(pattern).strip()} ici"


def _specimen(pattern: str) -> str:
    """Write a pattern out with fives for digits, its first alternatives, spaces for blanks.

    >>> _specimen("^(?:\\\\(\\\\d{3}\\\\))\\\\s*(cat|dog)$")
    '(555) cat'
    """
    text = pattern.replace("[\\s\\S]*", "")
    text = re.sub(r"\(\?(:|i\))", lambda found: "" if found[1] == "i)" else "(", text)
    text = re.sub(r"(\\d|\[0-9\])\{(\d)[^}]*\}", lambda found: "5" * int(found[2]), text)
    text = re.sub(r"(\\d|\[0-9\])[+*]?", "5", text)
    text = re.sub(r"\\s[+*]?", " ", text)
    text = re.sub(r"\|[^()|]*", "", text)
    return re.sub(r"\\(.)|[()^$]", lambda found: found[1] or "", text)


def _literals(question: Question) -> Iterator[str | float]:
    """The texts and numbers that the rule of the question names."""
    if question.constraint is not None:
        for node, _ in nodes(question.constraint.tree):
            if isinstance(node, str | float):
                yield node
