"""The values of an expression, and how one kind becomes another.

An answer is a text, a number, a boolean, or the names of the chosen options; nothing yet is "".
Dates are ISO texts. Source of the conversions: XPath 1.0, section 4, and JavaRosa for dates, which
count as days since 1970-01-01.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = str | float | bool | list[str]

SPACES = " \t\r\n"
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SPACES = re.compile(f"[{SPACES}]+")
_EPOCH = date(1970, 1, 1).toordinal()
NAN = math.nan


class NodeSet(tuple[Value, ...]):
    """The answers to one question in every instance of a repeat; as one value, the first."""

    __slots__ = ()


Operand: TypeAlias = Value | NodeSet


def answer(raw: object) -> Operand:
    """What a stored answer is to an expression. Anything may come; nothing raises."""
    if isinstance(raw, (str, bool, float)):  # a union would be made anew at each call
        return raw
    if raw is None or isinstance(raw, Mapping):
        return ""
    if isinstance(raw, int):
        return _float(raw)
    if isinstance(raw, list | tuple):
        if not raw or isinstance(raw[0], Mapping):
            return NodeSet([""] * len(raw))
        return [to_text(single(answer(item))) for item in raw]
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, Decimal):
        return _float(raw)
    return str(raw)


def _float(number: int | Decimal) -> float:
    try:
        return float(number)
    except (OverflowError, ValueError):
        return NAN


def single(value: Operand) -> Value:
    """One value: the first of several, "" for none."""
    if isinstance(value, NodeSet):
        return value[0] if value else ""
    return value


def truth(value: Operand) -> bool:
    """Whether a condition holds: "" and 0 do not, and neither does what is not a number."""
    if isinstance(value, bool):
        return value
    value = single(value)
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def to_text(value: Operand) -> str:
    """The value as a text: `true`, `3` for 3.0, never an exponent; chosen options by spaces."""
    value = single(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(value)
    return _number_text(value)


def _number_text(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
    text = repr(number)
    if "e" in text:
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


def to_number(value: Operand) -> float:
    """The value as a number: NaN when it is none, days since 1970-01-01 for an ISO date."""
    value = single(value)
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    text = to_text(value).strip(SPACES)
    if _NUMBER.fullmatch(text):
        return float(text)
    days = days_of(text)
    return NAN if days is None else float(days)


def days_of(text: str) -> int | None:
    """Days from 1970-01-01 to an ISO date (YYYY-MM-DD), or None for another text."""
    found = _ISO_DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).toordinal() - _EPOCH
    except ValueError:
        return None


def date_of(days: float) -> str | None:
    """The ISO date that many days after 1970-01-01, or None outside the years 1 to 9999."""
    if not math.isfinite(days):
        return None
    try:
        return date.fromordinal(_EPOCH + math.trunc(days)).isoformat()
    except (ValueError, OverflowError):
        return None


def choices(value: Operand) -> list[str]:
    """The names of the chosen options, from a list or from a text with spaces between them."""
    value = single(value)
    if isinstance(value, list):
        return [name for name in value if name]
    return [name for name in _SPACES.split(to_text(value)) if name]
