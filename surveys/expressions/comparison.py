"""Comparisons, by the rules of XPath 1.0 as ODK applies them.

Source: XPath 1.0, section 3.4; JavaRosa for the tolerance of `=` between numbers.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

from surveys.expressions.values import NodeSet, Operand, to_number, to_text, truth

# 0.1 + 0.2 = 0.3 holds for the people who write questionnaires, and in JavaRosa.
TOLERANCE = 1e-12

_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compare(symbol: str, left: Operand, right: Operand) -> bool:
    """Whether `left symbol right` holds; for several answers, whether it holds for any of them.

    No answer at all is compared as "": an unanswered question is equal to ''.
    """
    if symbol == "=" and isinstance(left, str) and isinstance(right, str):
        return left == right
    left, right = _not_nothing(left), _not_nothing(right)
    if isinstance(left, NodeSet) and isinstance(right, NodeSet):
        return _compare_sets(symbol, left, right)
    if isinstance(left, NodeSet) and not isinstance(right, bool):
        return any(_compare_values(symbol, item, right) for item in left)
    if isinstance(right, NodeSet) and not isinstance(left, bool):
        return any(_compare_values(symbol, left, item) for item in right)
    return _compare_values(symbol, left, right)


def _not_nothing(value: Operand) -> Operand:
    return "" if isinstance(value, NodeSet) and not value else value


def _compare_values(symbol: str, left: Operand, right: Operand) -> bool:
    if symbol == "=":
        return _equal(left, right)
    if symbol == "!=":
        return not _equal(left, right)
    return _ORDER[symbol](to_number(left), to_number(right))


def _equal(left: Operand, right: Operand) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        one, other = to_number(left), to_number(right)
        return one == other or abs(one - other) < TOLERANCE
    return to_text(left) == to_text(right)


def _compare_sets(symbol: str, left: NodeSet, right: NodeSet) -> bool:
    """Any of the one against any of the other, without going through every pair."""
    if symbol in ("=", "!="):
        one = {to_text(item) for item in left}
        other = {to_text(item) for item in right}
        if symbol == "=":
            return not one.isdisjoint(other)
        return len(one | other) > 1
    first, second = _numbers(left), _numbers(right)
    if not first or not second:
        return False
    if symbol in ("<", "<="):
        return _ORDER[symbol](min(first), max(second))
    return _ORDER[symbol](max(first), min(second))


def _numbers(items: NodeSet) -> list[float]:
    numbers = (to_number(item) for item in items)
    return [number for number in numbers if not math.isnan(number)]
