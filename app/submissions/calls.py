"""Calls for written contributions: what a steward asks, and when."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.models import (
    Activity,
    Channel,
    Contribution,
    ContributionState,
    Submission,
    SubmissionCall,
)
from app.models.turns import wait_for_consultation
from app.models.types import PARIS


@dataclass(frozen=True)
class Plan:
    """What is told of a call. Moments are in UTC; without them it is open without end."""

    title: str
    framing: str
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    wants_account: bool
    is_published: bool


def call_of(session: Session, consultation_id: uuid.UUID, code: str) -> SubmissionCall | None:
    """The call of this consultation whose activity has this code, with its activity."""
    return session.scalar(_calls(consultation_id).where(Activity.code == code))


def _calls(consultation_id: uuid.UUID) -> sa.Select[SubmissionCall]:
    return (
        sa.select(SubmissionCall)
        .join(SubmissionCall.activity)
        .options(contains_eager(SubmissionCall.activity))
        .where(Activity.consultation_id == consultation_id)
    )


@dataclass(frozen=True)
class CallLine:
    """A call in a list, and how many contributions everybody reads."""

    call: SubmissionCall
    public: int


def calls_in(
    session: Session, consultation_id: uuid.UUID, *, also_unpublished: bool
) -> list[CallLine]:
    """The calls of a consultation, the latest first: each is made by hand, they are few."""
    found = _calls(consultation_id).order_by(SubmissionCall.id.desc()).limit(100)
    if not also_unpublished:
        found = found.where(SubmissionCall.is_published)
    calls = session.scalars(found).all()
    numbers: dict[uuid.UUID, int] = dict(
        session.execute(
            sa.select(Submission.call_id, sa.func.count())
            .join(Contribution, Submission.contribution_id == Contribution.id)
            .where(
                Submission.call_id.in_([call.id for call in calls]),
                Submission.may_be_published,
                Contribution.state == ContributionState.PUBLISHED,
            )
            .group_by(Submission.call_id)
        ).all()
    )
    return [CallLine(call, numbers.get(call.id, 0)) for call in calls]


def add_call(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    code: str,
    plan: Plan,
    phase_id: uuid.UUID | None = None,
) -> SubmissionCall:
    """A call with this code; the one that has it already, when it is asked for twice."""
    wait_for_consultation(session, consultation_id)
    found = call_of(session, consultation_id, code)
    if found is not None:
        return found
    activity = Activity(
        consultation_id=consultation_id,
        phase_id=phase_id,
        channel=Channel.SUBMISSION,
        code=code,
        title=plan.title,
    )
    call = SubmissionCall(activity=activity, is_published=False)
    session.add(call)
    session.flush()
    change_call(session, call, plan)
    return call


def change_call(session: Session, call: SubmissionCall, plan: Plan) -> None:
    """Tell a call otherwise."""
    call.activity.title = plan.title
    call.activity.starts_on, call.activity.ends_on = _day(plan.opens_at), _day(plan.closes_at)
    call.framing = plan.framing
    call.opens_at, call.closes_at = plan.opens_at, plan.closes_at
    call.wants_account = plan.wants_account
    call.is_published = plan.is_published
    session.flush()


def _day(moment: dt.datetime | None) -> dt.date | None:
    """The day of a moment, on the calendar of the platform."""
    return moment.astimezone(PARIS).date() if moment else None
