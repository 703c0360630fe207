"""Inviting people: adding them, writing to them, and never twice by mistake."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Access,
    Activity,
    Invitation,
    Job,
    MailState,
    OutgoingMail,
    Questionnaire,
    QuestionnaireState,
    Response,
)
from app.models.turns import wait_for_others
from app.notifications import outbox
from app.notifications.outbox import NewMail
from app.notifications.queries import number_since
from app.questionnaires.answering.responding import NotOpen
from app.questionnaires.inviting.address_lists import Addressee
from app.questionnaires.inviting.queries import Audience, audience_of

BATCH = 500
DAY = dt.timedelta(days=1)


class NotByInvitation(ValueError):
    """People do not come to this questionnaire by invitation."""


class NobodyToWriteTo(ValueError):
    """The message would go to nobody: it was sent already, or everybody answered."""


class DailyLimitReached(ValueError):
    """The consultation has sent all the messages that it may send in a day."""


@dataclass(frozen=True)
class Added:
    """What came of a list: who is new, who was there, who asked before not to be written to."""

    new: int
    already_there: int
    declined: int


def may_change_access(session: Session, questionnaire: Questionnaire) -> bool:
    """Whether it may still be changed who answers and whether anonymously: nobody was written to
    and nobody began. What people were promised stays."""
    written = sa.select(Invitation.id).where(
        Invitation.questionnaire_id == questionnaire.id, Invitation.messages > 0
    )
    begun = sa.select(Response.id).where(
        Response.questionnaire_id == questionnaire.id, ~Response.is_test
    )
    return all(session.scalar(found.limit(1)) is None for found in (written, begun))


def add_invitations(
    session: Session, questionnaire: Questionnaire, people: Sequence[Addressee]
) -> Added:
    """Add those who are not invited yet; nothing is sent.

    Who asked for no more messages in this consultation is added as having declined.

    Raises:
        NotByInvitation: people come another way.
    """
    wait_for_others(session, questionnaire)
    _refuse_other_access(questionnaire)
    emails = [person.email for person in people]
    there = _among(session, emails, Invitation.questionnaire_id == questionnaire.id)
    stopped = _among(
        session,
        emails,
        Invitation.has_declined.is_(True),
        Invitation.questionnaire_id.in_(_siblings(questionnaire)),
    )
    new = [person for person in people if person.email not in there]
    if new:
        session.execute(
            sa.insert(Invitation),
            [_row(questionnaire, person, person.email in stopped) for person in new],
        )
    declined = sum(person.email in stopped for person in new)
    return Added(len(new), len(people) - len(new), declined)


def _row(questionnaire: Questionnaire, person: Addressee, declined: bool) -> dict[str, object]:
    return {
        "id": uuid.uuid4(),
        "questionnaire_id": questionnaire.id,
        "email": person.email,
        "name": person.name,
        "has_begun": False,
        "has_declined": declined,
        "messages": 0,
    }


def _among(
    session: Session, emails: Sequence[str], *conditions: sa.ColumnElement[bool]
) -> set[str]:
    """Those of the addresses that an invitation under these conditions has."""
    return {
        email
        for start in range(0, len(emails), BATCH)
        for email in session.scalars(
            sa.select(Invitation.email).where(
                Invitation.email.in_(emails[start : start + BATCH]), *conditions
            )
        )
    }


def _siblings(questionnaire: Questionnaire) -> sa.Select[uuid.UUID]:
    """The questionnaires of the same consultation."""
    return (
        sa.select(Questionnaire.id)
        .join(Activity, Questionnaire.activity_id == Activity.id)
        .where(Activity.consultation_id == questionnaire.activity.consultation_id)
    )


def write_to(
    session: Session,
    questionnaire: Questionnaire,
    audience: Audience,
    *,
    subject: str,
    text: str,
    account_id: uuid.UUID | None,
    moment: dt.datetime,
    daily_limit: int,
) -> Job:
    """Put a message to an audience in the post; a job hands it over. Beyond the daily limit of
    messages, the others are written to another day.

    Asked twice, it is sent once: whoever was just written to belongs to no audience.

    Raises:
        NotByInvitation: people come another way.
        app.questionnaires.answering.responding.NotOpen: it is not open, or has ended.
        DailyLimitReached: nothing more can be sent today.
        NobodyToWriteTo: there is nobody.
    """
    wait_for_others(session, questionnaire)
    _refuse_other_access(questionnaire)
    if questionnaire.state is not QuestionnaireState.OPEN or questionnaire.has_ended:
        raise NotOpen(questionnaire.state)
    left = left_today(session, questionnaire, moment, daily_limit)
    if left == 0:
        raise DailyLimitReached(daily_limit)
    people = session.execute(audience_of(questionnaire, audience, moment).limit(left)).all()
    if not people:
        raise NobodyToWriteTo(audience)
    mails = [NewMail(email, subject, text, invitation_id=id_) for id_, email in people]
    _note(session, audience, [id_ for id_, _ in people], moment)
    return outbox.put(session, questionnaire.activity, mails, account_id=account_id)


def left_today(
    session: Session, questionnaire: Questionnaire, moment: dt.datetime, daily_limit: int
) -> int:
    """How many messages the consultation may still send."""
    sent = number_since(session, questionnaire.activity.consultation_id, moment - DAY)
    return max(daily_limit - sent, 0)


def _note(
    session: Session, audience: Audience, ids: Sequence[uuid.UUID], moment: dt.datetime
) -> None:
    """Keep that these people are written to; a message that is sent again is no new one."""
    one_more = 0 if audience is Audience.AGAIN else 1
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        session.execute(
            sa.update(Invitation)
            .where(Invitation.id.in_(some))
            .values(messages=Invitation.messages + one_more, written_at=moment)
        )
        session.execute(
            sa.update(OutgoingMail)
            .where(OutgoingMail.invitation_id.in_(some), OutgoingMail.state == MailState.FAILED)
            .values(invitation_id=None, recipient="")
        )


def send_what_waits(
    session: Session, questionnaire: Questionnaire, *, account_id: uuid.UUID | None
) -> int:
    """Hand over what a job could not: how many messages wait for it."""
    wait_for_others(session, questionnaire)
    return outbox.take_up_again(session, questionnaire.activity, account_id=account_id)


def decline(session: Session, questionnaire: Questionnaire, invitation: Invitation) -> None:
    """Write no more to this person in this consultation."""
    same_person = sa.and_(
        Invitation.email == invitation.email,
        Invitation.questionnaire_id.in_(_siblings(questionnaire)),
    )
    session.execute(
        sa.delete(OutgoingMail).where(
            OutgoingMail.invitation_id.in_(sa.select(Invitation.id).where(same_person)),
            OutgoingMail.state == MailState.WAITING,
        )
    )
    session.execute(sa.update(Invitation).where(same_person).values(has_declined=True))


def _refuse_other_access(questionnaire: Questionnaire) -> None:
    if questionnaire.access is not Access.INVITATION:
        raise NotByInvitation(questionnaire.access)
