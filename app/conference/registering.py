"""Registering for a conference: who has a place, who waits, and who gives theirs up.

Whoever changes anything here waits for the others (`turns`): places are given strictly in the
order of arrival, and never more of them than there are.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference.telling import tell
from app.corpus.codes import derived_secret, new_secret, same_secret
from app.models import (
    Conference,
    OrganisationKind,
    Registration,
    RegistrationState,
)
from app.models.turns import wait_for_others
from app.models.types import now
from app.notifications.queries import number_since

DAY = dt.timedelta(days=1)
BETWEEN_MESSAGES = dt.timedelta(hours=1)
"""An address that is typed again and again is not written to each time."""


class Door(enum.StrEnum):
    """Whether one can register now, and if not, why."""

    OPEN = "open"
    FULL = "full"
    """One can, and waits for a place."""
    SHUT = "shut"
    """Registrations are not taken, or not yet."""
    ENDED = "ended"
    """The time to register is over."""
    PAST = "past"
    """The conference took place."""


class NotOpen(ValueError):
    """Nobody can register now; its argument is the `Door`."""


class TooManyToday(ValueError):
    """The consultation may write no more messages today: robots would do so in our name."""


class AlreadyThere(ValueError):
    """Whoever is checked in gives no place up."""


@dataclass(frozen=True)
class Person:
    """What somebody says of themself; `email` as `mail_address` gives it."""

    name: str
    email: str
    organisation: str
    kind: OrganisationKind
    territory: str = ""
    needs: str = ""


def secret_of(key: str, registration: Registration) -> str:
    """The secret of the link to a registration, made from the key of the application.

    128 bits of it: a shorter address is a QR code that is easier to read.
    """
    return derived_secret(key, b"registration:" + registration.id.bytes)[:32]


def is_theirs(key: str, registration: Registration, secret: str) -> bool:
    """Whether this secret opens this registration; none does once its data are erased."""
    return registration.email is not None and same_secret(secret, secret_of(key, registration))


def door_of(session: Session, conference: Conference, moment: dt.datetime) -> Door:
    """Whether one can register at this moment."""
    closed = _closed(conference, moment)
    if closed is not None:
        return closed
    return Door.OPEN if _has_room(session, conference) else Door.FULL


def register(
    session: Session,
    conference: Conference,
    person: Person,
    *,
    key: str,
    moment: dt.datetime,
    daily_limit: int,
) -> Registration:
    """Give somebody a place, or the next rank of the waiting list; a message says which.

    The same address twice is one registration: the message says again how it stands. `key` comes
    from the page where it was typed.

    Raises:
        NotOpen: nobody can register now.
        TooManyToday: no more messages may leave today.
    """
    wait_for_others(session, conference)
    _refuse_closed(conference, moment)
    sent = number_since(session, conference.activity.consultation_id, moment - DAY)
    if sent >= daily_limit:
        raise TooManyToday(daily_limit)
    found = session.scalar(
        sa.select(Registration)
        .where(Registration.conference_id == conference.id, Registration.email == person.email)
        .execution_options(populate_existing=True)
    )
    if found is not None and found.state is not RegistrationState.CANCELLED:
        if found.written_at is None or found.written_at <= moment - BETWEEN_MESSAGES:
            tell(session, conference, [found], moment)
        return found
    registration = found or Registration(
        conference_id=conference.id, key=_free_key(session, conference, key)
    )
    for name, value in vars(person).items():
        setattr(registration, name, value)
    _settle(session, conference, registration)
    session.add(registration)
    session.flush()
    tell(session, conference, [registration], moment)
    return registration


def give_up(
    session: Session, conference: Conference, registration: Registration, moment: dt.datetime
) -> bool:
    """Cancel a registration; who waits longest has the place. False when it was cancelled before.

    Raises:
        AlreadyThere: they are checked in.
        NotOpen: the conference took place.
    """
    wait_for_others(session, conference)
    session.refresh(registration)
    if registration.state is RegistrationState.CANCELLED:
        return False
    if registration.came_at is not None:
        raise AlreadyThere(registration.id)
    if conference.ends_at <= moment:
        raise NotOpen(Door.PAST)
    registration.state, registration.state_since = RegistrationState.CANCELLED, moment
    session.flush()
    fill_places(session, conference, moment)
    return True


def cancel_for(
    session: Session, conference: Conference, registration: Registration, moment: dt.datetime
) -> None:
    """Cancel somebody's registration in their stead; a message tells them.

    Raises:
        AlreadyThere: they are checked in.
        NotOpen: the conference took place.
    """
    if give_up(session, conference, registration, moment):
        tell(session, conference, [registration], moment)


def come_back(
    session: Session, conference: Conference, registration: Registration, moment: dt.datetime
) -> None:
    """Take a cancelled registration up again: a place where there is one, the last rank elsewhere.

    Raises:
        NotOpen: nobody can register now.
    """
    wait_for_others(session, conference)
    session.refresh(registration)
    if registration.state is not RegistrationState.CANCELLED:
        return
    _refuse_closed(conference, moment)
    _settle(session, conference, registration)


def fill_places(session: Session, conference: Conference, moment: dt.datetime) -> None:
    """Give the free places to those who wait longest; a message tells them.

    To be called by who has waited for others.
    """
    if conference.ends_at <= moment:
        return
    free = None
    if conference.capacity is not None:
        free = max(conference.capacity - _number_in(session, conference, _CONFIRMED), 0)
    next_ones = session.scalars(
        sa.select(Registration)
        .where(
            Registration.conference_id == conference.id,
            Registration.state == RegistrationState.WAITING,
        )
        .order_by(Registration.state_since, Registration.id)
        .limit(free)
        .execution_options(populate_existing=True)
    ).all()
    for one in next_ones:
        one.state, one.state_since = RegistrationState.CONFIRMED, moment
    tell(session, conference, next_ones, moment)


_CONFIRMED = (RegistrationState.CONFIRMED,)
_IN_LINE = (RegistrationState.CONFIRMED, RegistrationState.WAITING)


def _number_in(
    session: Session, conference: Conference, states: tuple[RegistrationState, ...]
) -> int:
    found = sa.select(sa.func.count()).where(
        Registration.conference_id == conference.id, Registration.state.in_(states)
    )
    return session.scalar(found) or 0


def _has_room(session: Session, conference: Conference) -> bool:
    """Whether somebody who comes now has a place at once: nobody who waits is passed by."""
    if conference.capacity is None:
        return True
    return _number_in(session, conference, _IN_LINE) < conference.capacity


def _settle(session: Session, conference: Conference, registration: Registration) -> None:
    has_room = _has_room(session, conference)
    registration.state = RegistrationState.CONFIRMED if has_room else RegistrationState.WAITING
    # Not when the request came: those who had their turn before are before, to the microsecond.
    registration.state_since = now()


def _closed(conference: Conference, moment: dt.datetime) -> Door | None:
    if conference.ends_at <= moment:
        return Door.PAST
    if not conference.takes_registrations or not conference.is_published:
        return Door.SHUT
    if conference.registration_closes_at and conference.registration_closes_at <= moment:
        return Door.ENDED
    return None


def _refuse_closed(conference: Conference, moment: dt.datetime) -> None:
    closed = _closed(conference, moment)
    if closed is not None:
        raise NotOpen(closed)


def _free_key(session: Session, conference: Conference, key: str) -> str:
    """The key of the page; another one where it was used for another address meanwhile."""
    taken = sa.select(Registration.id).where(
        Registration.conference_id == conference.id, Registration.key == key
    )
    return new_secret() if session.scalar(taken) else key
