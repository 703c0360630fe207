"""Reading invitations: in what state they are, and who may be written to."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Invitation,
    InvitationLink,
    MailState,
    MailTrouble,
    OutgoingMail,
    Questionnaire,
    Response,
    ResponseState,
)
from app.questionnaires.codes import secret_digest
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

MOST_REMINDERS = 3
BETWEEN_MESSAGES = dt.timedelta(days=1)
LEAST_SHOWN = 5
"""So many have begun before a steward is shown who, when the questionnaire is anonymous: with one
response and one name, they would know whose it is."""


class InvitationState(enum.StrEnum):
    NEW = "new"
    WRITTEN = "written"
    BEGUN = "begun"
    ANSWERED = "answered"
    DECLINED = "declined"
    FAILED = "failed"


class Audience(enum.StrEnum):
    """Whom a message is for: those not yet written to, those who did not answer, and those whose
    message did not leave or may not have."""

    NEW = "new"
    REMINDER = "reminder"
    AGAIN = "again"


@dataclass(frozen=True)
class InvitationLine:
    """An invitation in the list. Anonymous ones tell of no moment and no number of messages."""

    email: str
    name: str
    state: InvitationState
    messages: int
    written_at: dt.datetime | None
    trouble: MailTrouble | None


_FAILURE = (
    sa.select(OutgoingMail.trouble)
    .where(OutgoingMail.invitation_id == Invitation.id, OutgoingMail.state == MailState.FAILED)
    .limit(1)
    .correlate(Invitation)
    .scalar_subquery()
)
_HAS_ANSWERED = (
    sa.exists()
    .where(Response.invitation_id == Invitation.id, Response.state != ResponseState.IN_PROGRESS)
    .correlate(Invitation)
)
"""Sent it, or took it back. No anonymous response says so of any invitation."""


def invitations_page(
    session: Session,
    questionnaire: Questionnaire,
    *,
    state: InvitationState | None = None,
    words: str = "",
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[InvitationLine]:
    """The invitations of a questionnaire by their address."""
    cursor = cursor or Cursor()
    of = _state(session, questionnaire)
    secret = questionnaire.is_anonymous
    found = sa.select(
        Invitation.email,
        Invitation.name,
        of.label("state"),
        (sa.literal(0) if secret else Invitation.messages).label("messages"),
        (sa.null() if secret else Invitation.written_at).label("written_at"),
        _FAILURE.label("trouble"),
    ).where(Invitation.questionnaire_id == questionnaire.id)
    if state is not None:
        found = found.where(of == state.value)
    if words:
        found = found.where(
            Invitation.email.icontains(words, autoescape=True)
            | Invitation.name.icontains(words, autoescape=True)
        )
    found = paged(found, Invitation.email, cursor, cursor.key, size=size)
    lines = [
        InvitationLine(**{**row._asdict(), "state": InvitationState(row.state)})
        for row in session.execute(found)
    ]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.email)


def numbers_by_state(session: Session, questionnaire: Questionnaire) -> dict[InvitationState, int]:
    """How many invitations are in each state."""
    of = _state(session, questionnaire).label("state")
    states = sa.select(of).where(Invitation.questionnaire_id == questionnaire.id).subquery()
    counted = session.execute(sa.select(states.c.state, sa.func.count()).group_by(states.c.state))
    return {InvitationState(state): number for state, number in counted}


def hides_who_began(session: Session, questionnaire: Questionnaire) -> bool:
    """Whether so few have begun an anonymous questionnaire that naming them tells who answered."""
    if not questionnaire.is_anonymous:
        return False
    begun = sa.select(sa.func.count()).where(
        Invitation.questionnaire_id == questionnaire.id, Invitation.has_begun
    )
    return (session.scalar(begun) or 0) < LEAST_SHOWN


def _state(session: Session, questionnaire: Questionnaire) -> sa.Case[Any]:
    has_begun = Invitation.has_begun
    shown = sa.false() if hides_who_began(session, questionnaire) else has_begun
    return sa.case(
        (_HAS_ANSWERED, InvitationState.ANSWERED.value),
        (Invitation.has_declined, InvitationState.DECLINED.value),
        (shown, InvitationState.BEGUN.value),
        (sa.and_(_FAILURE.is_not(None), ~has_begun), InvitationState.FAILED.value),
        (Invitation.messages == 0, InvitationState.NEW.value),
        else_=InvitationState.WRITTEN.value,
    )


def audience_of(
    questionnaire: Questionnaire, audience: Audience, moment: dt.datetime
) -> sa.Select[uuid.UUID, str]:
    """The invitations (id, email) to which a message may go now.

    Nobody who declined, who answered (who began, when it is anonymous: nothing more is known), or
    whose last message is still on its way. Reminders leave out addresses that failed, and keep a
    day between two messages; there are `MOST_REMINDERS` at most.
    """
    on_its_way = (
        sa.exists()
        .where(
            OutgoingMail.invitation_id == Invitation.id,
            OutgoingMail.state.in_((MailState.WAITING, MailState.SENDING)),
        )
        .correlate(Invitation)
    )
    found = (
        sa.select(Invitation.id, Invitation.email)
        .where(
            Invitation.questionnaire_id == questionnaire.id,
            ~Invitation.has_declined,
            ~on_its_way,
            ~Invitation.has_begun if questionnaire.is_anonymous else ~_HAS_ANSWERED,
        )
        .order_by(Invitation.id)
    )
    if audience is Audience.NEW:
        return found.where(Invitation.messages == 0)
    if audience is Audience.AGAIN:
        return found.where(_FAILURE != MailTrouble.REFUSED)
    return found.where(
        Invitation.messages.between(1, MOST_REMINDERS),
        Invitation.written_at <= moment - BETWEEN_MESSAGES,
        _FAILURE.is_(None),
    )


def has_answered(session: Session, invitation: Invitation) -> bool:
    """Whether this person sent their response, or took it back."""
    found = sa.select(Invitation.id).where(Invitation.id == invitation.id, _HAS_ANSWERED)
    return session.scalar(found) is not None


def number_in(
    session: Session, questionnaire: Questionnaire, audience: Audience, moment: dt.datetime
) -> int:
    """How many people a message would go to now."""
    people = audience_of(questionnaire, audience, moment).order_by(None).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(people)) or 0


def invitation_with_secret(
    session: Session, questionnaire_id: uuid.UUID, secret: str
) -> Invitation | None:
    """The invitation to this questionnaire whose link holds this secret, as it is now."""
    return session.scalar(
        sa.select(Invitation)
        .join(InvitationLink, InvitationLink.invitation_id == Invitation.id)
        .where(
            InvitationLink.digest == secret_digest(secret),
            Invitation.questionnaire_id == questionnaire_id,
        )
        .execution_options(populate_existing=True)
    )
