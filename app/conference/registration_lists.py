"""Reading who is registered: the list of the stewards, the sheet to take away, the desks' list."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import (
    Conference,
    MailState,
    OrganisationKind,
    OutgoingMail,
    Registration,
    RegistrationState,
)
from app.publication.sheets import CHUNK, Sheet
from app.web.filters import moment
from app.web.labels import label
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


class Came(enum.StrEnum):
    """Whether somebody came, where a list is narrowed to it."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Wanted:
    """To whom a list is narrowed."""

    words: str = ""
    state: RegistrationState | None = None
    kind: OrganisationKind | None = None
    came: Came | None = None


@dataclass(frozen=True)
class RegistrationLine:
    """A registration in the list; `is_unwritten` when a message to them did not leave."""

    registration: Registration
    is_unwritten: bool


def registrations_page(
    session: Session, conference: Conference, wanted: Wanted, cursor: Cursor, size: int = PAGE_SIZE
) -> Page[RegistrationLine]:
    """The registrations in the order in which they came."""
    failed = (
        sa.exists()
        .where(
            OutgoingMail.registration_id == Registration.id,
            OutgoingMail.state == MailState.FAILED,
        )
        .correlate(Registration)
    )
    found = sa.select(Registration, failed).where(*_conditions(conference, wanted))
    rows = session.execute(paged(found, Registration.id, cursor, cursor.as_uuid(), size=size))
    lines = [RegistrationLine(one, bool(unwritten)) for one, unwritten in rows]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.registration.id)


def numbers_by_state(session: Session, conference: Conference) -> dict[RegistrationState, int]:
    """How many registrations are in each state, those who only came by among the confirmed."""
    counted = session.execute(
        sa.select(Registration.state, sa.func.count())
        .where(Registration.conference_id == conference.id)
        .group_by(Registration.state)
    )
    numbers = dict(counted.all())
    return {state: numbers[state] for state in RegistrationState if state in numbers}


def has_people_by_name(session: Session, conference: Conference) -> bool:
    """Whether anybody is known by name: nothing is left to erase otherwise."""
    named = sa.select(Registration.id).where(
        Registration.conference_id == conference.id, Registration.name != ""
    )
    return session.scalar(named.limit(1)) is not None


def rank_of(session: Session, registration: Registration) -> int:
    """How many wait before this one, and itself: 1 is the next who has a place."""
    before = sa.or_(
        Registration.state_since < registration.state_since,
        sa.and_(
            Registration.state_since == registration.state_since,
            Registration.id <= registration.id,
        ),
    )
    waiting = sa.select(sa.func.count()).where(
        Registration.conference_id == registration.conference_id,
        Registration.state == RegistrationState.WAITING,
        before,
    )
    return session.scalar(waiting) or 0


def registration_sheet(conference: Conference, wanted: Wanted) -> Sheet:
    """Those who are wanted, to take away."""
    headings = (
        _("State"),
        _("Name"),
        _("E-mail address"),
        _("Organisation"),
        _("Kind of body"),
        _("Town or department"),
        _("What you need to take part"),
        _("Registered on"),
        _("Arrived at"),
    )

    def rows(session: Session, _id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
        found = (
            sa.select(Registration)
            .where(*_conditions(conference, wanted))
            .order_by(Registration.id)
            .execution_options(yield_per=CHUNK)
        )
        for one in session.scalars(found):
            yield (
                label(one.state),
                one.name,
                one.email,
                one.organisation,
                label(one.kind),
                one.territory,
                one.needs,
                moment(one.created_at),
                moment(one.came_at),
            )

    return Sheet("registrations", _("Registrations"), headings, rows)


@dataclass(frozen=True)
class Expected:
    """Somebody in the list of the desks."""

    id: uuid.UUID
    name: str
    organisation: str
    state: RegistrationState
    came_at: dt.datetime | None


def expected_people(session: Session, conference: Conference, words: str = "") -> list[Expected]:
    """Everybody who may come or has come, by name; all of them: desks search without network."""
    wanted = Wanted(words=words)
    rows = session.execute(
        sa.select(
            Registration.id,
            Registration.name,
            Registration.organisation,
            Registration.state,
            Registration.came_at,
        )
        .where(
            *_conditions(conference, wanted),
            sa.or_(
                Registration.state != RegistrationState.CANCELLED,
                Registration.came_at.is_not(None),
            ),
        )
        .order_by(sa.func.lower(Registration.name), Registration.id)
    )
    return [Expected(*row) for row in rows]


def people_there(session: Session, conference: Conference) -> list[tuple[uuid.UUID, dt.datetime]]:
    """Who is checked in, and since when."""
    rows = session.execute(
        sa.select(Registration.id, Registration.came_at)
        .where(Registration.conference_id == conference.id, Registration.came_at.is_not(None))
        .order_by(Registration.id)
    )
    return [(person, came_at) for person, came_at in rows if came_at is not None]


def _conditions(conference: Conference, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions = [Registration.conference_id == conference.id]
    if wanted.words:
        columns = (Registration.name, Registration.email, Registration.organisation)
        conditions.append(
            sa.or_(*(column.icontains(wanted.words, autoescape=True) for column in columns))
        )
    if wanted.state is not None:
        conditions.append(Registration.state == wanted.state)
    if wanted.kind is not None:
        conditions.append(Registration.kind == wanted.kind)
    if wanted.came is not None:
        has_come = Registration.came_at.is_not(None)
        conditions.append(has_come if wanted.came is Came.YES else ~has_come)
    return conditions
