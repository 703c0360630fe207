"""What the buttons of the screen say, such as "up:<line>" or "detach:<line>:<note>"."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Activity
from app.workshops.syntheses import services
from app.workshops.syntheses.keeping import Edit

_WORDS = {
    "up": 1,
    "down": 1,
    "remove": 1,
    "back": 1,
    "attach": 1,
    "detach": 2,
    "above": 2,
    "below": 2,
}
"""The acts, and how many identifiers follow each."""


class NothingPicked(ValueError):
    """The act is about notes, and none was picked."""


@dataclass(frozen=True)
class Pressed:
    """An act on a line; `other_id` is the note or the other line that it names."""

    act: str
    line_id: uuid.UUID
    other_id: uuid.UUID | None
    notes: tuple[uuid.UUID, ...]


def pressed(text: str, notes: Collection[uuid.UUID]) -> Pressed | None:
    """Read a button; None for one that the screen does not have."""
    act, *names = text.split(":")
    if _WORDS.get(act) != len(names):
        return None
    try:
        line_id, *others = (uuid.UUID(name) for name in names)
    except ValueError:
        return None
    return Pressed(act, line_id, others[0] if others else None, tuple(notes))


def do(session: Session, activity: Activity, edit: Edit, wanted: Pressed) -> None:
    """Do what a button says. Raises NothingPicked, and what the services raise."""
    line_id, other_id = wanted.line_id, wanted.other_id
    if wanted.act == "attach" and not wanted.notes:
        raise NothingPicked
    match wanted.act:
        case "up" | "down":
            services.move_line(session, activity, edit, line_id, up=wanted.act == "up")
        case "remove":
            services.remove_line(session, activity, edit, line_id)
        case "back":
            services.put_line_back(session, activity, edit, line_id)
        case "attach":
            services.attach_notes(session, activity, edit, line_id, wanted.notes)
    if other_id is None:
        return
    match wanted.act:
        case "detach":
            services.detach_note(session, activity, edit, line_id, other_id)
        case "above" | "below":
            below = wanted.act == "below"
            services.move_line_beside(session, activity, edit, line_id, other_id, below=below)
