"""Checking people in: whoever is at a desk does so, from a code, a list, or for who just came.

Each act may be sent twice, and from two desks at once: somebody is in once, from the first moment.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference.attendance import count_again
from app.conference.queries import registration_of
from app.models import Conference, OrganisationKind, Registration, RegistrationState
from app.models.turns import wait_for_others

LONGEST_WITHOUT_NETWORK = dt.timedelta(days=1)


class Unknown(ValueError):
    """Nobody is registered for this conference under this identifier."""


@dataclass(frozen=True)
class WalkIn:
    """Somebody who comes without having registered; `key` was made where it was typed."""

    key: str
    name: str
    organisation: str
    kind: OrganisationKind


@dataclass(frozen=True)
class Desk:
    """Who checks in, and when the act was done: at a desk without network, before it is sent."""

    account_id: uuid.UUID | None
    moment: dt.datetime


def when_done(said: str, moment: dt.datetime) -> dt.datetime:
    """When a device says that an act was done (ISO 8601); `moment`, when it cannot be so."""
    try:
        done = dt.datetime.fromisoformat(said)
    except ValueError:
        return moment
    if done.tzinfo is None or not moment - LONGEST_WITHOUT_NETWORK <= done <= moment:
        return moment
    return done


def check_in(
    session: Session, conference: Conference, registration_id: uuid.UUID, desk: Desk
) -> Registration:
    """Somebody is there.

    Raises:
        Unknown: nobody is known by this identifier.
    """
    registration = _found(session, conference, registration_id)
    if registration.came_at is None or desk.moment < registration.came_at:
        registration.came_at, registration.checked_in_by = desk.moment, desk.account_id
        count_again(session, conference)
    return registration


def check_out(session: Session, conference: Conference, registration_id: uuid.UUID) -> Registration:
    """Somebody was checked in by mistake.

    Raises:
        Unknown: nobody is known by this identifier.
    """
    registration = _found(session, conference, registration_id)
    if registration.came_at is not None:
        registration.came_at = registration.checked_in_by = None
        count_again(session, conference)
    return registration


def welcome(session: Session, conference: Conference, person: WalkIn, desk: Desk) -> Registration:
    """Somebody who was not registered is there."""
    wait_for_others(session, conference)
    there = session.scalar(
        sa.select(Registration).where(
            Registration.conference_id == conference.id, Registration.key == person.key
        )
    )
    if there is not None:
        return there
    registration = Registration(
        conference_id=conference.id,
        state=RegistrationState.CONFIRMED,
        came_at=desk.moment,
        checked_in_by=desk.account_id,
        **vars(person),
    )
    session.add(registration)
    session.flush()
    count_again(session, conference)
    return registration


def _found(session: Session, conference: Conference, registration_id: uuid.UUID) -> Registration:
    wait_for_others(session, conference)
    registration = registration_of(session, conference, registration_id)
    if registration is None:
        raise Unknown(registration_id)
    return registration
