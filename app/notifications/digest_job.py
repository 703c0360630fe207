"""The background part of digests: asked for where something is due, made some at a time."""

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
    Consultation,
    ConsultationState,
    Frequency,
    JobKind,
    JobState,
    Participant,
    Subscription,
)
from app.models.types import new_id, now
from app.notifications.digests import (
    is_anything_due,
    left_for_digests,
    make_some,
    news_to_tell,
    pass_over,
)
from app.notifications.forgetting import forget
from app.notifications.numbering import last_number, number_new
from app.notifications.openings import note_openings
from app.settings import current_settings

KEPT_UNCONFIRMED = dt.timedelta(days=14)
"""An address that nobody confirmed is forgotten."""


def ask_for_digests(session: Session, moment: dt.datetime) -> int:
    """Keep every consultation up to date, and ask for the digests that are due: how many jobs.

    Asked twice or by two at once, each digest is made once.
    """
    found = sa.select(Consultation).where(Consultation.state != ConsultationState.DRAFT)
    consultations = session.scalars(found.order_by(Consultation.id)).all()
    return sum(_ask(session, one, moment) for one in consultations)


def _ask(session: Session, consultation: Consultation, moment: dt.datetime) -> int:
    _keep_up(session, consultation, moment)
    settings, id_ = current_settings(), consultation.id
    if settings.mail is None or is_asked(session, JobKind.DIGEST, id_, moment):
        return 0
    if left_for_digests(session, id_, moment, settings.mail_daily_limit) == 0:
        return 0
    if not is_anything_due(session, id_, news_to_tell(session, id_), moment):
        return 0
    schedule(session, kind=JobKind.DIGEST, subject_id=id_, consultation_id=id_, account_id=None)
    return 1


def _keep_up(session: Session, consultation: Consultation, moment: dt.datetime) -> None:
    """Note what opened and closed, number what is new, and know who takes part."""
    told = last_number(session, consultation.id)
    number_new(session, consultation)
    note_openings(session, consultation, moment)
    number_new(session, consultation)
    _add_who_takes_part(session, consultation.id, told, moment)
    _forget_unconfirmed(session, consultation.id, moment)


def _add_who_takes_part(
    session: Session, consultation_id: uuid.UUID, told: int, moment: dt.datetime
) -> None:
    """Who takes part with an account is told what concerns them, until they say otherwise."""
    ours = Subscription.consultation_id == consultation_id
    # Two questions, each with an index of its own.
    by_account = sa.exists().where(ours, Subscription.account_id == Account.id)
    by_address = sa.exists().where(ours, Subscription.email == Account.email)
    people = session.execute(
        sa.select(Account.id, Account.email)
        .join(Participant, Participant.account_id == Account.id)
        .where(Participant.consultation_id == consultation_id, ~by_account, ~by_address)
    ).all()
    rows = [
        {
            "id": new_id(),
            "created_at": moment,
            "consultation_id": consultation_id,
            "account_id": row.id,
            "email": row.email,
            "language": "",
            "confirmed_at": moment,
            "own": Frequency.EACH,
            "everything": Frequency.NEVER,
            "takes_newsletter": False,
            "newsletter_consent": "",
            "newsletter_sent_until": told,
            "own_sent_until": told,
            "everything_sent_until": told,
        }
        for row in people
    ]
    if rows:
        session.execute(sa.insert(Subscription), rows)


def _forget_unconfirmed(session: Session, consultation_id: uuid.UUID, moment: dt.datetime) -> None:
    old = session.scalars(
        sa.select(Subscription.id).where(
            Subscription.consultation_id == consultation_id,
            Subscription.confirmed_at.is_(None),
            Subscription.asked_at < moment - KEPT_UNCONFIRMED,
        )
    ).all()
    if old:
        forget(session, list(old))


def _make_all(session: Session, consultation_id: uuid.UUID, progress: Progress, step: Step) -> None:
    limit, is_more = current_settings().mail_daily_limit, True
    with step():
        pass_over(session, consultation_id, now())
    while is_more:
        progress(0.0, "send")
        with step():
            is_more = make_some(session, consultation_id, now(), limit)


def _give_up(_session: Session, _consultation_id: uuid.UUID, _state: JobState) -> None:
    """What was not made is due still: the next job makes it."""


ERRAND = Errand(_make_all, _give_up)
