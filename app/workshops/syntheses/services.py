"""Writing a synthesis: one act, one event, one version more.

Every act says from which version it was made. Who acts on an older one is refused, and nothing
is changed; an act that is sent twice (the same `key`) is done once.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Activity,
    Nature,
    Note,
    Synthesis,
    SynthesisAct,
    SynthesisEvent,
    SynthesisLine,
    SynthesisSource,
    SynthesisState,
)
from app.models.types import new_id
from app.workshops.syntheses import lines as acts
from app.workshops.syntheses.lines import Change, Line, LineGone, Lines, applied, written
from app.workshops.syntheses.queries import change_of, has_validated_document, lines_of

LONGEST_TEXT = 2000
LONGEST_HEADING = 200
MOST_LINES = 300


class ChangedMeanwhile(ValueError):
    """The synthesis is no longer what the act was made from."""


class AlreadyValidated(ValueError):
    """Somebody stands behind the synthesis: it is never changed again."""


class ValidatedAsDocument(ValueError):
    """A file was validated as the synthesis of this workshop."""


class NotOfThisWorkshop(ValueError):
    """A note belongs to another workshop, or was removed."""


class NothingSaid(ValueError):
    """The line has no words."""


class TooManyLines(ValueError):
    """The synthesis has `MOST_LINES` lines."""


@dataclass(frozen=True)
class Edit:
    """Who acts, and on which version; None acts on whatever is there, as a loader does.

    `key` is the same when the same act is sent again.
    """

    account_id: uuid.UUID | None = None
    made_from: int | None = None
    key: str = ""


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
        NothingSaid, TooManyLines: of the line.
        NotOfThisWorkshop: of the notes.
    """
    line = Line(new_id(), _tidy(heading), nature, _words(text), acts.in_order(notes))

    def make(lines: Lines) -> Change:
        _refuse_foreign(session, activity, line.notes)
        _refuse_too_many(lines)
        return acts.added(lines, line)

    return _change(session, activity, edit, make) or line.id


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
    line = Line(line_id, _tidy(heading), nature, _words(text))
    _change(session, activity, edit, lambda lines: acts.reworded(lines, line))


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

    _change(session, activity, edit, make)


def detach_note(
    session: Session, activity: Activity, edit: Edit, line_id: uuid.UUID, note_id: uuid.UUID
) -> None:
    """Say that a line does not come from this note. Raises as `add_line`, and LineGone."""

    def make(lines: Lines) -> Change | None:
        present = acts.line_of(lines, line_id).notes
        return acts.sourced(lines, line_id, (note for note in present if note != note_id))

    _change(session, activity, edit, make)


def move_line(
    session: Session, activity: Activity, edit: Edit, line_id: uuid.UUID, *, up: bool
) -> None:
    """Move a line by one place (`lines.moved_by_one`). Raises as `add_line`, and LineGone."""
    _change(session, activity, edit, lambda lines: acts.moved_by_one(lines, line_id, up=up))


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
    _change(
        session,
        activity,
        edit,
        lambda lines: acts.moved_beside(lines, line_id, other_id, below=below),
    )


def remove_line(session: Session, activity: Activity, edit: Edit, line_id: uuid.UUID) -> None:
    """Take a line out; it can be put back. Raises as `add_line`, and LineGone."""
    _change(session, activity, edit, lambda lines: acts.removed(lines, line_id))


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

    _change(session, activity, edit, make)


