"""What stands after the question mark of an address: read strictly, wrong values are refused."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Callable
from typing import TypeVar

from flask import abort, request

from app.models import Channel, Nature

E = TypeVar("E", bound=enum.StrEnum)
T = TypeVar("T")
FIRST_YEAR, LAST_YEAR = 1900, 2999


def uuid_argument(name: str) -> uuid.UUID | None:
    """The identifier in an argument; an address with another text in it does not exist."""
    return _read(name, uuid.UUID)


def channel_argument() -> Channel | None:
    """The channel to which a list is narrowed."""
    return value_argument("channel", Channel)


def nature_argument() -> Nature | None:
    """The nature to which a list is narrowed."""
    return value_argument("nature", Nature)


def value_argument(name: str, kind: type[E]) -> E | None:
    """The value of an enum in an argument; an address with another text in it does not exist."""
    return _read(name, kind)


def number_argument(name: str) -> int | None:
    """The whole number in an argument, as databases count; another text does not exist."""
    return _read(name, _number)


def number_in_address(text: str) -> int:
    """The whole number that a part of an address is; another text does not exist."""
    try:
        return _number(text)
    except ValueError:
        abort(404)


def day_argument(name: str) -> dt.date | None:
    """The day in an argument; an address with another text in it does not exist, nor one with a
    day beside which no other can be counted."""
    day = _read(name, dt.date.fromisoformat)
    return day if day is None or FIRST_YEAR <= day.year <= LAST_YEAR else abort(404)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise ValueError
    return int(text)


def _read(name: str, reading: Callable[[str], T]) -> T | None:
    text = request.args.get(name)
    if not text:
        return None
    try:
        return reading(text)
    except ValueError:
        abort(404)
