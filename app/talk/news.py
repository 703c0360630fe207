"""Messages to those whom the desk waits for: named, entrusted with something, asked to score.

One waits in the box of each of them, however much happens meanwhile. It leaves when they want to be
written to, and tells what they have not seen by then; where that is nothing, it does not leave.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Account,
    DeskComment,
    DeskTask,
    Frequency,
    Job,
    JobKind,
    MailState,
    Membership,
    Mention,
    OutgoingMail,
    Scorer,
    Scoring,
    ScoringState,
    Subscription,
)
from app.models.turns import wait_for_name
from app.notifications.digest_times import is_due
from app.notifications.outbox import NewMail, ask_for_batch, put_aside
from app.settings import current_settings

NEWS = "desk-news"
"""What stands in the box until the message leaves."""
PAUSE = dt.timedelta(minutes=15)
"""Who wants to be told each time is told after a while: much may happen in a row, and they may see
it themselves."""
AGAIN = dt.timedelta(hours=1)
"""After this, what the mail server did not take is tried again."""


@dataclass(frozen=True)
class News:
    """What waits for somebody: comments in which they are named, tasks, rounds to score."""

    mentions: int
    tasks: int
    rounds: int

    @property
    def is_any(self) -> bool:
        return bool(self.mentions or self.tasks or self.rounds)


def note_news(
    session: Session, consultation_id: uuid.UUID, account_ids: Collection[uuid.UUID]
) -> None:
    """Remember that these people are to be written to, unless they never want to be."""
    if current_settings().mail is None or not account_ids:
        return
    wait_for_name(session, f"desk news {consultation_id.hex}")
    waiting = _waiting().where(OutgoingMail.consultation_id == consultation_id)
    known = set(session.scalars(waiting.with_only_columns(OutgoingMail.recipient)))
    wanted = (
        sa.select(Account.email)
        .outerjoin(Subscription, _theirs(consultation_id))
        .where(
            Account.id.in_(account_ids),
            Account.erased_at.is_(None),
            _frequency() != Frequency.NEVER,
        )
        .order_by(Account.id)
    )
    for email in session.scalars(wanted).unique():
        if email not in known:
            put_aside(session, consultation_id, NewMail(email, subject="", body=NEWS))


def ask_for_news(session: Session, moment: dt.datetime) -> int:
    """Have the messages sent that are due: how many. Who wants none meanwhile gets none."""
    wait_for_name(session, "desk news")
    at_it = sa.or_(Job.ended_at.is_(None), Job.ended_at > moment - AGAIN)
    asked = sa.select(Job.subject_id).where(Job.kind == JobKind.MAIL, at_it)
    known = (
        _waiting()
        .join(Account, OutgoingMail.recipient == Account.email)
        .outerjoin(Subscription, _theirs(OutgoingMail.consultation_id))
        .where(OutgoingMail.batch_id.not_in(asked))
    )
    for mail in session.scalars(known.where(_frequency() == Frequency.NEVER)).unique():
        session.delete(mail)
    due = known.where(
        OutgoingMail.created_at <= moment - PAUSE,
        is_due(_frequency(), OutgoingMail.created_at, moment),
    )
    mails = session.scalars(due).unique().all()
    for mail in mails:
        ask_for_batch(session, mail.consultation_id, mail.batch_id)
    return len(mails)


def news_of(session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID) -> News:
    """What waits for somebody at this moment; nothing for who has no role any more."""
    mentions = (
        sa.select(sa.func.count())
        .select_from(Mention)
        .join(DeskComment, Mention.comment_id == DeskComment.id)
        .where(DeskComment.consultation_id == consultation_id, Mention.seen_at.is_(None))
        .where(Mention.account_id == account_id)
    )
    tasks = sa.select(sa.func.count(DeskTask.id)).where(
        DeskTask.consultation_id == consultation_id,
        DeskTask.account_id == account_id,
        DeskTask.done_at.is_(None),
    )
    rounds = (
        sa.select(sa.func.count())
        .select_from(Scorer)
        .join(Scoring, Scorer.scoring_id == Scoring.id)
        .where(
            Scoring.consultation_id == consultation_id,
            Scoring.state == ScoringState.OPEN,
            Scorer.account_id == account_id,
            Scorer.done_at.is_(None),
        )
    )
    has_role = sa.select(Membership.id).where(
        Membership.consultation_id == consultation_id, Membership.account_id == account_id
    )
    if session.scalar(has_role) is None:
        return News(0, 0, 0)
    return News(*(session.scalar(one) or 0 for one in (mentions, tasks, rounds)))


def _waiting() -> sa.Select[OutgoingMail]:
    return sa.select(OutgoingMail).where(
        OutgoingMail.body == NEWS, OutgoingMail.state == MailState.WAITING
    )


def _theirs(consultation_id: object) -> sa.ColumnElement[bool]:
    return sa.and_(
        Subscription.consultation_id == consultation_id,
        sa.or_(Subscription.account_id == Account.id, Subscription.email == Account.email),
    )


def _frequency() -> sa.ColumnElement[Frequency]:
    """How often they want to be told what concerns them; each time, until they say otherwise."""
    return sa.func.coalesce(Subscription.own, Frequency.EACH, type_=Subscription.own.type)
