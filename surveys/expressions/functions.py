"""The functions that take values and give a value back.

Those that decide which of their arguments to evaluate are in `evaluation`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator

from surveys.expressions import patterns, slices
from surveys.expressions.arithmetic import (
    ceiled,
    floored,
    power,
    rounded,
    square_root,
    truncated,
)
from surveys.expressions.scope import Scope
from surveys.expressions.values import (
    NAN,
    SPACES,
    NodeSet,
    Operand,
    answer,
    choices,
    date_of,
    days_of,
    to_number,
    to_text,
    truth,
)

MAX_TEXT = 1_000_000
REGEX_TEXT = 10_000
REGEX_CALL_SECONDS = 0.05

Function = Callable[..., Operand]


def is_empty(value: Operand) -> bool:
    """Whether `coalesce` and `once` pass over the value: no text, or not a number."""
    if isinstance(value, float):
        return math.isnan(value)
    return to_text(value) == ""


def _each(values: tuple[Operand, ...]) -> Iterator[Operand]:
    for value in values:
        if isinstance(value, NodeSet):
            yield from value
        else:
            yield value


def _numbers(values: tuple[Operand, ...]) -> list[float]:
    """The numbers among the values; unanswered questions and words are passed over."""
    numbers = (to_number(value) for value in _each(values))
    return [number for number in numbers if not math.isnan(number)]


def _selected(scope: Scope, value: Operand, name: Operand) -> bool:
    wanted = to_text(name).strip(SPACES)
    # An option of a single choice may hold a space in its name.
    return wanted != "" and (wanted in choices(value) or wanted == to_text(value).strip(SPACES))


def _selected_at(scope: Scope, value: Operand, index: Operand) -> str:
    names, at = choices(value), truncated(to_number(index))
    return names[int(at)] if 0 <= at < len(names) else ""


def _count(scope: Scope, value: Operand) -> float:
    return float(len(value)) if isinstance(value, NodeSet) else 1.0


def _count_non_empty(scope: Scope, value: Operand) -> float:
    return float(sum(to_text(item) != "" for item in _each((value,))))


def _maximum(scope: Scope, *values: Operand) -> float:
    return max(_numbers(values), default=NAN)


def _minimum(scope: Scope, *values: Operand) -> float:
    return min(_numbers(values), default=NAN)


def _sum(scope: Scope, value: Operand) -> float:
    total = 0.0
    for number in _numbers((value,)):
        total += number
    return total


def _join(scope: Scope, separator: Operand, *values: Operand) -> str:
    between = to_text(separator)
    parts: list[str] = []
    length = 0
    for value in _each(values):
        if parts:
            parts.append(between)
        parts.append(to_text(value))
        length += len(between) + len(parts[-1])
        if length > MAX_TEXT:
            # Without an end, a text joined to itself a few times over would fill the memory.
            scope.problems.append(f"A text was cut at {MAX_TEXT:,} characters.")
            break
    return "".join(parts)[:MAX_TEXT]


def _concat(scope: Scope, *values: Operand) -> str:
    return _join(scope, "", *values)


def _string_length(scope: Scope, *values: Operand) -> float:
    return float(len(to_text(values[0] if values else answer(scope.current))))


def _date(scope: Scope, value: Operand) -> str:
    text = to_text(value).strip(SPACES)
    day = text.partition("T")[0]
    if days_of(day) is not None:
        return day
    found = date_of(to_number(value))
    if found is None and text not in ("", "NaN"):
        scope.problems.append(f"{text[:50]!r} is not a date.")
    return found or ""


def _regex(scope: Scope, value: Operand, pattern: Operand) -> bool:
    written, text = to_text(pattern), to_text(value)
    if len(text) > REGEX_TEXT:
        scope.problems.append(
            f"A pattern only saw the first {REGEX_TEXT:,} characters of an answer."
        )
    seconds = min(REGEX_CALL_SECONDS, scope.regex_seconds)
    if seconds <= 0:
        scope.problems.append("The patterns of this expression take too long together.")
        return False
    started = time.monotonic()
    try:
        return patterns.covers(written, text[:REGEX_TEXT], seconds)
    except patterns.PatternError as error:
        scope.problems.append(f"The pattern {written[:50]!r} cannot be used: {error}.")
    except (TimeoutError, MemoryError):
        scope.problems.append(f"The pattern {written[:50]!r} takes too long on this answer.")
    finally:
        scope.regex_seconds -= time.monotonic() - started
    return False


def _round(scope: Scope, value: Operand, places: Operand = 0.0) -> float:
    return rounded(to_number(value), to_number(places))


FUNCTIONS: dict[str, Function] = {
    "abs": lambda scope, value: abs(to_number(value)),
    "boolean": lambda scope, value: truth(value),
    "ceiling": lambda scope, value: ceiled(to_number(value)),
    "concat": _concat,
    "contains": lambda scope, text, part: to_text(part) in to_text(text),
    "count": _count,
    "count-non-empty": _count_non_empty,
    "count-selected": lambda scope, value: float(len(choices(value))),
    "date": _date,
    "ends-with": lambda scope, text, end: to_text(text).endswith(to_text(end)),
    "false": lambda scope: False,
    "floor": lambda scope, value: floored(to_number(value)),
    "format-date": slices.written_date,
    "int": lambda scope, value: truncated(to_number(value)),
    "join": _join,
    "max": _maximum,
    "min": _minimum,
    "normalize-space": slices.tidied,
    "not": lambda scope, value: not truth(value),
    "number": lambda scope, value: to_number(value),
    "position": lambda scope: scope.position(),
    "pow": lambda scope, base, exponent: power(to_number(base), to_number(exponent)),
    "regex": _regex,
    "round": _round,
    "selected": _selected,
    "selected-at": _selected_at,
    "sqrt": lambda scope, value: square_root(to_number(value)),
    "starts-with": lambda scope, text, start: to_text(text).startswith(to_text(start)),
    "string": lambda scope, value: to_text(value),
    "string-length": _string_length,
    "substr": slices.part,
    "substring-after": slices.after,
    "substring-before": slices.before,
    "sum": _sum,
    "today": lambda scope: scope.today.isoformat(),
    "translate": slices.translated,
    "true": lambda scope: True,
}
