"""A line of a reference list, and a whole list with where it comes from."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.models import ListKind, OrganisationKind

MOST_ENTRIES = 3_000
LONGEST_LABEL = 250
LONGEST_SOURCE = 300


@dataclass(frozen=True)
class Entry:
    """What somebody may choose.

    `family`: the one that a legal form proposes, None where it proposes none. `parent`: what it
    stands under: the group of a legal form, the code of the section of a sector, the name of the
    region of a département, the code of the département of a group of communes.
    """

    code: str
    label: str
    family: OrganisationKind | None = None
    parent: str = ""

    def as_row(self) -> dict[str, str]:
        """As the database keeps it."""
        family = self.family.value if self.family else ""
        return {"code": self.code, "label": self.label, "family": family, "parent": self.parent}


@dataclass(frozen=True)
class ReferenceEntries:
    """A list and where it comes from; `list_id` is None for the one that the platform ships."""

    kind: ListKind
    entries: tuple[Entry, ...]
    source: str
    dated_on: dt.date
    list_id: uuid.UUID | None = None


def entries_of_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """The lines that `Entry.as_row` or a file of the platform gives."""
    return tuple(
        Entry(
            row["code"],
            row["label"],
            OrganisationKind(row["family"]) if row.get("family") else None,
            row.get("parent") or "",
        )
        for row in rows
    )
