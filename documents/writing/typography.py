"""Marks that stay on the line of the word that they belong to, as French is set."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from documents.writing.parts import Document

_BESIDE_A_MARK = re.compile("(?<=«) | (?=[?!:;»€%])")
_NOT_READ = frozenset({"svg", "link", "anchor", "note", "language"})
"""Fields that nobody reads as words."""

Held = TypeVar("Held")


def typeset(document: Document) -> Document:
    """The document with blanks that do not break, where its language is French."""
    return _set(document) if document.language == "fr" else document


def _set(held: Held) -> Held:
    found: Any = held
    if isinstance(held, str):
        found = _BESIDE_A_MARK.sub("\N{NO-BREAK SPACE}", held)
    elif isinstance(held, tuple):
        found = tuple(_set(one) for one in held)
    elif isinstance(held, dict):
        found = {name: _set(one) for name, one in held.items()}
    elif is_dataclass(held):
        changed = {
            one.name: _set(getattr(held, one.name))
            for one in fields(held)
            if one.name not in _NOT_READ
        }
        found = replace(cast(Any, held), **changed)
    return cast(Held, found)
