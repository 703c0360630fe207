"""What is asked and what is kept, given everything answered so far."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.answers.address import Answers, InstancePath, address, instances_of
from surveys.answers.evaluator import Evaluator
from surveys.answers.plan import GroupStep, Level, QuestionStep, RepeatStep, Step, plan_of
from surveys.expressions import Value as Result
from surveys.expressions import to_number
from surveys.model import Survey
from surveys.problems import AnswerError
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
    plan = plan_of(survey)
    view = _view(plan, answers)
    evaluator = Evaluator(survey, view, today)
    settling = _Settling(evaluator)
    for _ in range(_MAX_ROUNDS):
        settling.begin()
        kept = settling.level(plan, answers, view, ())
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

    def level(
        self, level: Level, stored: Mapping[str, Any], view: Answers, path: InstancePath
    ) -> Answers:
        """Walk the items of one instance; return the answers kept there."""
        kept: Answers = {}
        self._walk(level.steps, stored, view, kept, path, address(path, ""))
        return kept

    def _walk(
        self,
        steps: Sequence[Step],
        stored: Mapping[str, Any],
        view: Answers,
        kept: Answers,
        path: InstancePath,
        start: str,
    ) -> None:
        """Add to `kept`; `start` is how the addresses of the instance start."""
        visible = self.visible
        for step in steps:
            if step.relevant is not None:
                current = view.get(step.name) if isinstance(step, QuestionStep) else None
                if not self.evaluator.holds(step.relevant, path, current):
                    self._forget(step, view)
                    continue
            visible.add(start + step.name)
            if isinstance(step, QuestionStep):
                if step.stored:
                    self._question(step, stored, view, kept, path)
            elif isinstance(step, GroupStep):
                self._walk(step.steps, stored, view, kept, path, start)
            else:
                kept[step.name] = self._instances(step, stored, view, path)

    def _question(
        self,
        step: QuestionStep,
        stored: Mapping[str, Any],
        view: Answers,
        kept: Answers,
        path: InstancePath,
    ) -> None:
        name = step.name
        value: Value | None = None
        if not step.answered:
            kept[name] = value = self._computed(step, path)
        elif name in stored:
            kept[name] = value = self._allowed(step, stored[name], path)
        elif step.has_default and (value := self._default(step, path)) is not None:
            kept[name] = value
        seen = step.seen(value)
        if name not in view or not _same(view[name], seen):
            view[name] = seen
            self.changed = True

    def _instances(
        self, repeat: RepeatStep, stored: Mapping[str, Any], view: Answers, path: InstancePath
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
            kept.append(self.level(repeat.level, instance, views[index], inside))
        return kept

    def _computed(self, step: QuestionStep, path: InstancePath) -> Value | None:
        question = step.question
        if question.calculation is None:
            return self._default(step, path) if question.default else None
        return _stored(self.evaluator.result(question.calculation, path))

    def _default(self, step: QuestionStep, path: InstancePath) -> Value | None:
        question = step.question
        formula = question.default_formula or question.calculation
        text = question.default
        if formula is not None:
            computed = _stored(self.evaluator.result(formula, path))
            if not step.answered:
                return computed
            text = "" if computed is None else str(computed)
        elif not step.answered:
            return text or None
        if not text:
            return None
        raw = text.split() if question.type in {"select_multiple", "rank"} else [text]
        try:
            return step.kind.read(raw, question, self.evaluator.choices(question, path))
        except AnswerError:
            return None

    def _allowed(self, step: QuestionStep, value: Any, path: InstancePath) -> Value | None:
        """Return what the choice filter leaves of a value."""
        if value is None or not step.fits(value):
            return None
        if not step.kind.takes_choices:
            return value  # type: ignore[no-any-return]
        question, names = step.question, step.codes
        if names is None:
            choices = self.evaluator.choices(question, path)
            names = frozenset(choice.name for choice in offered(question, choices))
        if type(value) is str:
            return value if value in names else None
        given = codes_of(value)
        codes = [code for code in given if code in names]
        if len(codes) == len(given):
            return value  # type: ignore[no-any-return]
        if not codes:
            return None
        text = other_of(value)
        if text and OTHER in codes:
            return {"codes": codes, OTHER: text}
        return codes if isinstance(value, list) or question.type != "select_one" else codes[0]

    def _forget(self, step: Step, view: Answers) -> None:
        for each in step.within if isinstance(step, GroupStep) else (step,):
            if isinstance(each, QuestionStep):
                if view.get(each.name, "") != "":
                    self.changed = True
                view[each.name] = ""
                continue
            if view.get(each.name):
                self.changed = True
                self.evaluator.forget_instances()
            view[each.name] = []


def _view(level: Level, answers: Mapping[str, Any]) -> Answers:
    """Return what expressions see at first: every answer given, relevant or not.

    Calculations start from what they were: where nothing changed, one round is enough.
    """
    view = dict(level.nothing)
    for name, value in answers.items():
        step = level.questions.get(name)
        if step is not None and step.fits(value):
            view[name] = step.seen(value)
    for repeat in level.repeats:
        instances = instances_of(answers, repeat.name)[:MAX_INSTANCES]
        view[repeat.name] = [_view(repeat.level, instance) for instance in instances]
    return view


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
