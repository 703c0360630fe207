"""Marks that stand in private fields: where one is read, a field of a known name was read."""

from __future__ import annotations

import re
from collections.abc import Iterable

MARK = re.compile(r"zq\d{4}zq")
EVERYBODY = frozenset(
    {"visitor", "author", "stranger", "participant", "facilitator", "writer", "steward", "foreign"}
)
TEAM = frozenset({"facilitator", "writer", "steward"})
ROOM = frozenset({"facilitator", "steward"})
DESK = frozenset({"writer", "steward"})
STEWARD = frozenset({"steward"})
AUTHOR = frozenset({"author"})
HOLDER = frozenset({"holder"})
"""Who came by an address that holds a code of the author's."""
NOBODY: frozenset[str] = frozenset()


class Markers:
    """The marks that were given out: which field holds each, and who may read it."""

    def __init__(self) -> None:
        self.given: list[dict[str, object]] = []

    def __call__(self, field: str, readers: Iterable[str] = NOBODY) -> str:
        """A mark for `table.column`, to be put into a row."""
        mark = f"zq{len(self.given):04}zq"
        self.given.append({"mark": mark, "field": field, "readers": sorted(readers)})
        return mark

    def mail(self, field: str, readers: Iterable[str] = NOBODY) -> str:
        """A mark that is an address."""
        return f"{self(field, readers)}@private.example"
