"""Conditions that can never hold.

The analysis is a simple one and never wrong in saying "never": it looks at constants, at the
options that exist, and at comparisons of one question with constants that exclude each other.
"""

import datetime
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from surveys.expressions import Scope, Tree, evaluate, references, truth
from surveys.model import Question, Survey
from surveys.types.other import offered

_MIRROR = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_ONE_CHOICE = frozenset({"select_one", "likert"})
_NUMBERS = frozenset({"integer", "decimal", "range"})
_OTHERS = frozenset({"select_multiple", "rank", "calculate", "organisation", "file"})
_MANY_BRANCHES = 64


@dataclass
class _Facts:
    """What a condition asks of one question."""

    equal: set[str | float] = field(default_factory=set)
    different: set[str | float] = field(default_factory=set)
    ticked: set[str] = field(default_factory=set)
    unticked: set[str] = field(default_factory=set)
    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False

    def impossible(self, question: Question | None, survey: Survey) -> bool:
        if len(self.equal) > 1 or self.equal & self.different or self.ticked & self.unticked:
            return True
        if self.low > self.high or (self.low == self.high and (self.low_open or self.high_open)):
            return True
        numbers = {value for value in self.equal if isinstance(value, float)}
        if any(not self._within(number) for number in numbers):
            return True
        if question is None:
            return False
        if question.type in _ONE_CHOICE and self._one_choice_impossible():
            return True
        return bool(self._codes(question) - _codes_of(question, survey))

    def _within(self, number: float) -> bool:
        above = number > self.low or (number == self.low and not self.low_open)
        below = number < self.high or (number == self.high and not self.high_open)
        return above and below

    def _one_choice_impossible(self) -> bool:
        asked = self.ticked | {str(value) for value in self.equal}
        return len(asked) > 1 or bool(asked & self.unticked)

    def _codes(self, question: Question) -> set[str]:
        if question.type in _ONE_CHOICE:
            texts = {value for value in self.equal if isinstance(value, str) and value}
            return self.ticked | texts
        return self.ticked if question.type == "select_multiple" else set()


def never_holds(trees: Sequence[Tree], survey: Survey, current: Question | None = None) -> bool:
    """Whether these conditions can never hold together; `current` is what `.` stands for."""
    return _never(list(trees), survey, current, frozenset())


def _never(
    trees: list[Tree], survey: Survey, current: Question | None, followed: frozenset[str]
) -> bool:
    parts = [part for tree in trees for part in _run(tree, "and")]
    facts: dict[str, _Facts] = {}
    for part in parts:
        if _is_constant(part):
            if not truth(evaluate(part, _NOWHERE)):
                return True
            continue
        branches = list(_run(part, "or"))
        if 1 < len(branches) <= _MANY_BRANCHES:
            if all(_never([branch], survey, current, followed) for branch in branches):
                return True
            continue
        _learn(part, facts, survey, current)
    for name, known in facts.items():
        question = current if name == "." else survey.questions.get(name)
        if known.impossible(question, survey):
            return True
    # A question that must have an answer must be asked too.
    needed = {name for name, known in facts.items() if known.ticked or any(known.equal)}
    more = [
        tree
        for name in sorted(needed - followed)
        if name in survey.questions
        for tree in conditions_of(survey, name)
    ]
    return bool(more) and _never([*trees, *more], survey, current, followed | needed)


def conditions_of(survey: Survey, name: str) -> list[Tree]:
    """Return what must hold for an item to be asked: its condition and those around it."""
    place = survey.places[name]
    items = (*place.containers, place.item)
    return [item.relevant.tree for item in items if item.relevant is not None]


_NOWHERE = Scope({}, today=datetime.date(2000, 1, 1))
_CHANGING = frozenset({"today", "now", "once", "position"})


def _is_constant(tree: Tree) -> bool:
    return not references(tree) and not _mentions_moment(tree)


def _mentions_moment(tree: Tree) -> bool:
    if not isinstance(tree, dict):
        return False
    if tree.get("call") in _CHANGING or tree.get("ref") == ".":
        return True
    return any(_mentions_moment(child) for child in tree.get("args", ()))


def _run(tree: Tree, operator: str) -> Iterator[Tree]:
    if isinstance(tree, dict) and tree.get("op") == operator:
        for child in tree["args"]:
            yield from _run(child, operator)
    else:
        yield tree


def _learn(tree: Tree, facts: dict[str, _Facts], survey: Survey, current: Question | None) -> None:
    if not isinstance(tree, dict):
        return
    if tree.get("call") == "not" and len(tree["args"]) == 1:
        inside = tree["args"][0]
        if (found := _selected(inside)) is not None:
            facts.setdefault(found[0], _Facts()).unticked.add(found[1])
        return
    if (found := _selected(tree)) is not None:
        facts.setdefault(found[0], _Facts()).ticked.add(found[1])
        return
    operator = tree.get("op")
    if operator not in _MIRROR:
        return
    left, right = tree["args"]
    if isinstance(right, dict) and "ref" in right:
        left, right, operator = right, left, _MIRROR[operator]
    if isinstance(left, dict) and "ref" in left and isinstance(right, str | float):
        question = current if left["ref"] == "." else survey.questions.get(left["ref"])
        if question is not None and not survey.places[question.name].repeats:
            _compare(facts.setdefault(left["ref"], _Facts()), operator, right, question)


def _compare(known: _Facts, operator: str, value: str | float, question: Question) -> None:
    if question.type in _ONE_CHOICE:
        value = value if isinstance(value, str) else f"{value:g}"
    elif isinstance(value, float) != (question.type in _NUMBERS) or question.type in _OTHERS:
        # Texts and numbers are compared in their own way: nothing is learnt from a mixture.
        return
    if operator == "=":
        known.equal.add(value)
    elif operator == "!=":
        known.different.add(value)
    elif isinstance(value, float) and question.type in _NUMBERS:
        strict = operator in {"<", ">"}
        if operator.startswith(">") and (value, strict) > (known.low, known.low_open):
            known.low, known.low_open = value, strict
        elif operator.startswith("<") and (-value, strict) > (-known.high, known.high_open):
            known.high, known.high_open = value, strict


def _selected(tree: Tree) -> tuple[str, str] | None:
    if not isinstance(tree, dict) or tree.get("call") != "selected":
        return None
    who, what = tree["args"]
    if isinstance(who, dict) and "ref" in who and isinstance(what, str):
        return who["ref"], what
    return None


def _codes_of(question: Question, survey: Survey) -> set[str]:
    return {choice.name for choice in offered(question, survey.choices(question))}
