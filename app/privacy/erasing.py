"""Erasing an account: everything that is kept of it, in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.audit.recording import record
from app.corpus.codes import derived_secret, same_secret
from app.models import Account, Consultation, Membership, Role
from app.models.turns import wait_for_consultation, wait_for_others
from app.privacy.holdings.holding import Choice
from app.privacy.holdings.registry import HOLDINGS


class OnlySteward(ValueError):
    """Consultations would be left without a steward; `titles` are theirs."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__(titles)
        self.titles = tuple(titles)


def erase_account(session: Session, account: Account, choice: Choice) -> bool:
    """Erase an account; False where it was erased before.

    Raises:
        OnlySteward: it must hand a consultation over first.
    """
    # What they do at this moment in another window is there first, and erased with the rest.
    wait_for_others(session, account, to_delete=True)
    if account.erased_at is not None:
        return False
    # Two stewards who leave at once: the second finds out that it is the last.
    for consultation_id in session.scalars(_steered(account)).all():
        wait_for_consultation(session, consultation_id)
    alone = titles_without_another_steward(session, account)
    if alone:
        raise OnlySteward(alone)
    for holding in HOLDINGS:
        holding.erase(session, account, choice)
    details = {"words": choice.words}
    record(session, "rights.erased", account_id=account.id, details=details)
    return True


def proof_of(key: str, account_id: uuid.UUID) -> str:
    """What the form that erases an account carries: who sends it again, signed out by the first
    time, is known by it. It erases nothing."""
    return f"{account_id}:{derived_secret(key, b'erasure:' + account_id.bytes)[:40]}"


def was_erased(session: Session, proof: str, *, key: str) -> bool:
    """Whether the form that carries this proof erased its account."""
    try:
        account_id = uuid.UUID(proof.partition(":")[0])
    except ValueError:
        return False
    if not same_secret(proof, proof_of(key, account_id)):
        return False
    account = session.get(Account, account_id)
    return account is not None and account.erased_at is not None


def titles_without_another_steward(session: Session, account: Account) -> list[str]:
    """The consultations of which it is the only steward."""
    other = aliased(Membership)
    another = (
        sa.select(other.id)
        .join(Account, Account.id == other.account_id)
        .where(
            other.consultation_id == Consultation.id,
            other.role == Role.STEWARD,
            other.account_id != account.id,
            Account.erased_at.is_(None),
        )
    )
    found = sa.select(Consultation.title).where(
        Consultation.id.in_(_steered(account)), ~another.exists()
    )
    return list(session.scalars(found.order_by(Consultation.title)))


def _steered(account: Account) -> sa.Select[uuid.UUID]:
    return (
        sa.select(Membership.consultation_id)
        .where(Membership.account_id == account.id, Membership.role == Role.STEWARD)
        .order_by(Membership.consultation_id)
    )
