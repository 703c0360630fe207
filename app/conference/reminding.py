"""Reminding those who are registered, each once."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference.registering import DAY, Door, NotOpen
from app.models import Conference, Job, Registration, RegistrationState
from app.models.turns import wait_for_others
from app.notifications import outbox
from app.notifications.outbox import NewMail
from app.notifications.queries import number_since


class NobodyToRemind(ValueError):
    """Everybody who has a place was reminded."""


class DailyLimitReached(ValueError):
    """The consultation has sent all the messages that it may send in a day."""


def number_to_remind(session: Session, conference: Conference) -> int:
    """How many have a place and were not reminded yet."""
    people = _to_remind(conference).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(people)) or 0


def remind(
    session: Session,
    conference: Conference,
    *,
    subject: str,
    text: str,
    account_id: uuid.UUID | None,
    moment: dt.datetime,
    daily_limit: int,
) -> Job:
    """Put a reminder to everybody who has a place and was not reminded yet in the post; beyond the
    daily limit of messages, the others are reminded another day.

    Raises:
        NotOpen: the conference took place.
        DailyLimitReached: nothing more can be sent today.
        NobodyToRemind: there is nobody.
    """
    wait_for_others(session, conference)
    if conference.ends_at <= moment:
        raise NotOpen(Door.PAST)
    sent = number_since(session, conference.activity.consultation_id, moment - DAY)
    if sent >= daily_limit:
        raise DailyLimitReached(daily_limit)
    found = _to_remind(conference).limit(daily_limit - sent)
    people = session.scalars(found.execution_options(populate_existing=True)).all()
    if not people:
        raise NobodyToRemind
    for one in people:
        one.reminded_at = moment
    mails = [
        NewMail(one.email, subject, text, registration_id=one.id) for one in people if one.email
    ]
    return outbox.put(session, conference.activity, mails, account_id=account_id)


def _to_remind(conference: Conference) -> sa.Select[Registration]:
    return (
        sa.select(Registration)
        .where(
            Registration.conference_id == conference.id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.email.is_not(None),
            Registration.reminded_at.is_(None),
        )
        .order_by(Registration.id)
    )
