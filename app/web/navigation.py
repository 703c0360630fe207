"""The section navigation of a consultation, and what every template is given."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Flask, g, request
from flask_babel.speaklater import LazyString
from flask_login import current_user
from sqlalchemy.orm import Session

from app.extensions import current_session
from app.models import Consultation, Role
from app.web.addresses import address_of
from app.web.guard import allows, opens
from app.web.language import LANGUAGES, select_language


@dataclass(frozen=True)
class Group:
    """Sections that fold into one: `label` to the team, `to_others` to those who only take part."""

    label: LazyString
    to_others: LazyString

    def named(self, role: Role) -> str:
        return str(self.to_others if role in (Role.VISITOR, Role.PARTICIPANT) else self.label)


@dataclass(frozen=True)
class Entry:
    """A section: `prefixes` are the beginnings of the endpoints that belong to it.

    It is shown to those whom the guard of its page lets in. Entries of the same `group` follow
    one another, and fold into one where there are many.
    """

    label: LazyString
    endpoint: str
    prefixes: tuple[str, ...]
    group: Group | None = None
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


FLAT = 8
"""As many sections stand side by side, in one line."""


def register_navigation(app: Flask, entries: tuple[Entry, ...]) -> None:
    """Give each page its navigation."""
    shown_to = functools.lru_cache(maxsize=64)(functools.partial(_shown_to, entries))

    def context() -> dict[str, Any]:
        language = select_language()
        return {
            "consultation": g.get("consultation"),
            "role": g.get("role", Role.VISITOR),
            "allows": allows,
            "nav_items": _items(shown_to),
            "language": language,
            "other_language": next((c, n) for c, n in LANGUAGES.items() if c != language),
        }

    app.context_processor(context)
    # Macros that are imported know globals only.
    app.jinja_env.globals["opens"] = opens


def _shown_to(entries: tuple[Entry, ...], role: Role, is_known: bool) -> tuple[Entry, ...]:
    """The sections that a role may open: the same on every page, and looked up once."""
    return tuple(
        entry
        for entry in entries
        if allows(entry.endpoint, role) and not (is_known and entry.only_for_strangers)
    )


def _items(shown_to: Callable[[Role, bool], tuple[Entry, ...]]) -> list[Item]:
    """The menu: side by side when it is short, folded into its groups when it is not."""
    consultation = g.get("consultation")
    if consultation is None:
        return []
    role = g.get("role", Role.VISITOR)
    shown = shown_to(role, current_user.is_authenticated)
    if len(shown) <= FLAT:
        return [_item(entry, consultation) for entry in shown]
    items = []
    for group, members in groupby(shown, key=lambda entry: entry.group):
        links = [_item(entry, consultation) for entry in members]
        items += [_folded(group.named(role), links)] if group else links
    return items


def _item(entry: Entry, consultation: Consultation) -> Item:
    return Item(
        _label(entry, consultation),
        address_of(entry.endpoint, slug=consultation.slug),
        entry.is_current(request.endpoint or ""),
    )


def _label(entry: Entry, consultation: Consultation) -> str:
    """The label of a section, and how many things wait behind it."""
    label = str(entry.label)
    if entry.count is None or not current_user.is_authenticated:
        return label
    waiting = entry.count(current_session(), consultation.id, current_user.id)
    return f"{label} ({waiting})" if waiting else label


def _folded(group: str, items: list[Item]) -> Item:
    if len(items) == 1:
        return items[0]
    return Item(group, items[0].url, any(item.is_current for item in items), tuple(items))
