"""Reading the log, the latest first: of a consultation, or of what one account did."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.acts import SENTENCES
from app.models import Account, AuditEvent, Membership, Role
from app.models.types import id_of_moment, start_of
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

BATCH = 500
TEAM = (Role.FACILITATOR, Role.WRITER, Role.STEWARD)
MOST_PEOPLE = 200
LOOSE = dt.timedelta(seconds=1)
"""Identifiers grow with time; by how much they may stand beside the moment of their row."""


@dataclass(frozen=True)
class LogSearch:
    """Which lines are read. `acts` empty: all; `thing` is a code or an identifier, whole; `until`
    is the last day, itself included."""

    account_id: uuid.UUID | None = None
    acts: tuple[str, ...] = ()
    thing: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


def log_page(
    session: Session,
    consultation_id: uuid.UUID,
    search: LogSearch,
    cursor: Cursor,
) -> Page[AuditEvent]:
    """What was done in a consultation."""
    return _page(session, _found(consultation_id, search), cursor)


def own_page(session: Session, account_id: uuid.UUID, cursor: Cursor) -> Page[AuditEvent]:
    """What somebody did, whatever the consultation."""
    own = sa.select(AuditEvent).where(AuditEvent.account_id == account_id)
    return _page(session, own, cursor)


def log_parts(
    session: Session, consultation_id: uuid.UUID, search: LogSearch
) -> Iterator[Sequence[AuditEvent]]:
    """The whole log in its order, some hundreds of lines at a time."""
    after: uuid.UUID | None = None
    while True:
        found = _found(consultation_id, search).order_by(AuditEvent.id).limit(BATCH)
        if after is not None:
            found = found.where(AuditEvent.id > after)
        part = session.scalars(found).all()
        if part:
            yield part
        if len(part) < BATCH:
            return
        after = part[-1].id


def team_of(session: Session, consultation_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Those whose acts are written down, by name: to choose one of them."""
    rows = session.execute(
        sa.select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.consultation_id == consultation_id, Membership.role.in_(TEAM))
        .order_by(Account.name, Account.id)
        .limit(MOST_PEOPLE)
    )
    return [(row.id, row.name) for row in rows]


def is_an_act(name: str) -> bool:
    return name in SENTENCES


def _page(session: Session, found: sa.Select[AuditEvent], cursor: Cursor) -> Page[AuditEvent]:
    rows = session.scalars(
        paged(found, AuditEvent.id, cursor, cursor.as_uuid(), size=PAGE_SIZE, descending=True)
    ).all()
    return make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda event: event.id)


def _found(consultation_id: uuid.UUID, search: LogSearch) -> sa.Select[AuditEvent]:
    event = AuditEvent
    found = sa.select(event).where(event.consultation_id == consultation_id)
    if search.account_id is not None:
        found = found.where(event.account_id == search.account_id)
    if search.acts:
        found = found.where(event.act.in_(search.acts))
    if search.thing:
        found = found.where(_names(search.thing))
    if search.since is not None:
        start = start_of(search.since)
        found = found.where(event.created_at >= start, event.id > id_of_moment(start - LOOSE))
    if search.until is not None:
        end = start_of(search.until + dt.timedelta(days=1))
        found = found.where(event.created_at < end, event.id < id_of_moment(end + LOOSE))
    return found


def _names(thing: str) -> sa.ColumnElement[bool]:
    """The things of an event, as they are written, hold this code or identifier."""
    written: Any = sa.func.lower(sa.cast(AuditEvent.things, sa.Text))
    return written.contains(f'"{thing.lower()}"', autoescape=True)
