"""Frozen dataclasses as JSON and back, by the types that they declare."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import json
import types
import typing
import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def as_json(value: Any) -> bytes:
    """What can be read again by `from_json`: the same value gives the same bytes."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode()


def from_json(kind: type[T], told: bytes) -> T:
    """The value of this type.

    Raises ValueError, KeyError or TypeError where it was made by a type that has changed since.
    """
    found: T = _value(kind, json.loads(told))
    return found


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return [_plain(getattr(value, one.name)) for one in dataclasses.fields(value)]
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(one)] for key, one in value.items()]
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, uuid.UUID):
        return value.hex
    return value.isoformat() if isinstance(value, dt.datetime) else value


def _value(kind: Any, plain: Any) -> Any:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        told = next(one for one in inner if one is not type(None))
        return None if plain is None else _value(told, plain)
    if origin is dict:
        return {_value(inner[0], key): _value(inner[1], one) for key, one in plain}
    if origin is tuple and inner[-1] is Ellipsis:
        return tuple(_value(inner[0], one) for one in plain)
    if origin is tuple:
        return tuple(_value(one, each) for one, each in zip(inner, plain, strict=True))
    if origin is frozenset:
        return frozenset(_value(inner[0], one) for one in plain)
    if dataclasses.is_dataclass(kind):
        made: Any = kind
        declared = _declared(made)
        return made(*(_value(one, each) for one, each in zip(declared, plain, strict=True)))
    if kind is dt.datetime:
        return dt.datetime.fromisoformat(plain)
    return kind(plain)


@cache
def _declared(kind: Any) -> tuple[Any, ...]:
    hints = typing.get_type_hints(kind)
    return tuple(hints[one.name] for one in dataclasses.fields(kind))
