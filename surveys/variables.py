"""Closed questions as variables: the categories into which each answer falls.

Numbers are cut into classes that hold about as many people each; a ranking counts by its first
place; an organisation is two variables. Questions of a repeat are none: they belong to no person.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveys.model import Choice, Question, Survey
from surveys.texts import Texts
from surveys.types.numbers import written_number
from surveys.types.organisation import part_label
from surveys.types.other import codes_of, offered
from surveys.types.tallies import InOrder

NOT_ASKED = object()
"""Stands where somebody was not asked; None where they did not answer."""

OUTSIDE = 2
"""The last columns of `Variable.indicators`: no answer, not asked."""

CLASSES = 5
NUMBERS = frozenset({"integer", "decimal", "range"})
SELECTS = frozenset({"select_one", "likert", "select_multiple"})

_FIRST_PLACE = Texts(fr="en premier", en="in first place")
_AT_MOST = Texts(fr="{high} ou moins", en="{high} or less")
_BETWEEN = Texts(fr="de {low} à {high}", en="{low} to {high}")
_ABOVE = Texts(fr="plus de {low}", en="more than {low}")
_ANY = Texts(fr="Toutes les valeurs", en="Every value")
_UNANSWERED = Texts(fr="Sans réponse", en="No answer")
_NOT_CONCERNED = Texts(fr="Question non posée", en="Not asked")


@dataclass(frozen=True)
class Variable:
    """`key` names it in addresses; `categories` are codes and labels in order.

    `part` is the part of an organisation, `cuts` the upper ends of the classes of a number.
    """

    key: str
    question: Question
    label: str
    categories: tuple[tuple[str, str], ...]
    several: bool = False
    part: str = ""
    cuts: tuple[float, ...] = ()

    @property
    def may_filter(self) -> bool:
        """Whether people are told apart by it: a number or a ranking has too many values."""
        return self.question.type in SELECTS or bool(self.part)

    def codes(self, value: Any) -> list[str]:
        """The categories of one answer, none for no answer."""
        if value is None or value is NOT_ASKED:
            return []
        if self.part:
            code = value.get(self.part) if isinstance(value, dict) else None
            return [code] if code else []
        if self.question.type in NUMBERS:
            return [str(bisect_left(self.cuts, value))]
        codes = codes_of(value)
        return codes[:1] if self.question.type == "rank" else codes

    def indicators(self, column: Sequence[Any]) -> NDArray[np.int64]:
        """People x categories, 1 where somebody falls into one.

        The last two columns hold those who did not answer, and those who were not asked.
        """
        places = {code: place for place, (code, _label) in enumerate(self.categories)}
        unanswered, not_asked = len(places), len(places) + 1
        people: list[int] = []
        categories: list[int] = []
        for person, value in enumerate(column):
            codes = [places[code] for code in self.codes(value) if code in places]
            codes = codes or [not_asked if value is NOT_ASKED else unanswered]
            categories += codes
            people += [person] * len(codes)
        found = np.zeros((len(column), len(places) + OUTSIDE), dtype=np.int64)
        found[people, categories] = 1
        return found


def outside_labels(language: str | None) -> tuple[str, str]:
    """What the last two columns of `Variable.indicators` are called."""
    return _UNANSWERED.text(language), _NOT_CONCERNED.text(language)


def variables_of(survey: Survey, language: str | None = None) -> dict[str, Variable]:
    """Every variable of a questionnaire by key, in its order; numbers are not cut yet."""
    found = [
        variable
        for name, question in survey.questions.items()
        if not survey.places[name].repeats
        for variable in _variables(survey, question, language)
    ]
    return {variable.key: variable for variable in found}


def _variables(survey: Survey, question: Question, language: str | None) -> Iterator[Variable]:
    choices = survey.choices(question)
    label = question.labels.text(language) or question.name
    if question.type in SELECTS:
        options = _named(offered(question, choices), language)
        yield Variable(
            question.name, question, label, options, several=question.type == "select_multiple"
        )
    elif question.type == "rank":
        label = f"{label} – {_FIRST_PLACE.text(language)}"
        yield Variable(question.name, question, label, _named(choices.options, language))
    elif question.type in NUMBERS:
        yield Variable(question.name, question, label, ())
    elif question.type == "organisation":
        parts = {"actor_type": choices.options, "territory": choices.territories}
        for part, found in parts.items():
            if found:
                yield Variable(
                    f"{question.name}#{part}",
                    question,
                    f"{label} – {part_label(part, language)}",
                    _named(found, language),
                    part=part,
                )


def _named(options: Sequence[Choice], language: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((choice.name, choice.label(language)) for choice in options)


def with_classes(variable: Variable, numbers: InOrder, language: str | None) -> Variable:
    """Cut a number into up to five classes of about as many people; anything else is unchanged.

    The ends are rounded to two digits and open on both sides: no class tells the smallest or the
    largest answer.
    """
    if variable.question.type not in NUMBERS:
        return variable
    are_whole = variable.question.type == "integer"
    cuts: tuple[float, ...] = ()
    if len(numbers) > 1:
        ends = [numbers.quantile(place / CLASSES) for place in range(1, CLASSES)]
        rounded = {float(f"{math.floor(end) if are_whole else end:.2g}") for end in ends}
        low, high = numbers.numbers[0], numbers.numbers[-1]
        cuts = tuple(sorted(end for end in rounded if low <= end < high))
    labels = tuple(_class_labels(cuts, are_whole, language))
    categories = tuple((str(place), label) for place, label in enumerate(labels))
    return replace(variable, cuts=cuts, categories=categories)


def _class_labels(cuts: tuple[float, ...], are_whole: bool, language: str | None) -> Iterator[str]:
    if not cuts:
        yield _ANY.text(language)
        return
    yield _AT_MOST.text(language).format(high=_number(cuts[0], language))
    for low, high in pairwise(cuts):
        if are_whole and int(low) + 1 == int(high):
            yield _number(high, language)
            continue
        start = int(low) + 1 if are_whole else low
        yield _BETWEEN.text(language).format(
            low=_number(start, language), high=_number(high, language)
        )
    yield _ABOVE.text(language).format(low=_number(cuts[-1], language))


def _number(value: float, language: str | None) -> str:
    written = written_number(value)
    return written.replace(".", ",") if language in {None, "fr"} else written
