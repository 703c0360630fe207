"""Marks that stand in private fields: where one is read, a field of a known name was read."""

from __future__ import annotations

import re
from collections.abc import Iterable

MARK = re.compile(r"zq\d{4}zq")
TAG = "<i zq>"
"""What stands behind each mark, and in no page as it is: as good a script as any."""
SPREAD_FORMULA = re.compile(r"""(?:^|[;,\t\n\r"])=zq|<f>[^<]*zq|formula="[^"]*zq""", re.M)
"""A mark, which begins with `=`, where a table would compute it: in CSV, XLSX, ODS."""
EVERYBODY = frozenset(
    {
        *("visitor", "erased", "forged", "holder"),
        *("author", "stranger", "participant", "facilitator", "writer", "steward", "foreign"),
    }
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
        """A mark for `table.column`, to be put into a row: a formula and a tag as well."""
        return f"={self.plain(field, readers)}{TAG}"

    def plain(self, field: str, readers: Iterable[str] = NOBODY) -> str:
        """The same, where the column takes no more than letters and digits."""
        mark = f"zq{len(self.given):04}zq"
        self.given.append({"mark": mark, "field": field, "readers": sorted(readers)})
        return mark

    def mail(self, field: str, readers: Iterable[str] = NOBODY) -> str:
        """A mark that is an address."""
        return f"{self.plain(field, readers)}@private.example"
