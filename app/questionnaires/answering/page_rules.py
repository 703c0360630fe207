"""What a page's script decides with: conditions, rules, calculations, as JSON.

The server decides again on every answer. What does not depend on the answers of a respondent is
made once for each page and language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from flask_babel import get_locale
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from app.questionnaires.answering.page_parts import Field
from app.questionnaires.answering.sentences import answer_sentence
from surveys.answers import Page
from surveys.formula import Formula
from surveys.model import Group, Item, Question, Repeat, Survey, walk
from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.numbers import written_number
from surveys.types.range import bounds

MOST_OPTIONS = 200
"""Longer lists are filtered by the server alone: each option would be sent with each page."""

MOST_PLAIN = 500
"""Fields of a page that are made once."""

# Names of questions, and of repeats with what is wanted in each of their entries.
Wanted: TypeAlias = Mapping[str, "Wanted | None"]

_INVALID = {
    "integer": ("not_an_integer",),
    "decimal": ("not_a_number",),
    "range": ("not_a_number", "too_small", "too_large", "not_a_step"),
    "organisation": ("organisation_without_name", "not_a_siret"),
}
"""What the page's script can tell of an answer that its question cannot take."""


@dataclass(frozen=True)
class PageRules:
    """The rules of a page in one language.

    script: the JSON of its items; here: names of its questions; moving: names of the items that
    may come and go as it is filled in; filtered: questions whose choices may; fixed: questions
    that are asked in the same words and with the same choices, whoever is asked; wanted: answers
    that the rules read and that the page does not ask for; plain: fields of fixed questions in
    which nobody wrote a word, by what they show.
    """

    script: Markup
    here: frozenset[str]
    moving: frozenset[str]
    filtered: frozenset[str]
    fixed: frozenset[str]
    wanted: Wanted
    plain: dict[tuple[object, ...], Field] = field(default_factory=dict)

    def plain_field(self, key: tuple[object, ...], make: Callable[[], Field]) -> Field:
        """The field of this key, made once."""
        found = self.plain.get(key)
        if found is None:
            found = make()
            if len(self.plain) < MOST_PLAIN:
                self.plain[key] = found
        return found


_made: WeakKeyDictionary[Page, dict[tuple[str, str], PageRules]] = WeakKeyDictionary()


def rules_of(survey: Survey, page: Page, language: str) -> PageRules:
    """The rules of a page, made once."""
    of_page = _made.setdefault(page, {})
    key = (language, str(get_locale()))
    if key not in of_page:
        of_page[key] = _rules(survey, page, language)
    return of_page[key]


def seen_elsewhere(wanted: Wanted, view: Mapping[str, Any]) -> dict[str, Any]:
    """The wanted answers, as expressions see them."""
    found: dict[str, Any] = {}
    for name, inside in wanted.items():
        value = view.get(name, "")
        if inside is None:
            found[name] = value
        else:
            found[name] = [seen_elsewhere(inside, each) for each in value or ()]
    return found


def _rules(survey: Survey, page: Page, language: str) -> PageRules:
    here = frozenset(place.item.name for place in walk(page.items))
    moving = frozenset(_moving(page.items, here))
    filtered = frozenset(
        question.name
        for question in page.questions()
        if question.choice_filter is not None
        and question.choice_filter.references & here
        and question.type != "organisation"
        and len(survey.choices(question).options) <= MOST_OPTIONS
    )
    script = [_described(item, survey, language, filtered) for item in page.items]
    read = frozenset().union(*(_read(place.item) for place in walk(page.items)))
    return PageRules(
        htmlsafe_json_dumps(script, ensure_ascii=False, separators=(",", ":")),
        here,
        moving,
        filtered,
        frozenset(question.name for question in page.questions() if _is_fixed(question)),
        _wanted(survey.items, read, here),
    )


def _is_fixed(question: Question) -> bool:
    words = (*question.labels.values(), *question.hints.values())
    return question.choice_filter is None and not any("${" in text for text in words)


def _moving(items: Sequence[Item], here: frozenset[str], around: bool = False) -> Iterator[str]:
    for item in items:
        moves = around or (item.relevant is not None and bool(item.relevant.references & here))
        if moves:
            yield item.name
        if not isinstance(item, Question):
            yield from _moving(item.items, here, moves)


def _read(item: Item) -> frozenset[str]:
    """The names of the answers that the page's script reads for an item."""
    formulas = item.formulas().values()
    return frozenset().union(*(formula.references for formula in formulas))


def _wanted(items: Sequence[Item], read: frozenset[str], here: frozenset[str]) -> Wanted:
    found: dict[str, Wanted | None] = {}
    for item in items:
        if isinstance(item, Group):
            found |= _wanted(item.items, read, here)
        elif isinstance(item, Repeat):
            inside = {} if item.name in here else _wanted(item.items, read, here)
            if inside or (item.name in read and item.name not in here):
                found[item.name] = inside
        elif (item.name in read and item.name not in here) or (
            item.name in here and item.type in ("calculate", "hidden")
        ):
            found[item.name] = None
    return found


def _described(
    item: Item, survey: Survey, language: str, filtered: frozenset[str]
) -> dict[str, Any]:
    found: dict[str, Any] = {"name": item.name}
    if item.relevant is not None and not item.relevant.always:
        found["relevant"] = item.relevant.tree
    if isinstance(item, Question):
        found |= {"type": item.type, **_question(item, language)}
        if item.name in filtered:
            found |= _filter(item, survey)
        return found
    found["type"] = "repeat" if isinstance(item, Repeat) else "group"
    if isinstance(item, Repeat) and item.count is not None:
        found["fixed"] = True
    found["items"] = [_described(child, survey, language, filtered) for child in item.items]
    return found


def _question(question: Question, language: str) -> dict[str, Any]:
    if question.type == "calculate":
        formula = question.calculation or question.default_formula
        return {"calculation": formula.tree if formula is not None else question.default}
    if not type_named(question.type).answered or question.type == "hidden":
        return {}
    found: dict[str, Any] = {}
    messages: dict[str, str] = {}
    errors = {
        "required": AnswerError("required", messages=question.required_messages),
        "constraint": AnswerError("constraint", messages=question.constraint_messages),
    }
    for column, formula in (("required", question.required), ("constraint", question.constraint)):
        if formula is not None:
            found[column] = True if formula.always else formula.tree
            messages[column] = answer_sentence(errors[column], language)
    details: dict[str, object] = {"start": "", "step": ""}
    if question.type == "range":
        start, end, step = map(float, bounds(question))
        found["bounds"] = [start, end, step]
        limits = {"too_small": min(start, end), "too_large": max(start, end)}
    for code in _INVALID.get(question.type, ()):
        if code in ("too_small", "too_large"):
            details["limit"] = written_number(limits[code])
        messages[code] = answer_sentence(AnswerError(code, **details), language)
    return found | {"messages": messages}


def _filter(question: Question, survey: Survey) -> dict[str, Any]:
    formula: Formula = question.choice_filter  # type: ignore[assignment]
    return {
        "filter": formula.tree,
        "options": {
            choice.name: {
                column: {"name": choice.name, "label": choice.label(), **choice.filters}.get(
                    column, ""
                )
                for column in sorted(formula.columns)
            }
            for choice in survey.choices(question)
        },
    }
