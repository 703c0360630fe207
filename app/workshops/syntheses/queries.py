"""Reading a synthesis: its lines, the notes that it is written from, its history."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Account,
    Document,
    DocumentKind,
    DocumentState,
    RoomTable,
    Synthesis,
    SynthesisEvent,
    SynthesisLine,
    SynthesisSource,
    Workshop,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page
from app.workshops.syntheses.lines import Change, Line, Lines, in_order, read


def synthesis_of(session: Session, activity_id: uuid.UUID) -> Synthesis | None:
    """The synthesis of a workshop, once somebody has begun it."""
    return session.scalar(sa.select(Synthesis).where(Synthesis.activity_id == activity_id))


def lines_of(session: Session, synthesis_id: uuid.UUID) -> Lines:
    """The lines of a synthesis in their order, with the notes that they come from."""
    rows = session.execute(
        sa.select(SynthesisLine.id, SynthesisLine.heading, SynthesisLine.nature, SynthesisLine.text)
        .where(SynthesisLine.synthesis_id == synthesis_id)
        .order_by(SynthesisLine.position)
    ).all()
    notes: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for line_id, note_id in session.execute(
        sa.select(SynthesisSource.line_id, SynthesisSource.note_id)
        .join(SynthesisLine, SynthesisLine.id == SynthesisSource.line_id)
        .where(SynthesisLine.synthesis_id == synthesis_id)
    ):
        notes[line_id].append(note_id)
    return tuple(
        Line(row.id, row.heading, row.nature, row.text, in_order(notes[row.id])) for row in rows
    )


def excerpt_ids_of(session: Session, synthesis_id: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """The excerpts that the lines of a validated synthesis became, by line."""
    rows = session.execute(
        sa.select(SynthesisLine.id, SynthesisLine.excerpt_id).where(
            SynthesisLine.synthesis_id == synthesis_id, SynthesisLine.excerpt_id.is_not(None)
        )
    )
    return {line_id: excerpt_id for line_id, excerpt_id in rows if excerpt_id is not None}


def facilitators_of(session: Session, workshop: Workshop) -> set[uuid.UUID]:
    """Who was in the room for this workshop: its lead and the facilitators of its tables."""
    found = set(
        session.scalars(
            sa.select(RoomTable.facilitator_id).where(
                RoomTable.activity_id == workshop.activity_id,
                RoomTable.facilitator_id.is_not(None),
            )
        )
    )
    return {one for one in (*found, workshop.facilitator_id) if one is not None}


def synthesis_documents(session: Session, activity_id: uuid.UUID) -> list[Document]:
    """The files that were sent as the synthesis of a workshop, the newest first; twenty at most."""
    return list(
        session.scalars(
            sa.select(Document)
            .where(
                Document.activity_id == activity_id,
                Document.kind == DocumentKind.SYNTHESIS,
            )
            .order_by(Document.id.desc())
            .limit(20)
        )
    )


def has_validated_document(session: Session, activity_id: uuid.UUID) -> bool:
    """Whether a file was validated as the synthesis of this workshop."""
    return bool(
        session.scalar(
            sa.select(
                sa.exists().where(
                    Document.activity_id == activity_id,
                    Document.kind == DocumentKind.SYNTHESIS,
                    Document.state == DocumentState.VALIDATED,
                )
            )
        )
    )


@dataclass(frozen=True)
class Act:
    """Something that was done to a synthesis, and by whom."""

    event: SynthesisEvent
    who: str


def latest_act(session: Session, synthesis_id: uuid.UUID) -> Act | None:
    """What was done last."""
    row = session.execute(
        _acts(synthesis_id).order_by(SynthesisEvent.number.desc()).limit(1)
    ).first()
    return Act(*row) if row else None


def history_page(
    session: Session, synthesis_id: uuid.UUID, *, cursor: Cursor, size: int = PAGE_SIZE
) -> Page[Act]:
    """What was done to a synthesis, the latest first."""
    found = _acts(synthesis_id).limit(size + 1)
    key = cursor.as_int()
    if key is not None:
        number = SynthesisEvent.number
        found = found.where(number > key if cursor.backwards else number < key)
    order = SynthesisEvent.number.asc() if cursor.backwards else SynthesisEvent.number.desc()
    acts = [Act(*row) for row in session.execute(found.order_by(order))]
    return make_page(acts, cursor, size=size, key_of=lambda act: act.event.number)


def changes_until(session: Session, synthesis_id: uuid.UUID, version: int) -> list[Change]:
    """What was done to the lines of a synthesis, from the beginning to this version of it."""
    events = session.scalars(
        sa.select(SynthesisEvent)
        .where(SynthesisEvent.synthesis_id == synthesis_id, SynthesisEvent.number <= version)
        .order_by(SynthesisEvent.number)
    )
    return [change_of(event) for event in events]


def change_of(event: SynthesisEvent) -> Change:
    """What an event kept."""
    if event.line_id is None:
        return Change(event.act, None, None)
    before, after = (read(event.line_id, text) for text in (event.before, event.after))
    return Change(event.act, before, after)


def _acts(synthesis_id: uuid.UUID) -> sa.Select[SynthesisEvent, str]:
    return (
        sa.select(SynthesisEvent, sa.func.coalesce(Account.name, ""))
        .outerjoin(Account, Account.id == SynthesisEvent.account_id)
        .where(SynthesisEvent.synthesis_id == synthesis_id)
    )
