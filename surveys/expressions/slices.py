"""Functions that cut a text or write it otherwise.

Source: docs.getodk.org/form-operators-functions and XPath 1.0, section 4.2.
"""

from __future__ import annotations

import math
import re

from surveys.expressions.scope import Scope
from surveys.expressions.values import SPACES, Operand, days_of, to_number, to_text

_SPACES = re.compile(f"[{SPACES}]+")
_CODE = re.compile(r"%(.)")
_NO_HOUR = {"H": "00", "h": "0", "M": "00", "S": "00", "3": "000"}


def part(scope: Scope, text: Operand, start: Operand, end: Operand = float("inf")) -> str:
    """`substr()`: from a place up to another, from 0; a negative place counts from the end."""
    written = to_text(text)
    places = [to_number(start), to_number(end)]
    if any(math.isnan(place) for place in places):
        return ""
    first, last = (_place(place, len(written)) for place in places)
    return written[first:last] if first < last else ""


def _place(number: float, length: int) -> int:
    at = int(max(-length, min(length, number)))
    return at + length if at < 0 else at


def before(scope: Scope, text: Operand, mark: Operand) -> str:
    """The text before the first `mark`, empty without one."""
    found, sign, _ = to_text(text).partition(to_text(mark) or "\0")
    return found if sign else ""


def after(scope: Scope, text: Operand, mark: Operand) -> str:
    """The text after the first `mark`, empty without one."""
    sought = to_text(mark)
    return to_text(text).partition(sought)[2] if sought else to_text(text)


def tidied(scope: Scope, text: Operand) -> str:
    """The text with single spaces, none at its ends."""
    return _SPACES.sub(" ", to_text(text)).strip(SPACES)


def translated(scope: Scope, text: Operand, old: Operand, new: Operand) -> str:
    """`translate()`: each character of `old` becomes that of `new`, or goes when there is none."""
    given = to_text(new)
    table: dict[int, str | None] = {}
    for place, character in enumerate(to_text(old)):
        table.setdefault(ord(character), given[place] if place < len(given) else None)
    return to_text(text).translate(table)


def written_date(scope: Scope, value: Operand, pattern: Operand) -> str:
    """`format-date()`. Names of months and days depend on a language: they are not written."""
    text = to_text(value).partition("T")[0].strip(SPACES)
    if days_of(text) is None:
        if text:
            scope.problems.append(f"{text[:50]!r} is not a date.")
        return ""
    year, month, day = text.split("-")
    parts = {"Y": year, "y": year[2:], "m": month, "d": day} | _NO_HOUR
    parts |= {"n": month.lstrip("0"), "e": day.lstrip("0")}

    def put(found: re.Match[str]) -> str:
        if found[1] not in parts:
            scope.problems.append(f"{found[0]!r} cannot be written in a date.")
        return parts.get(found[1], found[0])

    return _CODE.sub(put, to_text(pattern))
