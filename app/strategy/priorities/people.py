"""Who may be asked to score, who is, and who said that they are done."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Account, Membership, Role, Scorer


@dataclass(frozen=True)
class Person:
    id: uuid.UUID
    name: str
    role: Role


@dataclass(frozen=True)
class AskedPerson:
    """Somebody who is asked to score, and when they said that they are done."""

    id: uuid.UUID
    name: str
    done_at: dt.datetime | None


def people_to_ask(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, Person]:
    """Everybody with a role in a consultation, by name: the team, and the members of committees,
    who are its participants."""
    found = (
        sa.select(Account.id, Account.name, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.consultation_id == consultation_id)
        .order_by(sa.func.lower(Account.name), Account.id)
    )
    return {row.id: Person(row.id, row.name, row.role) for row in session.execute(found)}


def asked_people(session: Session, scoring_id: uuid.UUID) -> list[AskedPerson]:
    """The scorers of a round, by name."""
    found = (
        sa.select(Account.id, Account.name, Scorer.done_at)
        .join(Scorer, Scorer.account_id == Account.id)
        .where(Scorer.scoring_id == scoring_id)
        .order_by(sa.func.lower(Account.name), Account.id)
    )
    return [AskedPerson(row.id, row.name, row.done_at) for row in session.execute(found)]


def scorer_of(session: Session, scoring_id: uuid.UUID, account_id: uuid.UUID) -> Scorer | None:
    return session.get(Scorer, (scoring_id, account_id))
