"""A version as its page shows it: the frozen lines, with the notes of this moment."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.strategy.citing import Notes, notes_of


@dataclass(frozen=True)
class FrozenLine:
    """A line as it was, with the excerpts that led to it, counted by way."""

    code: str
    kind: str
    kind_label: str
    title: str
    text: str
    excerpts: int
    by_way: dict[str, int]
    points: int
    children: tuple[FrozenLine, ...]


def frozen_tree(content: dict[str, Any]) -> list[FrozenLine]:
    """The lines of a version, in the order of the document. One whose parent is not there stands
    at the top: nothing of what was frozen is left out."""
    codes = {line["code"] for line in content["nodes"]}
    below: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for line in content["nodes"]:
        below[line["parent"] if line["parent"] in codes else None].append(line)

    def grow(line: dict[str, Any]) -> FrozenLine:
        return FrozenLine(
            code=line["code"],
            kind=line["kind"],
            kind_label=line["kind_label"],
            title=line["title"],
            text=line["text"],
            excerpts=len(line["evidence"]),
            by_way=dict(Counter(one["way"] for one in line["evidence"])),
            points=len(line["points"]),
            children=tuple(grow(one) for one in below[line["code"]]),
        )

    return [grow(line) for line in below[None]]


def frozen_notes(session: Session, consultation_id: uuid.UUID, content: dict[str, Any]) -> Notes:
    """The notes of a version, numbered in its order."""
    return notes_of(session, consultation_id, _texts(content))


def _texts(content: dict[str, Any]) -> Iterator[str]:
    yield content["strategy"]["summary"]
    for line in content["nodes"]:
        yield line["text"]
    for action in (content["plan"] or {"actions": ()})["actions"]:
        yield action["description"]
