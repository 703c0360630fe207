"""What an expression is evaluated against: the answers, where it stands among them, and the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from typing import TypeAlias

from surveys.expressions.values import NodeSet, Operand, Value, answer, single

Instance: TypeAlias = Mapping[str, object]

# Repeats inside repeats: deeper answers than this come from no questionnaire.
MAX_REPEATS_DEEP = 10
REGEX_SECONDS = 0.25


@dataclass(slots=True)
class Scope:
    """The answers and the place of one evaluation.

    values: answers by question; a repeat is a list of its instances, each answers by question
    current: the answer that `.` stands for
    path: the instance the expression stands in, from the outermost repeat: ((name, index), …),
        where the first instance has the index 0; an instance that is not stored yet is an empty one
    today: the day for `today()`
    problems: filled by the evaluation with one sentence for each thing that could not be done
    regex_seconds: what is left of the time that all patterns together may take
    """

    values: Instance
    current: Value | None = None
    path: tuple[tuple[str, int], ...] | None = None
    _: KW_ONLY
    today: date
    problems: list[str] = field(default_factory=list)
    regex_seconds: float = REGEX_SECONDS
    _levels: list[tuple[Instance, Sequence[Instance]]] | None = field(
        default=None, init=False, repr=False, compare=False
    )

    def position(self) -> float:
        """The number of the innermost instance, from 1; 1 outside repeats."""
        return float(self.path[-1][1] + 1) if self.path else 1.0

    def resolve(self, name: str) -> Operand:
        """The answer to a question, seen from here.

        Its own instance comes first, then those around it; outside its repeat a question has the
        answers of all instances. An instance that holds no answer to a question of its repeat has
        "", never the answer of its neighbour.
        """
        if self._levels is None:
            self._levels = self._surroundings()
        for instance, neighbours in self._levels:
            if name in instance:
                return answer(instance[name])
            below = _below(instance, name)
            if below is not None:
                return NodeSet(below)
            for neighbour in neighbours:
                if name in neighbour:
                    return ""
                if _below(neighbour, name) is not None:
                    return NodeSet()
        return NodeSet()

    def instances(self, repeat: str) -> Sequence[Instance]:
        """The instances of a repeat seen from here: its own neighbours, or all of them."""
        if self._levels is None:
            self._levels = self._surroundings()
        for instance, _ in self._levels:
            if repeat in instance:
                return _instances(instance[repeat])
        return ()

    def _surroundings(self) -> list[tuple[Instance, Sequence[Instance]]]:
        """The instances around this place from the innermost out, each with its neighbours."""
        levels: list[tuple[Instance, Sequence[Instance]]] = [(self.values, ())]
        here = self.values
        for name, index in self.path or ():
            instances = _instances(here.get(name))
            here = instances[index] if 0 <= index < len(instances) else {}
            levels.append((here, instances))
        return levels[::-1]


def _instances(raw: object) -> list[Instance]:
    """The instances of a repeat; none for any other answer."""
    if not isinstance(raw, list | tuple) or not raw or not isinstance(raw[0], Mapping):
        return []
    return [item for item in raw if isinstance(item, Mapping)]


def _below(around: Instance, name: str, deep: int = 1) -> list[Value] | None:
    """The answers to a question in the repeats below, or None when no repeat below has it."""
    found: list[Value] | None = None
    if deep > MAX_REPEATS_DEEP:
        return found
    for raw in around.values():
        if isinstance(raw, str):
            continue
        instances = _instances(raw)
        if any(name in instance for instance in instances):
            answers = [single(answer(instance.get(name))) for instance in instances]
            found = (found or []) + answers
            continue
        for instance in instances:
            below = _below(instance, name, deep + 1)
            if below is not None:
                found = (found or []) + below
    return found
