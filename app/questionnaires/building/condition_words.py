"""Conditions in words, and the picks that make them."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from surveys.editing import VALUED, Comparison, Condition, condition_of, operators_for
from surveys.formula import Formula
from surveys.model import Question, Survey
from surveys.types.other import offered

MOST_OFFERED = 60
"""Earlier questions, and choices of each, that are offered; conditions on others are written."""

LONGEST_SHOWN = 70
LONGEST_PICKED = 30
WITH_CHOICE = ("is", "is_not", "includes", "excludes")

PHRASES = {
    "is": _l("is “%(value)s”"),
    "is_not": _l("is not “%(value)s”"),
    "includes": _l("includes “%(value)s”"),
    "excludes": _l("does not include “%(value)s”"),
    "eq": _l("equals %(value)s"),
    "ne": _l("differs from %(value)s"),
    "lt": _l("is less than %(value)s"),
    "le": _l("is at most %(value)s"),
    "ge": _l("is at least %(value)s"),
    "gt": _l("is more than %(value)s"),
    "count_eq": _l("has exactly %(value)s ticks"),
    "count_ge": _l("has at least %(value)s ticks"),
    "count_le": _l("has at most %(value)s ticks"),
    "answered": _l("was answered"),
    "empty": _l("was not answered"),
    "ticked": _l("is ticked"),
    "unticked": _l("is not ticked"),
}
"""What is said of an earlier answer, by operator; translated when it is said, and only that one."""

Picks = dict[str, list[tuple[str, str]]]


def condition_in_words(formula: Formula, survey: Survey, language: str) -> str:
    """The condition as a phrase, or the expression itself when it says more."""
    condition = condition_of(formula, survey)
    if condition is None:
        return formula.text
    between = f" {_('and')} " if condition.joined == "and" else f" {_('or')} "
    return between.join(_in_words(each, survey, language) for each in condition.tests)


def _in_words(test: Comparison, survey: Survey, language: str, longest: int = LONGEST_SHOWN) -> str:
    question = survey.questions[test.question]
    value = test.value
    if test.operator in WITH_CHOICE:
        options = offered(question, survey.choices(question))
        value = next((each.label(language) for each in options if each.name == value), value)
    return _(
        "“%(question)s” %(comparison)s",
        question=shortened(question, language, longest),
        comparison=str(PHRASES[test.operator]) % {"value": value},
    )


def picks_before(survey: Survey, name: str | None, language: str) -> Picks:
    """What a condition may be about: by question, the codes of the picks and their words.

    Only questions asked before the item called `name` are offered, all of them for a new one.
    """
    end = survey.places[name].order if name is not None else len(survey.places)
    earlier = [
        question
        for question in survey.questions.values()
        if survey.places[question.name].order < end and operators_for(question)
    ]
    # Two questions may read the same: their names tell them apart.
    return {
        f"{shortened(question, language)} [{question.name}]": list(
            _picks(question, survey, language)
        )
        for question in earlier[-MOST_OFFERED:]
    }


def _picks(question: Question, survey: Survey, language: str) -> Iterator[tuple[str, str]]:
    options = offered(question, survey.choices(question))[:MOST_OFFERED]
    for operator in operators_for(question):
        codes = [each.name for each in options] if operator in WITH_CHOICE else [""]
        for code in codes:
            test = Comparison(question.name, operator, code or "…")
            yield (
                pick_of(Comparison(question.name, operator, code)),
                _in_words(test, survey, language, LONGEST_PICKED),
            )


def pick_of(test: Comparison) -> str:
    """The code of a pick; the number of a comparison stands in a field of its own."""
    value = "" if test.operator in VALUED else test.value
    return f"{test.operator}|{test.question}|{value}"


def comparison_of(pick: str, number: str) -> Comparison:
    """What a pick and the number beside it say."""
    operator, question, value = pick.split("|", 2)
    return Comparison(question, operator, number if operator in VALUED else value)


def written_condition(condition: Condition | None) -> list[tuple[str, str]]:
    """The picks of a condition, each with its number."""
    tests = condition.tests if condition else ()
    return [(pick_of(each), each.value if each.operator in VALUED else "") for each in tests]


def shortened(question: Question, language: str, longest: int = LONGEST_SHOWN) -> str:
    """The text of a question, cut when it is long."""
    text = " ".join(question.labels.text(language).split()) or question.name
    return text if len(text) <= longest else f"{text[:longest]}…"
