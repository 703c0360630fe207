"""What a consultation keeps about an address, for the steward who answers a request."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.queries import account_by_email
from app.conference.erasing import erase_registrations
from app.models import (
    Account,
    Activity,
    Conference,
    Invitation,
    Participant,
    Questionnaire,
    Receipt,
    ReceiptFollower,
    Registration,
    RoleInvitation,
    Subscription,
)
from app.notifications.forgetting import forget_address
from app.questionnaires.inviting.forgetting import forget_invitations


@dataclass(frozen=True)
class Place:
    """Where rows are kept: the code of an activity, and how many."""

    code: str
    title: str
    number: int


@dataclass(frozen=True)
class Found:
    """What is found by an address, in one consultation."""

    account: Account | None
    receipts: int
    """Given with the account, or followed from the address."""
    registrations: tuple[Place, ...]
    invitations: tuple[Place, ...]
    subscriptions: int
    roles: int
    """Invitations to a role that were not answered."""

    @property
    def is_erasable(self) -> bool:
        """Whether something may be erased that belongs to nobody else."""
        return bool(self.registrations or self.invitations or self.subscriptions or self.roles)


def found_by(session: Session, consultation_id: uuid.UUID, email: str) -> Found:
    """What is kept about an address; nothing where there is none any more."""
    if not email:
        return Found(None, 0, (), (), 0, 0)
    account = account_by_email(session, email)
    return Found(
        account=account,
        receipts=_receipts(session, consultation_id, email, account),
        registrations=_places(
            session,
            sa.select(Activity.code, Activity.title, sa.func.count())
            .join(Conference, Conference.activity_id == Activity.id)
            .join(Registration, Registration.conference_id == Conference.id)
            .where(Activity.consultation_id == consultation_id, Registration.email == email),
        ),
        invitations=_places(
            session,
            sa.select(Activity.code, Activity.title, sa.func.count())
            .join(Questionnaire, Questionnaire.activity_id == Activity.id)
            .join(Invitation, Invitation.questionnaire_id == Questionnaire.id)
            .where(Activity.consultation_id == consultation_id, Invitation.email == email),
        ),
        subscriptions=_count(
            session,
            Subscription.consultation_id == consultation_id,
            Subscription.email == email,
        ),
        roles=_count(
            session,
            RoleInvitation.consultation_id == consultation_id,
            RoleInvitation.email == email,
        ),
    )


def erase_found(
    session: Session, consultation_id: uuid.UUID, email: str, moment: dt.datetime
) -> dict[str, int]:
    """Erase what belongs to the address alone: registrations, invitations, subscriptions. How
    many of each. What an account gave is erased by its owner, who decides about the words."""
    registrations = session.scalars(
        sa.select(Registration)
        .join(Conference, Conference.id == Registration.conference_id)
        .join(Activity, Activity.id == Conference.activity_id)
        .where(Activity.consultation_id == consultation_id, Registration.email == email)
    ).all()
    invitations = session.scalars(
        sa.select(Invitation.id)
        .join(Questionnaire, Questionnaire.id == Invitation.questionnaire_id)
        .join(Activity, Activity.id == Questionnaire.activity_id)
        .where(Activity.consultation_id == consultation_id, Invitation.email == email)
    ).all()
    return {
        "registrations": erase_registrations(session, registrations, moment),
        "invitations": forget_invitations(session, invitations),
        "subscriptions": forget_address(session, email, consultation_id=consultation_id),
        "roles": _withdraw_roles(session, consultation_id, email, moment),
    }


def _withdraw_roles(
    session: Session, consultation_id: uuid.UUID, email: str, moment: dt.datetime
) -> int:
    withdrawn = session.execute(
        sa.update(RoleInvitation)
        .where(RoleInvitation.consultation_id == consultation_id, RoleInvitation.email == email)
        .values(email="", withdrawn_at=moment)
        .returning(RoleInvitation.id)
    )
    return len(withdrawn.all())


def _receipts(
    session: Session, consultation_id: uuid.UUID, email: str, account: Account | None
) -> int:
    followed = (
        sa.select(ReceiptFollower.receipt_id)
        .join(Subscription, Subscription.id == ReceiptFollower.subscription_id)
        .where(Subscription.consultation_id == consultation_id, Subscription.email == email)
    )
    theirs: sa.ColumnElement[bool] = Receipt.id.in_(followed)
    if account is not None:
        people = sa.select(Participant.id).where(
            Participant.consultation_id == consultation_id, Participant.account_id == account.id
        )
        theirs = sa.or_(theirs, Receipt.participant_id.in_(people))
    return _count(session, Receipt.consultation_id == consultation_id, theirs)


def _places(session: Session, found: sa.Select[str, str, int]) -> tuple[Place, ...]:
    rows = session.execute(found.group_by(Activity.code, Activity.title).order_by(Activity.code))
    return tuple(Place(*row) for row in rows)


def _count(session: Session, *which: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).where(*which)) or 0
