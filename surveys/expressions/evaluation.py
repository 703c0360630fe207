"""The value of a tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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


def evaluate(tree: Tree, scope: Scope) -> Value:
    """The value of a tree made by `parse`, for these answers.

    Never raises: a name that has no answer is "", what is not a number is NaN, and what could not
    be done is told in `scope.problems`.
    """
    return single(_evaluate(tree, scope))


def _evaluate(tree: Tree, scope: Scope) -> Operand:
    if not isinstance(tree, dict):
        return tree
    name = tree.get("ref")
    if name is not None:
        return answer(scope.current) if name == CURRENT else scope.resolve(name)
    arguments: list[Tree] = tree["args"]
    operator = tree.get("op")
    if operator is not None:
        return _operation(operator, arguments, scope)
    call = tree["call"]
    lazy = _LAZY.get(call)
    if lazy is not None:
        return lazy(arguments, scope)
    return FUNCTIONS[call](scope, *[_evaluate(argument, scope) for argument in arguments])


def _operation(operator: str, arguments: list[Any], scope: Scope) -> Operand:
    if operator == "and":
        return all(truth(_evaluate(argument, scope)) for argument in arguments)
    if operator == "or":
        return any(truth(_evaluate(argument, scope)) for argument in arguments)
    if operator in COMPARISONS:
        left, right = arguments
        return compare(operator, _evaluate(left, scope), _evaluate(right, scope))
    if operator == NEGATION:
        return -to_number(_evaluate(arguments[0], scope))
    combine = _ARITHMETIC[operator]
    result = to_number(_evaluate(arguments[0], scope))
    for argument in arguments[1:]:
        result = combine(result, to_number(_evaluate(argument, scope)))
    return result


def _if(arguments: list[Tree], scope: Scope) -> Operand:
    condition, then, otherwise = arguments
    return _evaluate(then if truth(_evaluate(condition, scope)) else otherwise, scope)


def _coalesce(arguments: list[Tree], scope: Scope) -> Operand:
    value: Operand = ""
    for argument in arguments:
        value = _evaluate(argument, scope)
        if not is_empty(value):
            return value
    return value


def _once(arguments: list[Tree], scope: Scope) -> Operand:
    current = answer(scope.current)
    return _evaluate(arguments[0], scope) if is_empty(current) else current


def _indexed_repeat(arguments: list[Tree], scope: Scope) -> Operand:
    question, repeat, index = arguments
    if not (isinstance(question, dict) and isinstance(repeat, dict)):
        return ""
    at = truncated(to_number(_evaluate(index, scope)))
    instances = scope.instances(repeat["ref"])
    return answer(instances[int(at) - 1].get(question["ref"])) if 1 <= at <= len(instances) else ""


_LAZY: dict[str, Callable[[list[Tree], Scope], Operand]] = {
    "coalesce": _coalesce,
    "if": _if,
    "indexed-repeat": _indexed_repeat,
    "once": _once,
}
