"""Writing meetings: planned, held or cancelled, who was there, what was said."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Body, Decision, Meeting, MeetingAttendance, MeetingState, Presence
from app.models.turns import ChangedMeanwhile, wait_for_others
from app.strategy.governance.meeting_queries import attending

LONGEST_TEXT = 50_000


class BodyIsClosed(ValueError):
    """It does not meet any more."""


class NotPlanned(ValueError):
    """Only a planned meeting is held or cancelled."""


class NotYet(ValueError):
    """It has not begun."""


class HasDecisions(ValueError):
    """A decision rests on who was there: the attendance stays as it counted it."""


@dataclass(frozen=True, kw_only=True)
class MeetingPlan:
    """When and where a body meets, and about what."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    place: str = ""
    agenda: str = ""


def plan_meeting(session: Session, body: Body, plan: MeetingPlan, *, key: str) -> Meeting:
    """A new meeting. `key` was made with the page: sent twice, it is planned once.

    Raises:
        BodyIsClosed: the body does not meet any more.
    """
    wait_for_others(session, body)
    there = session.scalar(sa.select(Meeting).where(Meeting.body_id == body.id, Meeting.key == key))
    if there is not None:
        return there
    if body.is_closed:
        raise BodyIsClosed(body.id)
    meeting = Meeting(body_id=body.id, key=key, **vars(plan))
    session.add(meeting)
    session.flush()
    return meeting


def change_meeting(session: Session, meeting: Meeting, plan: MeetingPlan, *, version: int) -> None:
    """Change what is told of a meeting: calendars learn of it.

    Raises:
        ChangedMeanwhile: somebody did since `version` was shown.
        HasDecisions: it would move to another day, and something was decided there.
    """
    _wait(session, meeting, version)
    if plan.starts_at != meeting.starts_at:
        _refuse_decided(session, meeting)
    for name, value in vars(plan).items():
        setattr(meeting, name, value)
    meeting.version += 1
    session.flush()


def write_minutes(
    session: Session, meeting: Meeting, text: str, *, is_public: bool, version: int
) -> None:
    """Write what was said, for the team or for everybody.

    Raises:
        ChangedMeanwhile: somebody changed the meeting since `version` was shown.
    """
    _wait(session, meeting, version)
    meeting.minutes, meeting.minutes_are_public = text, is_public
    meeting.version += 1
    session.flush()


def hold(session: Session, meeting: Meeting, moment: dt.datetime) -> None:
    """Say that a meeting took place. Twice is as once.

    Raises:
        NotPlanned: it was cancelled.
        NotYet: it is still to come.
    """
    if meeting.starts_at > moment:
        raise NotYet(meeting.id)
    _become(session, meeting, MeetingState.HELD)


def cancel(session: Session, meeting: Meeting) -> None:
    """Say that a meeting does not take place. Twice is as once.

    Raises:
        NotPlanned: it was held.
    """
    _become(session, meeting, MeetingState.CANCELLED)


def mark_attendance(
    session: Session, body: Body, meeting: Meeting, presences: Mapping[uuid.UUID, Presence | None]
) -> None:
    """Say who was there; None takes it back. Members who were not in office that day are passed
    over, and so are those of whom nothing is said.

    Raises:
        HasDecisions: something was decided there, which counted otherwise.
    """
    wait_for_others(session, body)
    changed = {
        one.member.id: presences[one.member.id]
        for one in attending(session, meeting)
        if one.member.id in presences and presences[one.member.id] is not one.presence
    }
    if not changed:
        return
    _refuse_decided(session, meeting)
    session.execute(
        sa.delete(MeetingAttendance).where(
            MeetingAttendance.meeting_id == meeting.id,
            MeetingAttendance.member_id.in_(changed),
        )
    )
    session.add_all(
        MeetingAttendance(meeting_id=meeting.id, member_id=member_id, presence=presence)
        for member_id, presence in changed.items()
        if presence is not None
    )
    session.flush()


def has_decisions(session: Session, meeting_id: uuid.UUID) -> bool:
    """Whether something was decided at a meeting."""
    found = sa.select(Decision.id).where(Decision.meeting_id == meeting_id)
    return session.scalar(found.limit(1)) is not None


def _refuse_decided(session: Session, meeting: Meeting) -> None:
    if has_decisions(session, meeting.id):
        raise HasDecisions(meeting.id)


def _wait(session: Session, meeting: Meeting, version: int) -> None:
    # The body first, for which decisions and attendance wait: a quorum counts those in office on
    # the day of the meeting, which does not move meanwhile.
    wait_for_others(session, session.get_one(Body, meeting.body_id))
    wait_for_others(session, meeting)
    if meeting.version != version:
        raise ChangedMeanwhile(meeting.id)


def _become(session: Session, meeting: Meeting, state: MeetingState) -> None:
    wait_for_others(session, meeting)
    if meeting.state is state:
        return
    if meeting.state is not MeetingState.PLANNED:
        raise NotPlanned(meeting.state)
    meeting.state = state
    meeting.version += 1
    session.flush()
