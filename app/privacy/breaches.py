"""Who was affected when data were exposed: numbers, addresses, and those who cannot be reached.

Nothing is stored: the answer is worked out each time from what is kept.
"""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.acts import sentence
from app.models import (
    Account,
    Activity,
    Amendment,
    AuditEvent,
    Card,
    CardForm,
    CardOrigin,
    Conference,
    Idea,
    IdeaComment,
    IdeaSupport,
    IdeaVote,
    Invitation,
    Membership,
    Participant,
    PrivacyRequest,
    Questionnaire,
    Registration,
    Response,
    Submission,
    Subscription,
)


class Exposed(enum.StrEnum):
    """What may have been read by somebody who should not have."""

    ACCOUNTS = "accounts"
    RESPONSES = "responses"
    INVITATIONS = "invitations"
    IDEAS = "ideas"
    SUBMISSIONS = "submissions"
    REGISTRATIONS = "registrations"
    CARDS = "cards"
    SUBSCRIPTIONS = "subscriptions"
    REQUESTS = "requests"


class Span(enum.StrEnum):
    """What of it."""

    KEPT = "kept"
    """All that was kept at any moment of the time: a database, a backup, an open page."""
    SENT = "sent"
    """What was sent within the time only: a form, a connection."""


@dataclass(frozen=True)
class Window:
    """The time of an exposure, its ends included."""

    begins: dt.datetime
    ends: dt.datetime
    span: Span

    def holds(self, column: Any) -> sa.ColumnElement[bool]:
        """Whether what was made at a moment was exposed."""
        before = column <= self.ends
        return sa.and_(before, column >= self.begins) if self.span is Span.SENT else before


@dataclass(frozen=True)
class Affected:
    """The people of one kind of data: those with an address, and how many have none here."""

    exposed: Exposed
    addresses: frozenset[str]
    unreachable: int

    @property
    def number(self) -> int:
        return len(self.addresses) + self.unreachable


Finder = Callable[[Session, uuid.UUID, Window], tuple[frozenset[str], int]]


def affected_by(
    session: Session, consultation_id: uuid.UUID, exposed: list[Exposed], window: Window
) -> list[Affected]:
    """Who was affected, by kind of data."""
    return [Affected(one, *_FINDERS[one](session, consultation_id, window)) for one in exposed]


def acts_of(
    session: Session, consultation_id: uuid.UUID, email: str, window: Window
) -> list[tuple[str, int]]:
    """What was done here with an account whose session was taken, by act, the commonest first.

    Reading leaves no trace: what its role lets it read may have been read.
    """
    found = (
        sa.select(AuditEvent.act, sa.func.count())
        .join(Account, Account.id == AuditEvent.account_id)
        .where(
            Account.email == email,
            AuditEvent.consultation_id == consultation_id,
            AuditEvent.created_at >= window.begins,
            AuditEvent.created_at <= window.ends,
        )
        .group_by(AuditEvent.act)
        .order_by(sa.func.count().desc(), AuditEvent.act)
    )
    return [(sentence(act), number) for act, number in session.execute(found)]


def everybody(affected: list[Affected]) -> list[str]:
    """The addresses to write to, each once."""
    return sorted({address for one in affected for address in one.addresses})


def _emails(session: Session, found: sa.Select[Any]) -> frozenset[str]:
    return frozenset(email for email in session.scalars(found.distinct()) if email)


def _accounts(
    session: Session, consultation_id: uuid.UUID, window: Window
) -> tuple[frozenset[str], int]:
    """Those with a role, and those who took part signed in."""
    ids: sa.CompoundSelect[Any] = sa.union(
        sa.select(Membership.account_id).where(
            Membership.consultation_id == consultation_id, window.holds(Membership.created_at)
        ),
        sa.select(Participant.account_id).where(
            Participant.consultation_id == consultation_id,
            Participant.account_id.is_not(None),
            window.holds(Participant.created_at),
        ),
    )
    found = sa.select(Account.email).where(Account.id.in_(ids), Account.erased_at.is_(None))
    return _emails(session, found), 0


def _responses(
    session: Session, consultation_id: uuid.UUID, window: Window
) -> tuple[frozenset[str], int]:
    theirs = (
        sa.select(Response.id)
        .join(Questionnaire, Questionnaire.id == Response.questionnaire_id)
        .join(Activity, Activity.id == Questionnaire.activity_id)
        .where(
            Activity.consultation_id == consultation_id,
            Response.saved_at.is_not(None),
            ~Response.is_test,
            window.holds(Response.created_at),
        )
    )
    by_account = sa.select(Account.email).join(Response, Response.account_id == Account.id)
    by_invitation = sa.select(Invitation.email).join(
        Response, Response.invitation_id == Invitation.id
    )
    addresses = _emails(session, by_account.where(Response.id.in_(theirs))) | _emails(
        session, by_invitation.where(Response.id.in_(theirs))
    )
    nobodys = sa.select(sa.func.count()).where(
        Response.id.in_(theirs), Response.account_id.is_(None), Response.invitation_id.is_(None)
    )
    return addresses, session.scalar(nobodys) or 0