def locked_synthesis(session: Session, activity_id: uuid.UUID) -> Synthesis:
    """The synthesis of a workshop, begun when it is not there.

    Who acts on it next waits until this transaction ends. A row lock on PostgreSQL, under which
    notes may still be taken; SQLite has one writer at a time anyway.
    """
    session.execute(
        sa.select(Activity.id).where(Activity.id == activity_id).with_for_update(key_share=True)
    )
    found = session.scalar(
        sa.select(Synthesis)
        .where(Synthesis.activity_id == activity_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        found = Synthesis(activity_id=activity_id, version=0)
        session.add(found)
        session.flush()
    return found


def repeated(session: Session, synthesis: Synthesis, edit: Edit) -> SynthesisEvent | None:
    """The latest event, when it is this act already: a double click, or a lost reply."""
    if not edit.key:
        return None
    latest = session.scalar(
        sa.select(SynthesisEvent).where(
            SynthesisEvent.synthesis_id == synthesis.id,
            SynthesisEvent.number == synthesis.version,
        )
    )
    is_the_same = latest and (latest.key, latest.account_id) == (edit.key, edit.account_id)
    return latest if is_the_same else None


def refuse_closed(session: Session, synthesis: Synthesis, edit: Edit) -> None:
    """Refuse an act on what is not written any more, or not as it was seen.

    Raises:
        AlreadyValidated, ValidatedAsDocument, ChangedMeanwhile.
    """
    if synthesis.state is SynthesisState.VALIDATED:
        raise AlreadyValidated
    if has_validated_document(session, synthesis.activity_id):
        raise ValidatedAsDocument
    if edit.made_from not in (None, synthesis.version):
        raise ChangedMeanwhile


def record(session: Session, synthesis: Synthesis, edit: Edit, change: Change) -> None:
    """Keep what was done as the event of the present version."""
    session.add(
        SynthesisEvent(
            synthesis_id=synthesis.id,
            number=synthesis.version,
            key=edit.key,
            account_id=edit.account_id,
            act=change.act,
            line_id=change.line_id,
            before=written(change.before),
            after=written(change.after),
        )
    )
    session.flush()


def _change(
    session: Session,
    activity: Activity,
    edit: Edit,
    make: Callable[[Lines], Change | None],
) -> uuid.UUID | None:
    """Do what `make` says of the present lines; the line that it is about."""
    synthesis = locked_synthesis(session, activity.id)
    if (done := repeated(session, synthesis, edit)) is not None:
        return done.line_id
    refuse_closed(session, synthesis, edit)
    lines = lines_of(session, synthesis.id)
    change = make(lines)
    if change is None:
        return None
    _store(session, synthesis.id, lines, applied(lines, change))
    synthesis.version += 1
    record(session, synthesis, edit, change)
    return change.line_id


def _store(session: Session, synthesis_id: uuid.UUID, before: Lines, after: Lines) -> None:
    """Write the lines as they are now, with their places and sources."""
    sources = {line.id: set(line.notes) for line in before}
    for gone in sources.keys() - {line.id for line in after}:
        session.execute(sa.delete(SynthesisSource).where(SynthesisSource.line_id == gone))
        session.execute(sa.delete(SynthesisLine).where(SynthesisLine.id == gone))
    present = session.scalars(
        sa.select(SynthesisLine).where(SynthesisLine.synthesis_id == synthesis_id)
    )
    rows = {row.id: row for row in present}
    for place, line in enumerate(after):
        row = rows.get(line.id) or SynthesisLine(id=line.id, synthesis_id=synthesis_id)
        row.position, row.heading, row.nature, row.text = (
            place,
            line.heading,
            line.nature,
            line.text,
        )
        session.add(row)
    session.flush()
    for line in after:
        _store_sources(session, line, sources.get(line.id, set()))


def _store_sources(session: Session, line: Line, present: set[uuid.UUID]) -> None:
    wanted = set(line.notes)
    if gone := present - wanted:
        session.execute(
            sa.delete(SynthesisSource).where(
                SynthesisSource.line_id == line.id, SynthesisSource.note_id.in_(gone)
            )
        )
    session.add_all(
        SynthesisSource(line_id=line.id, note_id=note) for note in sorted(wanted - present)
    )
    session.flush()


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
    """A line has no line breaks. Raises NothingSaid."""
    tidy = _tidy(text)
    if not any(character.isalnum() for character in tidy):
        raise NothingSaid
    return tidy[:LONGEST_TEXT]


def _tidy(text: str) -> str:
    return " ".join(text.split())
