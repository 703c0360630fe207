"""Voices in groups: who belongs to which, where one voice may belong to several."""

from __future__ import annotations

from collections.abc import Iterable

_BETWEEN = "\x1f"
"""No keyboard types it: what people say may hold any comma or semicolon."""


def joined(values: Iterable[str]) -> str:
    """Several values of one attribute as the one text that a document takes."""
    return _BETWEEN.join(value.strip() for value in values if value.strip())


def parts_of(value: str) -> tuple[str, ...]:
    """The values that `joined` put together, each once."""
    return tuple(dict.fromkeys(part.strip() for part in value.split(_BETWEEN) if part.strip()))
