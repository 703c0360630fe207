"""How a synthesis is kept: one act, one event, one version more.

Every act says from which version it was made. Who acts on an older one is refused, and nothing
is changed; an act that is sent twice (the same `key`) is done once.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Activity,
    Synthesis,
    SynthesisEvent,
    SynthesisLine,
    SynthesisSource,
    SynthesisState,
)
from app.models.turns import ChangedMeanwhile
from app.workshops.syntheses.lines import Change, Line, Lines, applied, written
from app.workshops.syntheses.queries import has_validated_document, lines_of


class AlreadyValidated(ValueError):
    """Somebody stands behind the synthesis: it is never changed again."""


class ValidatedAsDocument(ValueError):
    """A file was validated as the synthesis of this workshop."""


@dataclass(frozen=True)
class Edit:
    """Who acts, and on which version; None acts on whatever is there, as a loader does.

    `key` is the same when the same act is sent again.
    """

    account_id: uuid.UUID | None = None
    made_from: int | None = None
    key: str = ""


def change_lines(
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
        if (present_notes := sources.get(line.id, set())) != set(line.notes):
            _store_sources(session, line, present_notes)


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


def synthesis_to_change(session: Session, activity_id: uuid.UUID | None) -> Synthesis | None:
    """The synthesis of a workshop as it is now, where somebody began one.

    Who acts on it next, or makes a file of it, waits until this transaction ends. A row lock on
    PostgreSQL, under which notes may still be taken; SQLite has one writer at a time anyway.
    """
    session.execute(
        sa.select(Activity.id).where(Activity.id == activity_id).with_for_update(key_share=True)
    )
    return session.scalar(
        sa.select(Synthesis)
        .where(Synthesis.activity_id == activity_id)
        .execution_options(populate_existing=True)
    )


def locked_synthesis(session: Session, activity_id: uuid.UUID) -> Synthesis:
    """The same, begun when it is not there."""
    found = synthesis_to_change(session, activity_id)
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
