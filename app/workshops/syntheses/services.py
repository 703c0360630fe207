"""What people do to the lines of a synthesis."""

from __future__ import annotations

import uuid
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Activity, Nature, Note, Synthesis, SynthesisAct, SynthesisEvent
from app.models.types import new_id
from app.workshops.syntheses import lines as acts
from app.workshops.syntheses.history import change_of
from app.workshops.syntheses.keeping import Edit, change_lines
from app.workshops.syntheses.lines import Change, Line, LineGone, Lines

LONGEST_TEXT = 2000
LONGEST_HEADING = 200
MOST_LINES = 300


class NotOfThisWorkshop(ValueError):
    """A note belongs to another workshop, or was removed."""


class NothingSaid(ValueError):
    """The line has no words."""


class TooLong(ValueError):
    """The words of the line have more than `LONGEST_TEXT` characters, or its heading too many."""


class TooManyLines(ValueError):
    """The synthesis has `MOST_LINES` lines."""


def add_line(
    session: Session,
    activity: Activity,
    edit: Edit,
    *,
    text: str,
    nature: Nature = Nature.OTHER,
    heading: str = "",
    notes: Collection[uuid.UUID] = (),
) -> uuid.UUID:
    """Write a line at the end of its heading; its identifier.

    Raises:
        ChangedMeanwhile, AlreadyValidated, ValidatedAsDocument: nothing is changed any more.
        NothingSaid, TooLong, TooManyLines: of the line.
        NotOfThisWorkshop: of the notes.
    """
    line = Line(new_id(), _heading(heading), nature, _words(text), acts.in_order(notes))

    def make(lines: Lines) -> Change:
        _refuse_foreign(session, activity, line.notes)
        _refuse_too_many(lines)
        return acts.added(lines, line)

    return change_lines(session, activity, edit, make) or line.id


def reword_line(
    session: Session,
    activity: Activity,
    edit: Edit,
    line_id: uuid.UUID,
    *,
    text: str,
    nature: Nature,
    heading: str,
) -> None:
    """Change words, nature and heading of a line. Raises as `add_line`, and LineGone."""
    line = Line(line_id, _heading(heading), nature, _words(text))
    change_lines(session, activity, edit, lambda lines: acts.reworded(lines, line))


def attach_notes(
    session: Session,
    activity: Activity,
    edit: Edit,
    line_id: uuid.UUID,
    notes: Collection[uuid.UUID],
) -> None:
    """Say that a line comes from these notes as well. Raises as `add_line`, and LineGone."""

    def make(lines: Lines) -> Change | None:
        _refuse_foreign(session, activity, notes)
        present = acts.line_of(lines, line_id).notes
        return acts.sourced(lines, line_id, (*present, *notes))

    change_lines(session, activity, edit, make)


def detach_note(
    session: Session, activity: Activity, edit: Edit, line_id: uuid.UUID, note_id: uuid.UUID
) -> None:
    """Say that a line does not come from this note. Raises as `add_line`, and LineGone."""

    def make(lines: Lines) -> Change | None:
        present = acts.line_of(lines, line_id).notes
        return acts.sourced(lines, line_id, (note for note in present if note != note_id))

    change_lines(session, activity, edit, make)


def move_line(
    session: Session, activity: Activity, edit: Edit, line_id: uuid.UUID, *, up: bool
) -> None:
    """Move a line by one place (`lines.moved_by_one`). Raises as `add_line`, and LineGone."""
    change_lines(session, activity, edit, lambda lines: acts.moved_by_one(lines, line_id, up=up))


def move_line_beside(
    session: Session,
    activity: Activity,
    edit: Edit,
    line_id: uuid.UUID,
    other_id: uuid.UUID,
    *,
    below: bool,
) -> None:
    """Move a line next to another, under its heading. Raises as `add_line`, and LineGone."""
    change_lines(
        session,
        activity,
        edit,
        lambda lines: acts.moved_beside(lines, line_id, other_id, below=below),
    )


def remove_line(session: Session, activity: Activity, edit: Edit, line_id: uuid.UUID) -> None:
    """Take a line out; it can be put back. Raises as `add_line`, and LineGone."""
    change_lines(session, activity, edit, lambda lines: acts.removed(lines, line_id))


def put_line_back(session: Session, activity: Activity, edit: Edit, line_id: uuid.UUID) -> None:
    """Put a line that was removed where it stood. Raises as `add_line`, and LineGone."""

    def make(lines: Lines) -> Change | None:
        if any(line.id == line_id for line in lines):
            return None
        removed = _latest_removal(session, activity.id, line_id)
        if removed.before is None:
            raise LineGone(str(line_id))
        _refuse_too_many(lines)
        return acts.added(lines, removed.before.line, removed.before.place)

    change_lines(session, activity, edit, make)


def _latest_removal(session: Session, activity_id: uuid.UUID, line_id: uuid.UUID) -> Change:
    event = session.scalar(
        sa.select(SynthesisEvent)
        .join(Synthesis, Synthesis.id == SynthesisEvent.synthesis_id)
        .where(
            Synthesis.activity_id == activity_id,
            SynthesisEvent.line_id == line_id,
            SynthesisEvent.act == SynthesisAct.REMOVED,
        )
        .order_by(SynthesisEvent.number.desc())
        .limit(1)
    )
    if event is None:
        raise LineGone(str(line_id))
    return change_of(event)


def _refuse_foreign(session: Session, activity: Activity, notes: Collection[uuid.UUID]) -> None:
    wanted = set(notes)
    found = set(
        session.scalars(
            sa.select(Note.id).where(
                Note.id.in_(wanted),
                Note.activity_id == activity.id,
                Note.removed_at.is_(None),
            )
        )
    )
    if wanted - found:
        raise NotOfThisWorkshop


def _refuse_too_many(lines: Lines) -> None:
    if len(lines) >= MOST_LINES:
        raise TooManyLines


def _words(text: str) -> str:
    """A line has no line breaks. Raises NothingSaid, TooLong."""
    tidy = _tidy(text, LONGEST_TEXT)
    if not any(character.isalnum() for character in tidy):
        raise NothingSaid
    return tidy


def _heading(text: str) -> str:
    return _tidy(text, LONGEST_HEADING)


def _tidy(text: str, longest: int) -> str:
    tidy = " ".join(text.split())
    if len(tidy) > longest:
        raise TooLong
    return tidy
