"""What is asked and what is kept, given everything answered so far."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.answers.address import Answers, InstancePath, address, instances_of
from surveys.answers.evaluator import Evaluator, seen
from surveys.expressions import Value as Result
from surveys.expressions import to_number
from surveys.model import Group, Item, Question, Repeat, Survey
from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.other import OTHER, codes_of, offered, other_of
from surveys.types.value import Value

MAX_INSTANCES = 100
MOST_COUNTED = 2_000
"""Entries of all repeats that a number makes: repeats in repeats would multiply theirs."""

# A condition may look at a later question; each round lets the news travel one condition back.
_MAX_ROUNDS = 12


@dataclass(frozen=True)
class State:
    """A questionnaire at one moment.

    answers: what is kept; visible: addresses of the groups, repeats and questions that are
    asked; evaluator: evaluates formulas over these answers.
    """

    survey: Survey
    answers: Answers
    visible: frozenset[str]
    evaluator: Evaluator

    def asks(self, path: InstancePath, name: str) -> bool:
        return address(path, name) in self.visible

    @property
    def problems(self) -> tuple[str, ...]:
        """Sentences about the formulas that could not be computed."""
        return tuple(dict.fromkeys(self.evaluator.problems))


def settle(survey: Survey, answers: Mapping[str, Any], today: datetime.date) -> State:
    """Keep the answers to relevant questions, compute calculations, give defaults.

    A question that is absent gets its default the first time that it is asked; one that holds
    None was left empty by the person and stays so. What no known question holds is left out.
    Nothing raises for odd answers: a value of the wrong shape is left out.
    """
    view = _view(survey.items, answers)
    evaluator = Evaluator(survey, view, today)
    settling = _Settling(evaluator)
    for _ in range(_MAX_ROUNDS):
        settling.begin()
        kept = settling.items(survey.items, answers, view, ())
        if not settling.changed:
            break
    return State(survey, kept, frozenset(settling.visible), evaluator)


def visible(survey: Survey, answers: Mapping[str, Any], today: datetime.date) -> frozenset[str]:
    """Return the addresses (`projects/0/title`) of everything that is asked."""
    return settle(survey, answers, today).visible


def clean(survey: Survey, answers: Mapping[str, Any], today: datetime.date) -> Answers:
    """Return the answers to keep: never one to a question that is not relevant."""
    return settle(survey, answers, today).answers


class _Settling:
    """One round walks the questionnaire in order; `changed` tells whether to walk again."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.visible: set[str] = set()
        self.changed = False
        self.counted = 0

    def begin(self) -> None:
        self.visible = set()
        self.changed = False
        self.counted = 0

    def items(
        self,
        items: Sequence[Item],
        stored: Mapping[str, Any],
        view: Answers,
        path: InstancePath,
    ) -> Answers:
        """Walk the items of one instance; return the answers kept there."""
        kept: Answers = {}
        for item in items:
            current = view.get(item.name) if isinstance(item, Question) else None
            if not self.evaluator.holds(item.relevant, path, current):
                self._forget(item, view)
                continue
            self.visible.add(address(path, item.name))
            if isinstance(item, Group):
                kept |= self.items(item.items, stored, view, path)
            elif isinstance(item, Repeat):
                kept[item.name] = self._instances(item, stored, view, path)
            elif type_named(item.type).stored:
                self._question(item, stored, view, kept, path)
        return kept

    def _question(
        self,
        question: Question,
        stored: Mapping[str, Any],
        view: Answers,
        kept: Answers,
        path: InstancePath,
    ) -> None:
        name = question.name
        if not type_named(question.type).answered:
            value = self._computed(question, path)
            kept[name] = value
        elif name in stored:
            value = self._allowed(question, stored[name], path)
            kept[name] = value
        else:
            value = self._default(question, path)
            if value is not None:
                kept[name] = value
        self._show(view, name, seen(question, value))

    def _instances(
        self, repeat: Repeat, stored: Mapping[str, Any], view: Answers, path: InstancePath
    ) -> list[Answers]:
        before = instances_of(stored, repeat.name)[:MAX_INSTANCES]
        wanted = len(before)
        if repeat.count is not None:
            number = to_number(self.evaluator.result(repeat.count, path))
            wanted = 0 if math.isnan(number) else int(max(0, min(MAX_INSTANCES, number)))
            wanted = min(wanted, MOST_COUNTED - self.counted)
            self.counted += wanted
        before = before[:wanted] + [{}] * (wanted - len(before))
        views = view.get(repeat.name)
        if not isinstance(views, list) or len(views) != wanted:
            views = [*(views or []), *({} for _ in range(wanted))][:wanted]
            view[repeat.name] = views
            self.changed = True
            self.evaluator.forget_instances()
        kept = []
        for index, instance in enumerate(before):
            self.visible.add(address(path, f"{repeat.name}/{index}"))
            inside = (*path, (repeat.name, index))
            kept.append(self.items(repeat.items, instance, views[index], inside))
        return kept

    def _computed(self, question: Question, path: InstancePath) -> Value | None:
        if question.calculation is None:
            return self._default(question, path) if question.default else None
        return _stored(self.evaluator.result(question.calculation, path))

    def _default(self, question: Question, path: InstancePath) -> Value | None:
        formula = question.default_formula or question.calculation
        text = question.default
        if formula is not None:
            computed = _stored(self.evaluator.result(formula, path))
            if not type_named(question.type).answered:
                return computed
            text = "" if computed is None else str(computed)
        elif not type_named(question.type).answered:
            return text or None
        if not text:
            return None
        raw = text.split() if question.type in {"select_multiple", "rank"} else [text]
        try:
            return type_named(question.type).read(
                raw, question, self.evaluator.choices(question, path)
            )
        except AnswerError:
            return None

    def _allowed(self, question: Question, value: Any, path: InstancePath) -> Value | None:
        """Return what the choice filter leaves of a value."""
        if not _fits(question, value):
            return None
        if not type_named(question.type).takes_choices or value is None:
            return value  # type: ignore[no-any-return]
        choices = self.evaluator.choices(question, path)
        names = {choice.name for choice in offered(question, choices)}
        codes = [code for code in codes_of(value) if code in names]
        if codes == codes_of(value):
            return value  # type: ignore[no-any-return]
        if not codes:
            return None
        text = other_of(value)
        if text and OTHER in codes:
            return {"codes": codes, OTHER: text}
        return codes if isinstance(value, list) or question.type != "select_one" else codes[0]

    def _show(self, view: Answers, name: str, value: object) -> None:
        if name not in view or not _same(view[name], value):
            view[name] = value
            self.changed = True

    def _forget(self, item: Item, view: Answers) -> None:
        if isinstance(item, Question):
            if view.get(item.name, "") != "":
                self.changed = True
            view[item.name] = ""
        elif isinstance(item, Repeat):
            if view.get(item.name):
                self.changed = True
                self.evaluator.forget_instances()
            view[item.name] = []
        else:
            for child in item.items:
                self._forget(child, view)


