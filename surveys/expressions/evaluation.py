"""The value of a tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from surveys.expressions.arithmetic import divide, remainder, truncated
from surveys.expressions.comparison import compare
from surveys.expressions.functions import FUNCTIONS, is_empty
from surveys.expressions.scope import Scope
from surveys.expressions.tree import COMPARISONS, CURRENT, NEGATION, Tree
from surveys.expressions.values import Operand, Value, answer, single, to_number, truth

_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": divide,
    "mod": remainder,
}


# A part of a tree, ready to be evaluated any number of times.
_Part: TypeAlias = Callable[[Scope], Operand]
Evaluation: TypeAlias = Callable[[Scope], Value]


def evaluate(tree: Tree, scope: Scope) -> Value:
    """The value of a tree made by `parse`, for these answers.

    Never raises: a name that has no answer is "", what is not a number is NaN, and what could not
    be done is told in `scope.problems`.
    """
    return evaluation(tree)(scope)


def evaluation(tree: Tree) -> Evaluation:
    """What `evaluate` does, without looking at the tree again for each scope."""
    part = _part(tree)
    return lambda scope: single(part(scope))


def _part(tree: Tree) -> _Part:
    if not isinstance(tree, dict):
        return lambda scope: tree
    name = tree.get("ref")
    if name is not None:
        if name == CURRENT:
            return lambda scope: answer(scope.current)
        return lambda scope: scope.resolve(name)
    arguments: list[Tree] = tree["args"]
    call = tree.get("call")
    if call == "indexed-repeat":
        return _indexed_repeat(*arguments)
    parts = [_part(argument) for argument in arguments]
    if call is None:
        return _operation(tree["op"], parts)
    if call in _LAZY:
        return _LAZY[call](*parts)
    function = FUNCTIONS[call]
    return lambda scope: function(scope, *[part(scope) for part in parts])


def _operation(operator: str, parts: list[_Part]) -> _Part:
    if operator == "and":
        return lambda scope: all(truth(part(scope)) for part in parts)
    if operator == "or":
        return lambda scope: any(truth(part(scope)) for part in parts)
    first, *others = parts
    if operator in COMPARISONS:
        (second,) = others
        return lambda scope: compare(operator, first(scope), second(scope))
    if operator == NEGATION:
        return lambda scope: -to_number(first(scope))
    combine = _ARITHMETIC[operator]

    def combined(scope: Scope) -> float:
        result = to_number(first(scope))
        for part in others:
            result = combine(result, to_number(part(scope)))
        return result

    return combined


def _if(condition: _Part, then: _Part, otherwise: _Part) -> _Part:
    return lambda scope: (then if truth(condition(scope)) else otherwise)(scope)


def _coalesce(*parts: _Part) -> _Part:
    def first_there(scope: Scope) -> Operand:
        value: Operand = ""
        for part in parts:
            value = part(scope)
            if not is_empty(value):
                return value
        return value

    return first_there


def _once(part: _Part) -> _Part:
    def kept(scope: Scope) -> Operand:
        current = answer(scope.current)
        return part(scope) if is_empty(current) else current

    return kept


def _indexed_repeat(question: Tree, repeat: Tree, index: Tree) -> _Part:
    if not (isinstance(question, dict) and isinstance(repeat, dict)):
        return lambda scope: ""
    name, around, place = question["ref"], repeat["ref"], _part(index)

    def at_index(scope: Scope) -> Operand:
        at = truncated(to_number(place(scope)))
        instances = scope.instances(around)
        return answer(instances[int(at) - 1].get(name)) if 1 <= at <= len(instances) else ""

    return at_index


_LAZY: dict[str, Callable[..., _Part]] = {"coalesce": _coalesce, "if": _if, "once": _once}