def _invitations(
    session: Session, consultation_id: uuid.UUID, _window: Window
) -> tuple[frozenset[str], int]:
    """All of them: nothing says when somebody was invited."""
    found = (
        sa.select(Invitation.email)
        .join(Questionnaire, Questionnaire.id == Invitation.questionnaire_id)
        .join(Activity, Activity.id == Questionnaire.activity_id)
        .where(Activity.consultation_id == consultation_id, Invitation.email.contains("@"))
    )
    return _emails(session, found), 0


def _ideas(
    session: Session, consultation_id: uuid.UUID, window: Window
) -> tuple[frozenset[str], int]:
    """Those who posted, commented, supported, voted or suggested a change."""
    tables: tuple[Any, ...] = (Idea, IdeaComment, IdeaSupport, IdeaVote, Amendment)
    acted = sa.union(
        *(
            sa.select(table.participant_id).where(
                table.participant_id.is_not(None), window.holds(table.created_at)
            )
            for table in tables
        )
    )
    return _of_participants(session, consultation_id, acted)


def _submissions(
    session: Session, consultation_id: uuid.UUID, window: Window
) -> tuple[frozenset[str], int]:
    acted = sa.select(Submission.participant_id).where(
        Submission.participant_id.is_not(None), window.holds(Submission.created_at)
    )
    return _of_participants(session, consultation_id, acted)


def _of_participants(
    session: Session, consultation_id: uuid.UUID, acted: Any
) -> tuple[frozenset[str], int]:
    here = sa.and_(Participant.consultation_id == consultation_id, Participant.id.in_(acted))
    by_account = sa.select(Account.email).join(Participant, Participant.account_id == Account.id)
    by_device = sa.select(sa.func.count()).where(here, Participant.account_id.is_(None))
    return _emails(session, by_account.where(here)), session.scalar(by_device) or 0


def _registrations(
    session: Session, consultation_id: uuid.UUID, window: Window
) -> tuple[frozenset[str], int]:
    here = (
        sa.select(Registration.id)
        .join(Conference, Conference.id == Registration.conference_id)
        .join(Activity, Activity.id == Conference.activity_id)
        .where(
            Activity.consultation_id == consultation_id,
            Registration.name != "",
            window.holds(Registration.created_at),
        )
    )
    found = sa.select(Registration.email).where(Registration.id.in_(here))
    nobodys = sa.select(sa.func.count()).where(
        Registration.id.in_(here), Registration.email.is_(None)
    )
    return _emails(session, found), session.scalar(nobodys) or 0


def _cards(
    session: Session, consultation_id: uuid.UUID, window: Window
) -> tuple[frozenset[str], int]:
    """Nobody says who they are on a card."""
    found = (
        sa.select(sa.func.count())
        .select_from(Card)
        .join(CardForm, CardForm.id == Card.form_id)
        .join(Activity, Activity.id == CardForm.activity_id)
        .where(
            Activity.consultation_id == consultation_id,
            Card.origin == CardOrigin.PHONE,
            Card.withdrawn_at.is_(None),
            window.holds(Card.created_at),
        )
    )
    return frozenset(), session.scalar(found) or 0


def _subscriptions(
    session: Session, consultation_id: uuid.UUID, window: Window
) -> tuple[frozenset[str], int]:
    found = sa.select(Subscription.email).where(
        Subscription.consultation_id == consultation_id, window.holds(Subscription.created_at)
    )
    return _emails(session, found), 0


def _requests(
    session: Session, consultation_id: uuid.UUID, window: Window
) -> tuple[frozenset[str], int]:
    found = sa.select(PrivacyRequest.email).where(
        PrivacyRequest.consultation_id == consultation_id, window.holds(PrivacyRequest.created_at)
    )
    return _emails(session, found), 0


_FINDERS: dict[Exposed, Finder] = {
    Exposed.ACCOUNTS: _accounts,
    Exposed.RESPONSES: _responses,
    Exposed.INVITATIONS: _invitations,
    Exposed.IDEAS: _ideas,
    Exposed.SUBMISSIONS: _submissions,
    Exposed.REGISTRATIONS: _registrations,
    Exposed.CARDS: _cards,
    Exposed.SUBSCRIPTIONS: _subscriptions,
    Exposed.REQUESTS: _requests,
}