def _view(items: Sequence[Item], answers: Mapping[str, Any]) -> Answers:
    """Return what expressions see at first: every answer given, relevant or not.

    Calculations start from what they were: where nothing changed, one round is enough.
    """
    view: Answers = {}
    for item in items:
        if isinstance(item, Group):
            view |= _view(item.items, answers)
        elif isinstance(item, Repeat):
            view[item.name] = [
                _view(item.items, instance)
                for instance in instances_of(answers, item.name)[:MAX_INSTANCES]
            ]
        else:
            value = answers.get(item.name)
            view[item.name] = seen(item, value) if _fits(item, value) else ""
    return view


def _fits(question: Question, value: Any) -> bool:
    """Whether a stored value has the shape that its type gives."""
    if value is None:
        return True
    if not type_named(question.type).answered:
        return isinstance(value, str | int | float) and type_named(question.type).stored
    if isinstance(value, dict):
        if question.type == "organisation":
            return isinstance(value.get("name"), str)
        if question.type == "file":
            return isinstance(value.get("key"), str) and "name" in value and "size" in value
        codes = value.get("codes")
        return question.or_other and isinstance(codes, list) and bool(codes)
    if isinstance(value, list):
        return question.type in {"select_multiple", "rank"} and bool(value)
    if question.type in {"integer", "decimal", "range"}:
        return isinstance(value, int | float) and not isinstance(value, bool)
    plain = question.type not in {"select_multiple", "rank", "organisation", "file"}
    return isinstance(value, str) and plain


def _stored(result: Result) -> Value | None:
    """Return a computed result as an answer: a whole number without its point, never NaN."""
    if isinstance(result, bool):
        return "true" if result else "false"
    if isinstance(result, float):
        if not math.isfinite(result):
            return None
        return int(result) if result.is_integer() else result
    return result or None


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other
