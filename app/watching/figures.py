"""What waits and what failed, counted: of the whole platform, or of one consultation."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Job,
    JobKind,
    JobState,
    MailState,
    MailTrouble,
    OutgoingMail,
    Response,
)
from app.models.response import BEGUN
from app.models.types import id_of_moment

REMEMBERED = dt.timedelta(days=7)
"""What failed longer ago is told nowhere."""
OURS = ("unexpected", "lost", "original_lost")
"""Why jobs fail when nobody's file or choice is the reason."""
MOST_FAILED = 20


@dataclass(frozen=True)
class Waiting:
    """Jobs of one kind that wait for a worker, and since when the first of them does."""

    number: int
    oldest: dt.datetime


@dataclass(frozen=True)
class MailFigures:
    """Messages of the days that are remembered."""

    waiting: int
    sent: int
    failed: Mapping[MailTrouble, int]
    last_sent_at: dt.datetime | None
    last_refused_at: dt.datetime | None
    """When the mail server last could not be reached or wanted nothing."""


@dataclass(frozen=True)
class Figures:
    """What is known at `moment`."""

    moment: dt.datetime
    waiting: Mapping[JobKind, Waiting]
    failed: tuple[Job, ...]
    """The latest first, at most `MOST_FAILED`."""
    broken: int
    """How many failed in the last day for a reason that is ours."""
    mail: MailFigures


def figures_of(
    session: Session, moment: dt.datetime, consultation_id: uuid.UUID | None = None
) -> Figures:
    """The figures of a consultation, or of all that the platform does."""
    ours = [] if consultation_id is None else [Job.consultation_id == consultation_id]
    since = moment - REMEMBERED
    failed = session.scalars(
        sa.select(Job)
        .where(Job.state == JobState.FAILED, Job.ended_at > since, *ours)
        .order_by(Job.ended_at.desc(), Job.id)
        .limit(MOST_FAILED)
    )
    return Figures(
        moment=moment,
        waiting=waiting_jobs(session, consultation_id),
        failed=tuple(failed),
        broken=_broken(session, moment, ours),
        mail=_mail(session, since, consultation_id, ours),
    )


def waiting_jobs(
    session: Session, consultation_id: uuid.UUID | None = None
) -> dict[JobKind, Waiting]:
    """Jobs that wait, by kind."""
    query = (
        sa.select(Job.kind, sa.func.count(), sa.func.min(Job.created_at))
        .where(Job.state == JobState.QUEUED)
        .group_by(Job.kind)
    )
    if consultation_id is not None:
        query = query.where(Job.consultation_id == consultation_id)
    return {kind: Waiting(number, oldest) for kind, number, oldest in session.execute(query)}


def jobs_by_state(session: Session) -> dict[JobState, int]:
    """How many jobs there are in each state."""
    return dict(session.execute(sa.select(Job.state, sa.func.count()).group_by(Job.state)).all())


def number_of_drafts(session: Session) -> int:
    """Responses that were begun and not sent."""
    drafts = sa.select(sa.func.count()).select_from(Response).where(sa.text(BEGUN))
    return session.scalar(drafts) or 0


def mails_by_trouble(
    session: Session, since: dt.datetime, consultation_id: uuid.UUID | None = None
) -> dict[MailTrouble, int]:
    """Messages put in the box since then that failed, by the reason; not those that were
    cancelled."""
    query = (
        sa.select(OutgoingMail.trouble, sa.func.count())
        .where(
            OutgoingMail.state == MailState.FAILED,
            OutgoingMail.trouble.is_not(None),
            OutgoingMail.trouble != MailTrouble.CANCELLED,
            OutgoingMail.id > id_of_moment(since),
        )
        .group_by(OutgoingMail.trouble)
    )
    if consultation_id is not None:
        query = query.where(OutgoingMail.consultation_id == consultation_id)
    return {trouble: number for trouble, number in session.execute(query) if trouble is not None}


def _broken(session: Session, moment: dt.datetime, ours: list[Any]) -> int:
    query = sa.select(sa.func.count()).where(
        Job.state == JobState.FAILED,
        Job.ended_at > moment - dt.timedelta(days=1),
        Job.error["code"].as_string().in_(OURS),
        *ours,
    )
    return session.scalar(query) or 0


def _mail(
    session: Session, since: dt.datetime, consultation_id: uuid.UUID | None, ours: list[Any]
) -> MailFigures:
    counted = sa.select(
        sa.func.count().filter(OutgoingMail.state == MailState.WAITING),
        sa.func.count().filter(OutgoingMail.state == MailState.SENT),
        sa.func.max(OutgoingMail.sent_at),
    ).where(OutgoingMail.id > id_of_moment(since))
    if consultation_id is not None:
        counted = counted.where(OutgoingMail.consultation_id == consultation_id)
    waiting, sent, last_sent_at = session.execute(counted).one()
    refused = sa.select(sa.func.max(Job.ended_at)).where(
        Job.kind == JobKind.MAIL, Job.state == JobState.FAILED, Job.ended_at > since, *ours
    )
    return MailFigures(
        waiting=waiting,
        sent=sent,
        failed=mails_by_trouble(session, since, consultation_id),
        last_sent_at=last_sent_at,
        last_refused_at=session.scalar(refused),
    )
