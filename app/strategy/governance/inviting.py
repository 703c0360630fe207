"""Writing to the members of a body about a meeting: once a press."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Account, Body, BodyMember, College, Job, Meeting, MeetingState
from app.models.turns import wait_for_others
from app.notifications import outbox
from app.notifications.outbox import NewMail
from app.notifications.queries import number_since
from app.strategy.governance.letters import ABOUT_MEETING
from app.strategy.governance.standing import day_of, in_office

DAY = dt.timedelta(days=1)


class NobodyToWriteTo(ValueError):
    """No member has an account, or the meeting is over."""


class DailyLimitReached(ValueError):
    """The consultation has no room left for so many messages today."""


def invite(
    session: Session,
    body: Body,
    meeting: Meeting,
    *,
    seen: str,
    account_id: uuid.UUID | None,
    moment: dt.datetime,
    daily_limit: int,
) -> Job | None:
    """Write to each member with an account how the meeting stands, with its calendar file.

    `seen` is when they were last written to, as the page said: pressed twice, or by two people at
    once, they are written to once, and None comes back.

    Raises:
        NobodyToWriteTo, DailyLimitReached: nobody was written to.
    """
    wait_for_others(session, meeting)
    if seen != last_written(meeting):
        return None
    people = members_to_write_to(session, meeting)
    if not people or meeting.state is MeetingState.HELD:
        raise NobodyToWriteTo(meeting.id)
    sent = number_since(session, body.consultation_id, moment - DAY)
    if sent + len(people) > daily_limit:
        raise DailyLimitReached(daily_limit)
    meeting.invited_at = moment
    mails = [
        NewMail(
            recipient=one.email,
            subject="",
            body=meeting.id.hex,
            account_id=one.id,
            letter=ABOUT_MEETING,
        )
        for one in people
    ]
    return outbox.put_about_consultation(
        session, body.consultation_id, mails, account_id=account_id
    )


def last_written(meeting: Meeting) -> str:
    """When its members were last written to, as a form carries it."""
    return meeting.invited_at.isoformat() if meeting.invited_at else ""


def members_to_write_to(session: Session, meeting: Meeting) -> list[Account]:
    """The accounts of those in office on the day of a meeting, each once."""
    holders = (
        sa.select(BodyMember.account_id)
        .join(College, BodyMember.college_id == College.id)
        .where(College.body_id == meeting.body_id, in_office(day_of(meeting.starts_at)))
    )
    found = sa.select(Account).where(Account.id.in_(holders), Account.erased_at.is_(None))
    return list(session.scalars(found.order_by(Account.id)))
