"""What of a questionnaire no answer changes, worked out once for each definition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from surveys.answers.address import Answers
from surveys.formula import Formula
from surveys.model import Group, Item, Question, Repeat, Survey
from surveys.types import QuestionType, type_named
from surveys.types.other import offered
from surveys.types.value import Value

Made = TypeVar("Made")

_SEVERAL = frozenset({"select_multiple", "rank"})
_NUMBERS = frozenset({"integer", "decimal", "range"})
_MAPPINGS = frozenset({"organisation", "file"})


@dataclass(frozen=True, eq=False, slots=True)
class QuestionStep:
    """A question: whether it is asked without condition (`relevant` is None then), has a
    default, takes any text as it is; `stored` and `answered` are those of its type.

    codes: what may be chosen; None where a filter decides, and where nothing is chosen.
    """

    question: Question
    name: str
    relevant: Formula | None
    kind: QuestionType
    stored: bool
    answered: bool
    has_default: bool
    takes_text: bool
    codes: frozenset[str] | None

    def fits(self, value: Any) -> bool:
        """Whether a stored value has the shape that its type gives."""
        if self.takes_text and type(value) is str:
            return True
        return value is None or _fits(self.question, self.kind, value)

    def seen(self, value: Value | None) -> object:
        """What expressions see of a value that fits; nothing yet is an empty text."""
        if type(value) is str:
            return value
        return "" if value is None else self.kind.for_expressions(value)


@dataclass(frozen=True, eq=False, slots=True)
class GroupStep:
    """A group; `within` are the questions and repeats in it and in its groups, in order."""

    name: str
    relevant: Formula | None
    steps: tuple[Step, ...]
    within: tuple[QuestionStep | RepeatStep, ...]


@dataclass(frozen=True, eq=False, slots=True)
class RepeatStep:
    """A repeat, and what one instance of it holds."""

    name: str
    relevant: Formula | None
    count: Formula | None
    level: Level


Step: TypeAlias = QuestionStep | GroupStep | RepeatStep


@dataclass(frozen=True, eq=False, slots=True)
class Level:
    """The items outside repeats, or those of one instance.

    questions, repeats: those of the groups included; nothing: what expressions see of the
    questions and repeats, in order, before anything is answered.
    """

    steps: tuple[Step, ...]
    questions: Mapping[str, QuestionStep]
    repeats: tuple[RepeatStep, ...]
    nothing: Answers


def once_for_each_survey(make: Callable[[Survey], Made]) -> Callable[[Survey], Made]:
    """Keep what is made of the questionnaires that were used last."""

    @lru_cache(maxsize=64)
    def made(key: _ById) -> Made:
        return make(key.survey)

    return lambda survey: made(_ById(survey))


class _ById:
    """A survey as a key: it is frozen, but holds mappings and cannot be hashed."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey

    def __hash__(self) -> int:
        return id(self.survey)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.survey is self.survey


@once_for_each_survey
def plan_of(survey: Survey) -> Level:
    """The plan of a questionnaire, made once."""
    return _level(survey, survey.items)


def _level(survey: Survey, items: Sequence[Item]) -> Level:
    steps = tuple(_step(survey, item) for item in items)
    within = tuple(_within(steps))
    return Level(
        steps,
        {step.name: step for step in within if isinstance(step, QuestionStep)},
        tuple(step for step in within if isinstance(step, RepeatStep)),
        {step.name: "" if isinstance(step, QuestionStep) else [] for step in within},
    )


def _step(survey: Survey, item: Item) -> Step:
    relevant = None if item.relevant is None or item.relevant.always else item.relevant
    if isinstance(item, Group):
        steps = tuple(_step(survey, child) for child in item.items)
        return GroupStep(item.name, relevant, steps, tuple(_within(steps)))
    if isinstance(item, Repeat):
        return RepeatStep(item.name, relevant, item.count, _level(survey, item.items))
    kind = type_named(item.type)
    formula = item.default_formula or item.calculation
    codes = None
    if kind.takes_choices and item.choice_filter is None:
        codes = frozenset(choice.name for choice in offered(item, survey.choices(item)))
    return QuestionStep(
        question=item,
        name=item.name,
        relevant=relevant,
        kind=kind,
        stored=kind.stored,
        answered=kind.answered,
        has_default=formula is not None or bool(item.default),
        takes_text=_takes_text(item, kind),
        codes=codes,
    )


def _within(steps: Sequence[Step]) -> Iterator[QuestionStep | RepeatStep]:
    for step in steps:
        if isinstance(step, GroupStep):
            yield from step.within
        else:
            yield step


def _takes_text(question: Question, kind: QuestionType) -> bool:
    if not kind.answered:
        return kind.stored
    return question.type not in _SEVERAL | _NUMBERS | _MAPPINGS


def _fits(question: Question, kind: QuestionType, value: Any) -> bool:
    if not kind.answered:
        return isinstance(value, str | int | float) and kind.stored
    if isinstance(value, dict):
        if question.type == "organisation":
            return isinstance(value.get("name"), str)
        if question.type == "file":
            return isinstance(value.get("key"), str) and "name" in value and "size" in value
        codes = value.get("codes")
        return question.or_other and isinstance(codes, list) and bool(codes)
    if isinstance(value, list):
        return question.type in _SEVERAL and bool(value)
    if question.type in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) and _takes_text(question, kind)
