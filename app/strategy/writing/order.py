"""The order of the lines in the document: parents before their children."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol


class Line(Protocol):
    """What the order needs to know of a line."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def parent_id(self) -> uuid.UUID | None: ...
    @property
    def position(self) -> int: ...


class Below:
    """The lines below each line, in their order (`None`: those at the top)."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._ids: dict[uuid.UUID | None, list[uuid.UUID]] = defaultdict(list)
        for line in sorted(lines, key=lambda one: (one.position, one.id)):
            self._ids[line.parent_id].append(line.id)

    def of(self, parent_id: uuid.UUID | None) -> tuple[uuid.UUID, ...]:
        return tuple(self._ids.get(parent_id, ()))

    def take_out(self, line_id: uuid.UUID, parent_id: uuid.UUID | None) -> None:
        if line_id in self._ids.get(parent_id, ()):
            self._ids[parent_id].remove(line_id)

    def put(self, line_id: uuid.UUID, parent_id: uuid.UUID | None, index: int) -> None:
        self._ids[parent_id].insert(index, line_id)

    def subtree(self, line_id: uuid.UUID) -> set[uuid.UUID]:
        """A line and all that stands below it."""
        return {line_id, *self._walk(line_id)}

    def in_order(self) -> list[uuid.UUID]:
        """Every line, parents before their children."""
        return list(self._walk(None))

    def _walk(self, parent_id: uuid.UUID | None) -> Iterator[uuid.UUID]:
        # Without recursion: however deep, and once only whatever the rows say.
        waiting, seen = list(reversed(self.of(parent_id))), set[uuid.UUID]()
        while waiting:
            line_id = waiting.pop()
            if line_id in seen:
                continue
            seen.add(line_id)
            yield line_id
            waiting.extend(reversed(self.of(line_id)))
