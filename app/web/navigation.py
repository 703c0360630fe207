"""The section navigation of a consultation, and what every template is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for

from app.models import Role
from app.web.guard import allows
from app.web.language import LANGUAGES, select_language


@dataclass(frozen=True)
class Entry:
    """A section: `prefixes` are the beginnings of the endpoints that belong to it.

    It is shown to those whom the guard of its page lets in.
    """

    label: str
    endpoint: str
    prefixes: tuple[str, ...]

    def is_current(self, endpoint: str) -> bool:
        return endpoint.startswith(self.prefixes)


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


def _items(entries: Iterable[Entry]) -> list[tuple[str, str, bool]]:
    consultation = g.get("consultation")
    if consultation is None:
        return []
    return [
        (
            entry.label,
            url_for(entry.endpoint, slug=consultation.slug),
            entry.is_current(request.endpoint or ""),
        )
        for entry in entries
        if allows(entry.endpoint)
    ]
