"""The section navigation of a consultation, and what every template is given."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Flask, g, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session

from app.extensions import current_session
from app.models import Consultation, Role
from app.web.guard import allows, opens
from app.web.language import LANGUAGES, select_language


@dataclass(frozen=True)
class Entry:
    """A section: `prefixes` are the beginnings of the endpoints that belong to it.

    It is shown to those whom the guard of its page lets in. Entries of the same `group` follow
    one another, and fold into one where there are many.
    """

    label: str
    endpoint: str
    prefixes: tuple[str, ...]
    group: str = ""
    only_for_strangers: bool = False
    """Nobody who is signed in sees it."""
    count: Callable[[Session, uuid.UUID, uuid.UUID], int] | None = None
    """How many things wait behind it in a consultation for an account: one cheap query."""

    def is_current(self, endpoint: str) -> bool:
        return endpoint.startswith(self.prefixes)


@dataclass(frozen=True)
class Item:
    """A link of the menu; `below` are those that it folds."""

    label: str
    url: str
    is_current: bool
    below: tuple[Item, ...] = ()


FLAT = 20
"""As many sections stand side by side, on two lines where one is too short."""


def register_navigation(app: Flask, entries: Callable[[], Iterable[Entry]]) -> None:
    """Give each page its navigation. `entries` is called by request: labels are translated."""

    def context() -> dict[str, Any]:
        language = select_language()
        return {
            "consultation": g.get("consultation"),
            "role": g.get("role", Role.VISITOR),
            "allows": allows,
            "nav_items": _items(entries()),
            "language": language,
            "other_language": next((c, n) for c, n in LANGUAGES.items() if c != language),
        }

    app.context_processor(context)
    # Macros that are imported know globals only.
    app.jinja_env.globals["opens"] = opens


def _items(entries: Iterable[Entry]) -> list[Item]:
    """The menu: side by side when it is short, folded into its groups when it is not."""
    consultation = g.get("consultation")
    if consultation is None:
        return []
    known = current_user.is_authenticated
    shown = [
        entry
        for entry in entries
        if allows(entry.endpoint) and not (known and entry.only_for_strangers)
    ]
    if len(shown) <= FLAT:
        return [_item(entry, consultation) for entry in shown]
    return [
        _folded(group, [_item(entry, consultation) for entry in members])
        for group, members in groupby(shown, key=lambda entry: entry.group or entry.label)
    ]


def _item(entry: Entry, consultation: Consultation) -> Item:
    return Item(
        _label(entry, consultation),
        url_for(entry.endpoint, slug=consultation.slug),
        entry.is_current(request.endpoint or ""),
    )


def _label(entry: Entry, consultation: Consultation) -> str:
    """The label of a section, and how many things wait behind it."""
    if entry.count is None or not current_user.is_authenticated:
        return entry.label
    waiting = entry.count(current_session(), consultation.id, current_user.id)
    return f"{entry.label} ({waiting})" if waiting else entry.label


def _folded(group: str, items: list[Item]) -> Item:
    if len(items) == 1:
        return items[0]
    return Item(group, items[0].url, any(item.is_current for item in items), tuple(items))
