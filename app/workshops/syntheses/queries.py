"""Reading a synthesis: its lines, who stands behind it, the files that stand for it."""

from __future__ import annotations

import uuid
from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Document,
    DocumentKind,
    DocumentState,
    RoomTable,
    Synthesis,
    SynthesisLine,
    SynthesisSource,
    Workshop,
)
from app.workshops.syntheses.lines import Line, Lines, in_order


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


def was_in_the_room(session: Session, workshop: Workshop, account_id: uuid.UUID | None) -> bool:
    """Whether somebody leads this workshop or one of its tables."""
    if account_id is None:
        return False
    has_table = sa.exists().where(
        RoomTable.activity_id == workshop.activity_id, RoomTable.facilitator_id == account_id
    )
    return account_id == workshop.facilitator_id or bool(session.scalar(sa.select(has_table)))


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
