"""The lines of a synthesis and what is done to them: pure functions, without a database.

An act is a `Change`: one line as it was and as it becomes, with its place. To do it again is to
take the one out and put the other in, so that the changes of a synthesis, done again in their
order, give its lines (`replayed`).

Lines of one heading always stand together, in the order of `place`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from app.models import Nature, SynthesisAct


class LineGone(ValueError):
    """The synthesis has no such line."""


@dataclass(frozen=True)
class Line:
    """What a synthesis says in one line, and the notes that it comes from (`in_order`)."""

    id: uuid.UUID
    heading: str
    nature: Nature
    text: str
    notes: tuple[uuid.UUID, ...] = ()


Lines = tuple[Line, ...]


@dataclass(frozen=True)
class Placed:
    """A line and its place in the synthesis, from 0."""

    place: int
    line: Line


@dataclass(frozen=True)
class Change:
    """What an act does to one line; no `before` for a new one, no `after` for one that goes."""

    act: SynthesisAct
    before: Placed | None
    after: Placed | None

    @property
    def line_id(self) -> uuid.UUID | None:
        placed = self.after or self.before
        return placed.line.id if placed else None


def applied(lines: Lines, change: Change) -> Lines:
    """The lines after this change."""
    kept = [line for line in lines if line.id != change.line_id]
    if change.after is not None:
        kept.insert(change.after.place, change.after.line)
    return tuple(kept)


def replayed(changes: Iterable[Change]) -> Lines:
    """The lines that these changes make, in their order, from nothing."""
    lines: Lines = ()
    for change in changes:
        lines = applied(lines, change)
    return lines


def line_of(lines: Lines, line_id: uuid.UUID) -> Line:
    """The line with this identifier. Raises LineGone."""
    return lines[_place_of(lines, line_id)]


def added(lines: Lines, line: Line, wanted: int | None = None) -> Change:
    """A new line, at the end of its heading or as near to `wanted` as its heading allows."""
    return Change(SynthesisAct.ADDED, None, Placed(_place_under(lines, line.heading, wanted), line))


def reworded(lines: Lines, line: Line) -> Change | None:
    """A line with other words, another nature or heading; None when all is as it was.

    Under another heading it goes to the end of it. Its notes stay what they are.
    """
    before = _placed(lines, line.id)
    line = replace(line, notes=before.line.notes)
    if line == before.line:
        return None
    others = _without(lines, line.id)
    stays = line.heading == before.line.heading or _is_alone(lines, before.line)
    wanted = before.place if stays else None
    if not stays and not _has_heading(others, line.heading):
        # Below those that it leaves: a new heading comes up where the line stood.
        wanted = before.place
    place = _place_under(others, line.heading, wanted)
    return Change(SynthesisAct.REWORDED, before, Placed(place, line))


def sourced(lines: Lines, line_id: uuid.UUID, notes: Iterable[uuid.UUID]) -> Change | None:
    """A line that comes from these notes; None when it does already."""
    before = _placed(lines, line_id)
    after = replace(before.line, notes=in_order(notes))
    if after == before.line:
        return None
    return Change(SynthesisAct.SOURCED, before, Placed(before.place, after))


def removed(lines: Lines, line_id: uuid.UUID) -> Change:
    return Change(SynthesisAct.REMOVED, _placed(lines, line_id), None)


def moved_by_one(lines: Lines, line_id: uuid.UUID, *, up: bool) -> Change | None:
    """A line one place up or down; None where it stands at the end already.

    At the edge of its heading it goes under the next one; alone under its heading it takes it
    along, over all of the next.
    """
    before = _placed(lines, line_id)
    line, place = before.line, before.place
    neighbour = place - 1 if up else place + 1
    if not 0 <= neighbour < len(lines):
        return None
    heading = lines[neighbour].heading
    if heading != line.heading and _is_alone(lines, line):
        start, end = _extent(_without(lines, line_id), heading)
        return _moved(before, start if up else end, line)
    if heading != line.heading:
        return _moved(before, place, replace(line, heading=heading))
    return _moved(before, neighbour, line)


def moved_beside(
    lines: Lines, line_id: uuid.UUID, other_id: uuid.UUID, *, below: bool
) -> Change | None:
    """A line right above or below another one, under its heading; None where it stands already."""
    before = _placed(lines, line_id)
    if other_id == line_id:
        return None
    others = _without(lines, line_id)
    place = _place_of(others, other_id)
    heading = others[place].heading
    return _moved(before, place + below, replace(before.line, heading=heading))


def in_order(notes: Iterable[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    """Each once, by identifier: they grow with time."""
    return tuple(sorted(set(notes)))


def by_heading(lines: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """The headings in their order, each with its lines."""
    return [(heading, list(some)) for heading, some in groupby(lines, lambda one: one.heading)]


def written(placed: Placed | None) -> str:
    """A placed line as its event keeps it: JSON, or nothing."""
    if placed is None:
        return ""
    line = placed.line
    kept = {
        "place": placed.place,
        "heading": line.heading,
        "nature": line.nature.value,
        "text": line.text,
        "notes": [str(note) for note in line.notes],
    }
    return json.dumps(kept, ensure_ascii=False)


def read(line_id: uuid.UUID, text: str) -> Placed | None:
    """What `written` wrote of the line with this identifier."""
    if not text:
        return None
    kept = json.loads(text)
    notes = tuple(uuid.UUID(note) for note in kept["notes"])
    line = Line(line_id, kept["heading"], Nature(kept["nature"]), kept["text"], notes)
    return Placed(kept["place"], line)


def _moved(before: Placed, place: int, line: Line) -> Change | None:
    after = Placed(place, line)
    return None if after == before else Change(SynthesisAct.MOVED, before, after)


def _placed(lines: Lines, line_id: uuid.UUID) -> Placed:
    place = _place_of(lines, line_id)
    return Placed(place, lines[place])


def _place_of(lines: Lines, line_id: uuid.UUID) -> int:
    for place, line in enumerate(lines):
        if line.id == line_id:
            return place
    raise LineGone(str(line_id))


def _without(lines: Lines, line_id: uuid.UUID) -> Lines:
    return tuple(line for line in lines if line.id != line_id)


def _has_heading(lines: Lines, heading: str) -> bool:
    return any(line.heading == heading for line in lines)


def _is_alone(lines: Lines, line: Line) -> bool:
    return not _has_heading(_without(lines, line.id), line.heading)


def _extent(lines: Lines, heading: str) -> tuple[int, int]:
    """Where the lines of a heading that is there begin, and where they end (not included)."""
    places = [place for place, line in enumerate(lines) if line.heading == heading]
    return places[0], places[-1] + 1


def _place_under(lines: Lines, heading: str, wanted: int | None) -> int:
    """The place of a line to be put in: within its heading, or between two others."""
    wanted = len(lines) if wanted is None else min(wanted, len(lines))
    if _has_heading(lines, heading):
        start, end = _extent(lines, heading)
        return max(start, min(wanted, end))
    while 0 < wanted < len(lines) and lines[wanted - 1].heading == lines[wanted].heading:
        wanted += 1
    return wanted
