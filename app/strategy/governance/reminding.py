"""Reminders of the governance: telling stewards that a body is late against its rhythm, once for
each time that it is; opening the reports that leads owe, and asking them."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.jobs.progress import Progress
from app.jobs.runner import Errand, Step
from app.jobs.services import is_asked, schedule
from app.models import (
    Account,
    Body,
    Consultation,
    ConsultationState,
    JobKind,
    JobState,
    Membership,
    Plan,
    PlanState,
    Role,
    Strategy,
)
from app.models.turns import wait_for_consultation
from app.models.types import PARIS, today
from app.notifications import outbox
from app.notifications.outbox import NewMail
from app.settings import current_settings
from app.strategy.governance.letters import ABOUT_LATE_BODIES
from app.strategy.governance.standing import BodyNow, late_bodies
from app.strategy.plans.reports.reminding import anybody_to_remind, open_reports, remind_leads


def ask_for_reminders(session: Session, moment: dt.datetime) -> int:
    """Ask for the reminders that are due: how many jobs. Asked twice or by two at once, each
    lateness is told once."""
    if current_settings().mail is None:
        return 0
    found = sa.select(Consultation.id).where(
        Consultation.state != ConsultationState.DRAFT,
        sa.or_(
            sa.exists().where(Body.consultation_id == Consultation.id, ~Body.is_closed),
            sa.exists().where(
                Strategy.consultation_id == Consultation.id,
                Plan.strategy_id == Strategy.id,
                Plan.state == PlanState.IN_FORCE,
            ),
        ),
    )
    day, asked = moment.astimezone(PARIS).date(), 0
    for id_ in session.scalars(found.order_by(Consultation.id)).all():
        open_reports(session, id_, day)
        is_due = untold(session, id_, day) or anybody_to_remind(session, id_, day)
        if is_due and not is_asked(session, JobKind.REMINDERS, id_, moment):
            schedule(
                session,
                kind=JobKind.REMINDERS,
                subject_id=id_,
                consultation_id=id_,
                account_id=None,
            )
            asked += 1
    return asked


def untold(session: Session, consultation_id: uuid.UUID, day: dt.date) -> list[BodyNow]:
    """The bodies that are late, and of which no steward was told since they are."""
    return [
        one
        for one in late_bodies(session, consultation_id, day)
        if one.due and one.body.told_late_since != one.due.on
    ]


def remind(session: Session, consultation_id: uuid.UUID, day: dt.date) -> int:
    """Write to the stewards about the bodies that are late now: to how many."""
    wait_for_consultation(session, consultation_id)
    late = untold(session, consultation_id, day)
    if not late:
        return 0
    for one in late:
        one.body.told_late_since = one.due.on if one.due else None
    stewards = session.scalars(
        sa.select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.consultation_id == consultation_id,
            Membership.role == Role.STEWARD,
            Account.erased_at.is_(None),
        )
        .order_by(Account.id)
    ).all()
    mails = [
        NewMail(one.email, "", "", account_id=one.id, letter=ABOUT_LATE_BODIES) for one in stewards
    ]
    if mails:
        outbox.put_about_consultation(session, consultation_id, mails)
    return len(mails)


def _run(session: Session, consultation_id: uuid.UUID, progress: Progress, step: Step) -> None:
    progress(0.0, "send")
    with step():
        remind(session, consultation_id, today())
        remind_leads(session, consultation_id, today())


def _give_up(_session: Session, _consultation_id: uuid.UUID, _state: JobState) -> None:
    """What was not told is still due: the next job tells it."""


ERRAND = Errand(_run, _give_up)
