"""Reading who has which role in a consultation, and to whom one was offered."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Account,
    MailState,
    MailTrouble,
    Membership,
    OutgoingMail,
    Role,
    RoleInvitation,
)
from app.models.types import now
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged, paged_by


@dataclass(frozen=True)
class Member:
    """Somebody who has a role in a consultation."""

    id: uuid.UUID
    account_id: uuid.UUID
    name: str
    email: str
    role: Role
    has_second_factor: bool
    since: dt.datetime


class InvitationState(enum.StrEnum):
    WAITING = "waiting"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class InvitationLine:
    """An offer of a role. `email` is empty once it was answered; `who` accepted it then."""

    id: uuid.UUID
    email: str
    role: Role
    state: InvitationState
    written_at: dt.datetime | None
    expires_at: dt.datetime
    who: str
    trouble: MailTrouble | None


def members_page(
    session: Session,
    consultation_id: uuid.UUID,
    cursor: Cursor,
    *,
    role: Role | None = None,
    words: str = "",
) -> Page[Member]:
    """Those who have a role, by their name."""
    found = _members(consultation_id)
    if role is not None:
        found = found.where(Membership.role == role)
    if words:
        found = found.where(
            Account.name.icontains(words, autoescape=True)
            | Account.email.icontains(words, autoescape=True)
        )
    name = sa.func.lower(Account.name)
    border = (
        session.execute(
            sa.select(name, Membership.id)
            .join(Membership.account)
            .where(Membership.id == cursor.as_uuid(), Membership.consultation_id == consultation_id)
        ).one_or_none()
        if cursor.key
        else None
    )
    columns = [(name, False), (Membership.id, False)]
    found = paged_by(found, columns, cursor, border, size=PAGE_SIZE)
    rows = [_member(row) for row in session.execute(found)]
    return make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda one: one.id)


def member_of(
    session: Session, consultation_id: uuid.UUID, membership_id: uuid.UUID
) -> Member | None:
    """One of those who have a role in a consultation."""
    row = session.execute(
        _members(consultation_id).where(Membership.id == membership_id)
    ).one_or_none()
    return None if row is None else _member(row)


def numbers_by_role(session: Session, consultation_id: uuid.UUID) -> dict[Role, int]:
    """How many people have each role."""
    rows = session.execute(
        sa.select(Membership.role, sa.func.count().label("number"))
        .where(Membership.consultation_id == consultation_id)
        .group_by(Membership.role)
    )
    return {row.role: row.number for row in rows}


def team_without_second_factor(session: Session, consultation_id: uuid.UUID) -> int:
    """How many writers and stewards would be asked to set one up."""
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(Membership)
            .join(Membership.account)
            .where(
                Membership.consultation_id == consultation_id,
                Membership.role.in_((Role.WRITER, Role.STEWARD)),
                Account.totp_since.is_(None),
            )
        )
        or 0
    )


_FAILURE = (
    sa.select(OutgoingMail.trouble)
    .where(
        OutgoingMail.role_invitation_id == RoleInvitation.id,
        OutgoingMail.state == MailState.FAILED,
    )
    .limit(1)
    .correlate(RoleInvitation)
    .scalar_subquery()
)


def invitations_page(
    session: Session, consultation_id: uuid.UUID, cursor: Cursor
) -> Page[InvitationLine]:
    """The offers of a role, the latest first."""
    state = sa.case(
        (RoleInvitation.accepted_at.is_not(None), InvitationState.ACCEPTED.value),
        (RoleInvitation.withdrawn_at.is_not(None), InvitationState.WITHDRAWN.value),
        (RoleInvitation.expires_at <= now(), InvitationState.EXPIRED.value),
        else_=InvitationState.WAITING.value,
    )
    found = (
        sa.select(
            RoleInvitation.id,
            RoleInvitation.email,
            RoleInvitation.role,
            state.label("state"),
            RoleInvitation.written_at,
            RoleInvitation.expires_at,
            sa.func.coalesce(Account.name, "").label("who"),
            _FAILURE.label("trouble"),
        )
        .outerjoin(Account, Account.id == RoleInvitation.accepted_by)
        .where(RoleInvitation.consultation_id == consultation_id)
    )
    found = paged(
        found, RoleInvitation.id, cursor, cursor.as_uuid(), size=PAGE_SIZE, descending=True
    )
    lines = [
        InvitationLine(**{**row._asdict(), "state": InvitationState(row.state)})
        for row in session.execute(found)
    ]
    return make_page(lines, cursor, size=PAGE_SIZE, key_of=lambda line: line.id)


def invitation_of(
    session: Session, consultation_id: uuid.UUID, invitation_id: uuid.UUID
) -> RoleInvitation | None:
    return session.scalar(
        sa.select(RoleInvitation).where(
            RoleInvitation.id == invitation_id, RoleInvitation.consultation_id == consultation_id
        )
    )


def _members(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Membership.id,
            Membership.account_id,
            Account.name,
            Account.email,
            Membership.role,
            Account.totp_since.is_not(None).label("has_second_factor"),
            Membership.created_at.label("since"),
        )
        .join(Membership.account)
        .where(Membership.consultation_id == consultation_id)
    )


def _member(row: sa.Row[Any]) -> Member:
    return Member(**row._asdict())
