"""Who has which role in a consultation. It keeps one steward at least, whatever comes at once."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.services import give_role
from app.audit.recording import record
from app.consultations.queries import role_of
from app.models import Consultation, Membership, Role, RoleInvitation
from app.models.turns import wait_for_others
from app.models.types import now

RANKS = {role: rank for rank, role in enumerate(Role)}
GIVEN = tuple(role for role in Role if role is not Role.VISITOR)
"""The roles that somebody gives; a visitor is anybody."""


class LastSteward(ValueError):
    """The consultation would be left without anybody who answers for it."""


class NoMember(LookupError):
    """Nobody with this role stands there any more."""


def change_role(
    session: Session,
    consultation: Consultation,
    membership_id: uuid.UUID,
    role: Role,
    *,
    by: uuid.UUID,
) -> bool:
    """Give a member another role, written down with the one before: whether anything changed.

    Raises:
        LastSteward: they are the only steward.
        NoMember: they are a member no more.
    """
    membership = _alone_with(session, consultation, membership_id)
    before = membership.role
    if before is role:
        return False
    if before is Role.STEWARD:
        _refuse_last(session, consultation.id)
    membership.role = role
    _take_offers_back(session, membership)
    _write_down(session, "role.changed", membership, by=by, before=before, after=role)
    return True


def take_role_away(
    session: Session, consultation: Consultation, membership_id: uuid.UUID, *, by: uuid.UUID
) -> None:
    """Take somebody's role away; what they did stays.

    Raises:
        LastSteward: they are the only steward.
        NoMember: they are a member no more.
    """
    membership = _alone_with(session, consultation, membership_id)
    if membership.role is Role.STEWARD:
        _refuse_last(session, consultation.id)
    _write_down(session, "role.taken_away", membership, by=by, before=membership.role)
    _take_offers_back(session, membership)
    session.delete(membership)
    session.flush()


def raise_role(
    session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID, role: Role
) -> tuple[Role, Role]:
    """Give an account a role, unless it has a higher one: the roles before and after."""
    before = role_of(session, consultation_id, account_id)
    if RANKS[before] >= RANKS[role]:
        return before, before
    give_role(session, account_id=account_id, consultation_id=consultation_id, role=role)
    return before, role


def _alone_with(
    session: Session, consultation: Consultation, membership_id: uuid.UUID
) -> Membership:
    """A member as they are now; nobody else changes a role of the consultation meanwhile."""
    wait_for_others(session, consultation)
    membership = session.scalar(
        sa.select(Membership)
        .where(Membership.id == membership_id, Membership.consultation_id == consultation.id)
        .execution_options(populate_existing=True)
    )
    if membership is None:
        raise NoMember(membership_id)
    return membership


def _refuse_last(session: Session, consultation_id: uuid.UUID) -> None:
    stewards = session.scalar(
        sa.select(sa.func.count()).where(
            Membership.consultation_id == consultation_id, Membership.role == Role.STEWARD
        )
    )
    if stewards == 1:
        raise LastSteward(consultation_id)


def _take_offers_back(session: Session, membership: Membership) -> None:
    withdraw_offers_of(
        session,
        membership.account_id,
        RoleInvitation.consultation_id == membership.consultation_id,
    )


def withdraw_offers_of(
    session: Session, account_id: uuid.UUID, *which: sa.ColumnElement[bool]
) -> None:
    """Who is steward no more gives no role: nor do the invitations that they sent."""
    session.execute(
        sa.update(RoleInvitation)
        .where(
            *which,
            RoleInvitation.invited_by == account_id,
            RoleInvitation.accepted_at.is_(None),
            RoleInvitation.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now(), email="")
        .execution_options(synchronize_session=False)
    )


def _write_down(
    session: Session,
    act: str,
    membership: Membership,
    *,
    by: uuid.UUID,
    before: Role,
    after: Role | None = None,
) -> None:
    record(
        session,
        act,
        consultation_id=membership.consultation_id,
        account_id=by,
        role=Role.STEWARD,
        things={"account_id": str(membership.account_id)},
        details={"before": before} | ({"after": after} if after else {}),
    )
