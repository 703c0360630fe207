"""Messages on their way: put in the box, taken one by one, handed over once.

Each takes its way in transactions of its own: WAITING → SENDING → SENT or FAILED. Whatever is lost
in between, no message is handed over twice: one that was found in SENDING by a later attempt may
have left, and only a person sends it again.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.jobs.services import schedule
from app.models import Activity, Job, JobKind, MailState, MailTrouble, OutgoingMail
from app.models.types import new_id, now
from app.notifications.letter import Letter

LONGEST_ERROR = 300

Completion = Callable[[Session, OutgoingMail], Letter | None]
"""Fills in a message that is about to leave; `None` when it is no longer wanted."""


@dataclass(frozen=True)
class NewMail:
    """A message to put in the box, its places still empty."""

    recipient: str
    subject: str
    body: str
    invitation_id: uuid.UUID | None = None
    registration_id: uuid.UUID | None = None
    receipt_id: uuid.UUID | None = None
    subscription_id: uuid.UUID | None = None
    link_id: uuid.UUID | None = None
    role_invitation_id: uuid.UUID | None = None
    privacy_request_id: uuid.UUID | None = None
    account_id: uuid.UUID | None = None
    letter: str = ""


def put_to_person(session: Session, mail: NewMail) -> Job:
    """Put a message about somebody's account in the box: it belongs to no consultation."""
    return _put(session, None, [mail], activity_id=None, account_id=None)


def put(
    session: Session, activity: Activity, mails: Sequence[NewMail], *, account_id: uuid.UUID | None
) -> Job:
    """Put messages about an activity in the box, and ask for the job that hands them over."""
    return put_about_consultation(
        session,
        activity.consultation_id,
        mails,
        activity_id=activity.id,
        account_id=account_id,
    )


def put_about_consultation(
    session: Session,
    consultation_id: uuid.UUID,
    mails: Sequence[NewMail],
    *,
    activity_id: uuid.UUID | None = None,
    account_id: uuid.UUID | None = None,
) -> Job:
    """The same for messages about a consultation as a whole."""
    return _put(session, consultation_id, mails, activity_id=activity_id, account_id=account_id)


def put_aside(session: Session, consultation_id: uuid.UUID, mail: NewMail) -> None:
    """Put a message about a consultation in the box without asking for it to be handed over:
    `ask_for_batch` does that once it is due."""
    _insert(session, consultation_id, [mail], activity_id=None)


def ask_for_batch(session: Session, consultation_id: uuid.UUID | None, batch_id: uuid.UUID) -> None:
    """Ask for the job that hands over the messages of a batch."""
    _ask(session, consultation_id, batch_id, None)


def _put(
    session: Session,
    consultation_id: uuid.UUID | None,
    mails: Sequence[NewMail],
    *,
    activity_id: uuid.UUID | None,
    account_id: uuid.UUID | None,
) -> Job:
    batch_id = _insert(session, consultation_id, mails, activity_id=activity_id)
    return _ask(session, consultation_id, batch_id, account_id)


def _insert(
    session: Session,
    consultation_id: uuid.UUID | None,
    mails: Sequence[NewMail],
    *,
    activity_id: uuid.UUID | None,
) -> uuid.UUID:
    """Put messages in the box, as one batch, whose identifier is returned."""
    batch_id, moment = new_id(), now()
    session.execute(
        sa.insert(OutgoingMail),
        [
            {
                "id": new_id(),
                "created_at": moment,
                "consultation_id": consultation_id,
                "activity_id": activity_id,
                "batch_id": batch_id,
                "invitation_id": mail.invitation_id,
                "registration_id": mail.registration_id,
                "receipt_id": mail.receipt_id,
                "subscription_id": mail.subscription_id,
                "link_id": mail.link_id,
                "role_invitation_id": mail.role_invitation_id,
                "privacy_request_id": mail.privacy_request_id,
                "account_id": mail.account_id,
                "letter": mail.letter,
                "recipient": mail.recipient,
                "subject": mail.subject,
                "body": mail.body,
                "state": MailState.WAITING,
                "error": "",
            }
            for mail in mails
        ],
    )
    return batch_id


