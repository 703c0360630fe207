"""Into the corpus: the notes of a room, a contribution each, and the lines of a synthesis."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session, joinedload

from app.corpus.intake import LONGEST_LOCATION, NewContribution, Span, source_key, take_in, whole
from app.models import Activity, Contribution, Excerpt, Note, Receipt, RoomTable
from app.models.types import PARIS
from app.web.language import DEFAULT_LANGUAGE
from app.workshops.syntheses.lines import Line, Lines, by_heading


def validate_notes(session: Session, activity: Activity) -> int:
    """Take in the notes of an activity that were kept and are not in the corpus yet; how many.

    Later notes enter by the next call. The notes are locked until the end of the transaction:
    nobody corrects one while it enters.
    """
    notes = _waiting_notes(session, activity.id)
    if not notes:
        return 0
    receipts = _receipt_ids(session, activity.id)
    take_in(
        session,
        activity,
        [_contribution_of(activity, note, receipts.get(note.author_key)) for note in notes],
    )
    ids = _contribution_ids(session, activity.id)
    for note in notes:
        note.contribution_id = ids[note_key(note)]
    session.flush()
    return len(notes)


@dataclass(frozen=True)
class SynthesisTakenIn:
    """The contribution that a synthesis became, and the excerpt of each of its lines."""

    contribution_id: uuid.UUID
    excerpt_ids: dict[uuid.UUID, uuid.UUID]


def take_synthesis_in(
    session: Session, activity: Activity, synthesis_id: uuid.UUID, lines: Lines
) -> SynthesisTakenIn:
    """Take in a synthesis as one contribution, an excerpt a line."""
    text, spans = composed(lines)
    key = source_key("synthesis", str(synthesis_id))
    with force_locale(DEFAULT_LANGUAGE):  # kept, exported and published: one language for all
        title = _("Synthesis of the workshop")
    new = NewContribution(
        key=key, title=title, text=text, spans=spans, received_on=activity.starts_on
    )
    take_in(session, activity, [new])
    contribution_id = _contribution_ids(session, activity.id)[key]
    excerpts = session.scalars(
        sa.select(Excerpt.id)
        .where(Excerpt.contribution_id == contribution_id)
        .order_by(Excerpt.start)
    )
    ids = dict(zip([line.id for line in lines], excerpts, strict=True))
    return SynthesisTakenIn(contribution_id, ids)


def composed(lines: Lines) -> tuple[str, tuple[Span, ...]]:
    """The text of a synthesis, and where each line stands in it, in code points.

    A heading has a line of its own, the lines under it a dash each; a blank line parts headings.
    """
    text, spans = "", []
    for heading, some in by_heading(lines):
        text += "\n" if text else ""
        text += f"{heading}\n" if heading else ""
        for line in some:
            text += "– "
            spans.append(_span(line, len(text)))
            text += f"{line.text}\n"
    return text.rstrip("\n"), tuple(spans)


def _span(line: Line, start: int) -> Span:
    location = line.heading[:LONGEST_LOCATION]
    return Span(start, start + len(line.text), location, line.nature)


def _waiting_notes(session: Session, activity_id: uuid.UUID) -> list[Note]:
    """Kept notes that are not in the corpus, table by table and round by round."""
    return list(
        session.scalars(
            sa.select(Note)
            .outerjoin(Note.table)
            .options(joinedload(Note.table))
            .where(
                Note.activity_id == activity_id,
                Note.removed_at.is_(None),
                Note.contribution_id.is_(None),
            )
            .order_by(
                sa.func.coalesce(RoomTable.number, 0),
                sa.func.coalesce(Note.round_number, 0),
                Note.id,
            )
            .with_for_update(of=Note)
            .execution_options(populate_existing=True)
        )
    )


def _contribution_of(
    activity: Activity, note: Note, receipt_id: uuid.UUID | None
) -> NewContribution:
    return NewContribution(
        key=note_key(note),
        text=note.text,
        spans=whole(note.text, _location_of(note)),
        received_on=activity.starts_on or _day_of(note),
        nature=note.nature,
        receipt_id=receipt_id,
    )


def note_key(note: Note) -> str:
    """The source key of the contribution that a note becomes."""
    return source_key("note", str(note.id))


def _day_of(note: Note) -> dt.date:
    return note.created_at.astimezone(PARIS).date()


def _location_of(note: Note) -> str:
    """Where it was noted, such as "Table 2, tour 1"; the session, in a conference."""
    if note.table is None:
        return ""
    if note.table.session_id is not None and note.table.title:
        return note.table.title
    with force_locale(DEFAULT_LANGUAGE):
        if note.round_number is None:
            return _("Table %(table)s", table=note.table.number)
        return _(
            "Table %(table)s, round %(round)s", table=note.table.number, round=note.round_number
        )


def _contribution_ids(session: Session, activity_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """The contributions of an activity by their source keys."""
    rows = session.execute(
        sa.select(Contribution.source_key, Contribution.id).where(
            Contribution.activity_id == activity_id
        )
    )
    return dict(rows.all())


def _receipt_ids(session: Session, activity_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """The receipts of those who wrote notes in an activity, by the digests of their codes."""
    rows = session.execute(
        sa.select(Receipt.digest, Receipt.id).where(Receipt.activity_id == activity_id)
    )
    return dict(rows.all())
