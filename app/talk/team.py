"""Who talks together: the team of a consultation."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Account, Membership
from app.talk.permissions import TEAM


@dataclass(frozen=True)
class Teammate:
    """Somebody of the team; those who share a name are told apart by nothing else."""

    id: uuid.UUID
    name: str


def team_of(session: Session, consultation_id: uuid.UUID) -> list[Teammate]:
    """Everybody who works on a consultation, by name."""
    found = (
        sa.select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.consultation_id == consultation_id, Membership.role.in_(TEAM))
        .order_by(sa.func.lower(Account.name), Account.id)
    )
    return [Teammate(row.id, row.name) for row in session.execute(found)]