def take_up_again(session: Session, activity: Activity, *, account_id: uuid.UUID | None) -> int:
    """Ask again for the messages that wait without a job to hand them over: how many wait."""
    waiting = session.execute(
        sa.select(OutgoingMail.batch_id, sa.func.count())
        .where(
            OutgoingMail.activity_id == activity.id,
            OutgoingMail.state == MailState.WAITING,
            OutgoingMail.batch_id.not_in(
                sa.select(Job.subject_id).where(Job.kind == JobKind.MAIL, Job.ended_at.is_(None))
            ),
        )
        .group_by(OutgoingMail.batch_id)
    ).all()
    for batch_id, _ in waiting:
        _ask(session, activity.consultation_id, batch_id, account_id)
    return sum(number for _, number in waiting)


def _ask(
    session: Session,
    consultation_id: uuid.UUID | None,
    batch_id: uuid.UUID,
    account_id: uuid.UUID | None,
) -> Job:
    return schedule(
        session,
        kind=JobKind.MAIL,
        subject_id=batch_id,
        consultation_id=consultation_id,
        account_id=account_id,
    )


def take(session: Session, batch_id: uuid.UUID, complete: Completion) -> Letter | None:
    """The next message of a batch, filled in; it is SENDING from now on. `None`: none waits."""
    mail: OutgoingMail | None
    while mail := session.scalar(_next_of(batch_id)):
        letter = complete(session, mail)
        if letter is not None:
            mail.state = MailState.SENDING
            session.flush()
            return letter
        session.delete(mail)
        session.flush()
    return None


def _next_of(batch_id: uuid.UUID) -> Any:
    return (
        sa.select(OutgoingMail)
        .where(OutgoingMail.batch_id == batch_id, OutgoingMail.state == MailState.WAITING)
        .order_by(OutgoingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def handed_over(session: Session, mail_id: uuid.UUID) -> None:
    """A message was taken by the server: nothing is left of it but that."""
    session.execute(
        sa.update(OutgoingMail)
        .where(OutgoingMail.id == mail_id)
        .values(
            state=MailState.SENT,
            sent_at=now(),
            trouble=None,
            error="",
            invitation_id=None,
            registration_id=None,
            subscription_id=None,
            link_id=None,
            role_invitation_id=None,
            privacy_request_id=None,
            account_id=None,
            recipient="",
            subject="",
            body="",
        )
    )


def failed(session: Session, mail_id: uuid.UUID, trouble: MailTrouble, said: str = "") -> None:
    """A message was not taken, or nobody knows: its text is erased, its recipient is kept."""
    session.execute(_failing(trouble, said).where(OutgoingMail.id == mail_id))


def fail_those_in(
    session: Session, batch_id: uuid.UUID, state: MailState, trouble: MailTrouble
) -> None:
    """All the messages of a batch that are in this state fail."""
    session.execute(
        _failing(trouble, "").where(OutgoingMail.batch_id == batch_id, OutgoingMail.state == state)
    )


def forget_recipient(session: Session, email: str) -> None:
    """Forget an address: what waits for it is not sent, what failed is not tried again."""
    theirs = OutgoingMail.recipient == email
    kept = OutgoingMail.state.in_((MailState.WAITING, MailState.FAILED))
    session.execute(sa.delete(OutgoingMail).where(theirs, kept))
    # One that is leaving at this moment is let go; nothing is kept of it afterwards.
    session.execute(sa.update(OutgoingMail).where(theirs).values(recipient="", body=""))


def put_back(session: Session, mail_id: uuid.UUID) -> None:
    """A message that surely did not leave waits again."""
    session.execute(
        sa.update(OutgoingMail)
        .where(OutgoingMail.id == mail_id, OutgoingMail.state == MailState.SENDING)
        .values(state=MailState.WAITING)
    )


def _failing(trouble: MailTrouble, said: str) -> sa.Update:
    """Nobody tries a receipt again but who asked for it: that address is not kept."""
    return sa.update(OutgoingMail).values(
        state=MailState.FAILED,
        trouble=trouble,
        error=said[:LONGEST_ERROR],
        subject="",
        body="",
        recipient=sa.case((OutgoingMail.receipt_id.is_not(None), ""), else_=OutgoingMail.recipient),
    )
