"""Accepting a role that was offered by e-mail, with an account that is there or a new one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.passwords import hash_password
from app.accounts.people.invitations import InvitationRefused, can_be_accepted
from app.accounts.people.roles import raise_role
from app.accounts.services import add_account
from app.audit.recording import record
from app.models import Account, Consultation, Role, RoleInvitation
from app.models.turns import wait_for_consultation


@dataclass(frozen=True)
class Offer:
    """What an invitation offers, and who does; `inviter` is empty once their account is erased."""

    invitation: RoleInvitation
    consultation: Consultation
    inviter: str


def offer_of(session: Session, invitation: RoleInvitation) -> Offer:
    consultation, inviter = session.execute(
        sa.select(Consultation, Account.name)
        .outerjoin(Account, Account.id == invitation.invited_by)
        .where(Consultation.id == invitation.consultation_id)
    ).one()
    return Offer(invitation, consultation, inviter or "")


def accept(
    session: Session, invitation: RoleInvitation, account: Account, moment: dt.datetime
) -> Role:
    """Give an account the role that was offered, once; a higher one is kept. The role it has then.

    Raises:
        InvitationRefused: it expired, was withdrawn, or somebody else accepted it.
    """
    _hold(session, invitation, moment, account)
    if invitation.accepted_at is not None:
        return invitation.role
    before, after = raise_role(session, invitation.consultation_id, account.id, invitation.role)
    invitation.accepted_at, invitation.accepted_by, invitation.email = moment, account.id, ""
    record(
        session,
        "role.accepted",
        consultation_id=invitation.consultation_id,
        account_id=account.id,
        role=after,
        things={"invitation_id": str(invitation.id)},
        details={"before": before, "after": after},
    )
    return after


def accept_with_new_account(
    session: Session,
    invitation: RoleInvitation,
    moment: dt.datetime,
    *,
    name: str,
    password: str,
    language: str,
) -> Account:
    """Make an account for the invited address, which the link confirms, and give it the role.

    Without a password it signs in by links.

    Raises:
        AddressTaken: the address has an account.
        InvitationRefused: it expired, was withdrawn or accepted.
    """
    hashed = hash_password(password) if password else None
    _hold(session, invitation, moment, None)
    account = add_account(
        session, email=invitation.email, name=name, password_hash=hashed, language=language
    )
    accept(session, invitation, account, moment)
    return account


def _hold(
    session: Session, invitation: RoleInvitation, moment: dt.datetime, account: Account | None
) -> None:
    """The invitation as it is now: nobody else accepts or withdraws it meanwhile."""
    wait_for_consultation(session, invitation.consultation_id)
    session.refresh(invitation)
    is_theirs = account is not None and invitation.accepted_by == account.id
    if not is_theirs and not can_be_accepted(invitation, moment):
        raise InvitationRefused(invitation.id)
