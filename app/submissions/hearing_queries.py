"""Finding hearings: the consultation of a body, such as a board or a committee."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Activity, Channel, Document, DocumentState
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


@dataclass(frozen=True)
class HearingLine:
    """A hearing in a list, and how far its minutes are; empty while none were sent."""

    hearing: Activity
    states: tuple[DocumentState, ...]


def hearing_of(session: Session, consultation_id: uuid.UUID, code: str) -> Activity | None:
    """The hearing with this code in this consultation."""
    return session.scalar(_hearings(consultation_id).where(Activity.code == code))


def hearings_page(
    session: Session, consultation_id: uuid.UUID, cursor: Cursor, size: int = PAGE_SIZE
) -> Page[HearingLine]:
    """The hearings of a consultation, the latest added first."""
    every = _hearings(consultation_id)
    found = paged(every, Activity.id, cursor, cursor.as_uuid(), size=size, descending=True)
    hearings = session.scalars(found).all()
    states = _states_of(session, [hearing.id for hearing in hearings])
    lines = [HearingLine(one, tuple(states.get(one.id, ()))) for one in hearings]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.hearing.id)


def _hearings(consultation_id: uuid.UUID) -> sa.Select[Activity]:
    return sa.select(Activity).where(
        Activity.consultation_id == consultation_id, Activity.channel == Channel.HEARING
    )


def _states_of(
    session: Session, activity_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[DocumentState]]:
    found: dict[uuid.UUID, list[DocumentState]] = {}
    for activity_id, state in session.execute(
        sa.select(Document.activity_id, Document.state)
        .where(Document.activity_id.in_(activity_ids))
        .distinct()
        .order_by(Document.activity_id, Document.state)
    ):
        found.setdefault(activity_id, []).append(state)
    return found
