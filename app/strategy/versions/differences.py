"""What changed between two versions: lines added, gone, moved, and the words of the others."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

from app.web.differences import Piece, differences


class Change(enum.StrEnum):
    """What became of a line."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


Words = tuple[Piece, ...]


@dataclass(frozen=True)
class LineChange:
    """A line that is not in both versions alike. `was` is its former code, where it has another
    one or stands under another line."""

    change: Change
    code: str
    kind_label: str
    title: Words
    text: Words
    is_moved: bool
    was: str


def changes_of(before: dict[str, Any], after: dict[str, Any]) -> list[LineChange]:
    """What changed from the content of a version to that of another, in the order of the latter;
    the lines that are gone stand last."""
    former = {line["id"]: line for line in before["nodes"]}
    latter = {line["id"] for line in after["nodes"]}
    changes = [_change(former.get(line["id"]), line) for line in after["nodes"]]
    gone = [_one_sided(Change.GONE, line) for id_, line in former.items() if id_ not in latter]
    return [one for one in changes if one is not None] + gone


def _change(former: dict[str, Any] | None, line: dict[str, Any]) -> LineChange | None:
    if former is None:
        return _one_sided(Change.ADDED, line)
    is_moved = (former["code"], former["parent"]) != (line["code"], line["parent"])
    if not is_moved and all(former[name] == line[name] for name in ("title", "text")):
        return None
    return LineChange(
        Change.CHANGED,
        line["code"],
        line["kind_label"],
        tuple(differences(former["title"], line["title"])),
        tuple(differences(former["text"], line["text"])),
        is_moved,
        former["code"],
    )


def _one_sided(change: Change, line: dict[str, Any]) -> LineChange:
    kind = "added" if change is Change.ADDED else "removed"
    title, text = ((Piece(kind, line[name]),) if line[name] else () for name in ("title", "text"))
    return LineChange(change, line["code"], line["kind_label"], title, text, False, "")
