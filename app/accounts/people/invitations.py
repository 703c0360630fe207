"""Offering a role to an address: writing, writing again, withdrawing.

The link of an invitation does what it says once, within two weeks. Its secret follows from the key
of the application and the identifier of its row; it is not kept.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.people.roles import RANKS
from app.audit.recording import record
from app.corpus.codes import link_secret, same_secret
from app.models import Account, AuditEvent, Consultation, Membership, Role, RoleInvitation
from app.models.turns import wait_for_others
from app.models.types import id_of_moment
from app.notifications import outbox
from app.notifications.outbox import NewMail

LIFETIME = dt.timedelta(days=14)
BETWEEN_MESSAGES = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
MOST_AT_ONCE = 50
MOST_A_DAY = 100
"""Messages that one person has sent in a day, whatever the consultations: more is no invitation."""
INVITED, INVITED_AGAIN, WITHDRAWN = "role.invited", "role.invited_again", "role.withdrawn"
"""The acts of the log; those of the first two are counted against `MOST_A_DAY`."""


class InvitationRefused(LookupError):
    """The link offers nothing: expired, withdrawn, accepted or foreign."""


class DailyLimitReached(ValueError):
    """Whoever invites has had as many messages sent as they may in a day."""


class WrittenLately(ValueError):
    """A message left less than an hour ago."""


@dataclass(frozen=True)
class Inviter:
    """Who invites, to which consultation, and in which language messages are."""

    session: Session
    consultation: Consultation
    account: Account
    language: str = ""

    def record(self, act: str, invitation: RoleInvitation) -> None:
        record(
            self.session,
            act,
            consultation_id=self.consultation.id,
            account_id=self.account.id,
            role=Role.STEWARD,
            things={"invitation_id": str(invitation.id)},
            details={"role": invitation.role},
        )

    def write(self, invitations: Sequence[RoleInvitation]) -> None:
        """Have the messages sent."""
        outbox.put_about_consultation(
            self.session,
            self.consultation.id,
            [
                NewMail(one.email, "", self.language, role_invitation_id=one.id)
                for one in invitations
            ],
            account_id=self.account.id,
        )


@dataclass(frozen=True)
class Invited:
    """What came of a list: how many are written to, were invited already, have the role."""

    new: int
    invited_already: int
    members_already: int


def invite(by: Inviter, emails: Sequence[str], role: Role, moment: dt.datetime) -> Invited:
    """Offer a role to each of these addresses. An offer of another role takes the place of one
    that waits.

    Raises:
        DailyLimitReached: nobody is invited.
    """
    wait_for_others(by.session, by.consultation)
    members = _with_role(by, emails, role)
    waiting = _waiting(by, emails, moment)
    known = {email for email, one in waiting.items() if one.role is role}
    new = [email for email in emails if email not in members and email not in known]
    _refuse_too_many(by, len(new), moment)
    for email in new:
        if email in waiting:
            _withdraw(by, waiting[email], moment)
    made = [_offer(by, email, role, moment) for email in new]
    if made:
        by.write(made)
    return Invited(len(new), len(known - members), len(members))


def write_again(by: Inviter, invitation: RoleInvitation, moment: dt.datetime) -> None:
    """Send the same link again; it is valid for as long as at first.

    Raises:
        DailyLimitReached: not today.
        InvitationRefused: it was accepted or withdrawn meanwhile.
        WrittenLately: not within the hour.
    """
    wait_for_others(by.session, by.consultation)
    by.session.refresh(invitation)
    if not _still_stands(invitation):
        raise InvitationRefused(invitation.id)
    if invitation.written_at is not None and invitation.written_at > moment - BETWEEN_MESSAGES:
        raise WrittenLately(invitation.id)
    _refuse_too_many(by, 1, moment)
    invitation.written_at, invitation.expires_at = moment, moment + LIFETIME
    by.record(INVITED_AGAIN, invitation)
    by.write([invitation])


def withdraw(by: Inviter, invitation: RoleInvitation, moment: dt.datetime) -> bool:
    """Take an offer back: whether it still stood."""
    wait_for_others(by.session, by.consultation)
    by.session.refresh(invitation)
    if not _still_stands(invitation):
        return False
    _withdraw(by, invitation, moment)
    return True


def secret_of_invitation(key: str, invitation_id: uuid.UUID) -> str:
    """The secret of its link, made from the key of the application: 160 bits."""
    return link_secret(key, "role-invitation", invitation_id)


def invitation_with(
    session: Session, invitation_id: uuid.UUID, secret: str, *, key: str
) -> RoleInvitation:
    """The invitation that a link names, whatever became of it.

    Raises:
        InvitationRefused: the link is no link of ours.
    """
    found = session.get(RoleInvitation, invitation_id)
    if not same_secret(secret, secret_of_invitation(key, invitation_id)) or found is None:
        raise InvitationRefused(invitation_id)
    return found


def can_be_accepted(invitation: RoleInvitation, moment: dt.datetime) -> bool:
    return _still_stands(invitation) and invitation.expires_at > moment


def _still_stands(invitation: RoleInvitation) -> bool:
    return invitation.accepted_at is None and invitation.withdrawn_at is None


def _offer(by: Inviter, email: str, role: Role, moment: dt.datetime) -> RoleInvitation:
    invitation = RoleInvitation(
        consultation_id=by.consultation.id,
        email=email,
        role=role,
        invited_by=by.account.id,
        expires_at=moment + LIFETIME,
        written_at=moment,
    )
    by.session.add(invitation)
    by.session.flush()
    by.record(INVITED, invitation)
    return invitation


def _withdraw(by: Inviter, invitation: RoleInvitation, moment: dt.datetime) -> None:
    invitation.withdrawn_at, invitation.email = moment, ""
    by.record(WITHDRAWN, invitation)


def _with_role(by: Inviter, emails: Sequence[str], role: Role) -> set[str]:
    """Those of the addresses whose account has the role already, or a higher one."""
    rows = by.session.execute(
        sa.select(Account.email, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.consultation_id == by.consultation.id, Account.email.in_(emails))
    )
    return {email for email, has in rows if RANKS[has] >= RANKS[role]}


def _waiting(by: Inviter, emails: Sequence[str], moment: dt.datetime) -> dict[str, RoleInvitation]:
    """The invitations of these addresses that may still be accepted."""
    found = by.session.scalars(
        sa.select(RoleInvitation)
        .where(
            RoleInvitation.consultation_id == by.consultation.id,
            RoleInvitation.email.in_(emails),
            RoleInvitation.accepted_at.is_(None),
            RoleInvitation.withdrawn_at.is_(None),
            RoleInvitation.expires_at > moment,
        )
        .execution_options(populate_existing=True)
    )
    return {one.email: one for one in found}


def _refuse_too_many(by: Inviter, number: int, moment: dt.datetime) -> None:
    """The log tells what somebody had sent: it cannot be emptied to begin again.

    Their account is held meanwhile, for they may invite to two consultations at once.
    """
    wait_for_others(by.session, by.account)
    sent = by.session.scalar(
        sa.select(sa.func.count()).where(
            AuditEvent.account_id == by.account.id,
            AuditEvent.act.in_((INVITED, INVITED_AGAIN)),
            AuditEvent.id > id_of_moment(moment - DAY),
        )
    )
    if number and (sent or 0) + number > MOST_A_DAY:
        raise DailyLimitReached(by.account.id)
