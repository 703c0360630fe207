"""What changed between two versions: lines added, gone, moved, and the words of the others."""

from __future__ import annotations

import difflib
import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
LONGEST = 20_000
"""Words of a text beyond which it is told whole: comparing them takes the square of their number."""


class Sort(enum.StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Change(enum.StrEnum):
    """What became of a line."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


Words = tuple[tuple[Sort, str], ...]


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
        words_of(former["title"], line["title"]),
        words_of(former["text"], line["text"]),
        is_moved,
        former["code"],
    )


def _one_sided(change: Change, line: dict[str, Any]) -> LineChange:
    sort = Sort.NEW if change is Change.ADDED else Sort.GONE
    title, text = ((sort, line["title"]),), ((sort, line["text"]),) if line["text"] else ()
    return LineChange(change, line["code"], line["kind_label"], title, text, False, "")


def words_of(before: str, after: str) -> Words:
    """The words of two texts, each with whether it is in both, gone or new."""
    if before == after:
        return ((Sort.SAME, after),) if after else ()
    return tuple(_compared(_WORDS.findall(before), _WORDS.findall(after)))


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[Sort, str]]:
    if max(len(old), len(new)) > LONGEST:
        yield from ((Sort.GONE, "".join(old)), (Sort.NEW, "".join(new)))
        return
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, l in matcher.get_opcodes():  # noqa: E741
        if tag == "equal":
            yield Sort.SAME, "".join(new[k:l])
            continue
        if i < j:
            yield Sort.GONE, "".join(old[i:j])
        if k < l:
            yield Sort.NEW, "".join(new[k:l])
