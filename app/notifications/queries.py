"""Reading the box of outgoing messages."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Activity, Job, JobKind, MailState, OutgoingMail


def number_waiting(session: Session, batch_id: uuid.UUID) -> int:
    """How many messages of a batch wait."""
    return (
        session.scalar(
            sa.select(sa.func.count()).where(
                OutgoingMail.batch_id == batch_id, OutgoingMail.state == MailState.WAITING
            )
        )
        or 0
    )


def number_since(session: Session, consultation_id: uuid.UUID | None, moment: dt.datetime) -> int:
    """How many messages a consultation put in the box since a moment; of accounts without one."""
    return (
        session.scalar(
            sa.select(sa.func.count()).where(
                OutgoingMail.consultation_id == consultation_id, OutgoingMail.created_at > moment
            )
        )
        or 0
    )


def activity_of_batch(session: Session, batch_id: uuid.UUID) -> Activity | None:
    """The activity that the messages of a batch are about."""
    return session.scalar(
        sa.select(Activity)
        .join(OutgoingMail, OutgoingMail.activity_id == Activity.id)
        .where(OutgoingMail.batch_id == batch_id)
        .limit(1)
    )


def first_of_batch(session: Session, batch_id: uuid.UUID) -> OutgoingMail | None:
    """The first message of a batch; what it is about is forgotten once it was sent."""
    return session.scalar(
        sa.select(OutgoingMail)
        .where(OutgoingMail.batch_id == batch_id)
        .order_by(OutgoingMail.id)
        .limit(1)
    )


@dataclass(frozen=True)
class OnTheirWay:
    """Messages about an activity that wait, and the job that hands them over, if there is one."""

    waiting: int
    job_id: uuid.UUID | None


def on_their_way(session: Session, activity: Activity) -> OnTheirWay:
    """What is not sent yet of the messages about an activity."""
    batches = sa.select(OutgoingMail.batch_id).where(
        OutgoingMail.activity_id == activity.id, OutgoingMail.state == MailState.WAITING
    )
    waiting = session.scalar(sa.select(sa.func.count()).select_from(batches.subquery())) or 0
    job_id = waiting and session.scalar(
        sa.select(Job.id)
        .where(Job.kind == JobKind.MAIL, Job.subject_id.in_(batches), Job.ended_at.is_(None))
        .limit(1)
    )
    return OnTheirWay(waiting, job_id or None)
