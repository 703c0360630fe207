"""Accounts: making them, and checking who signs in."""

from __future__ import annotations

import uuid

import email_validator
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.passwords import LONGEST, SHORTEST, hash_password, verify_password
from app.accounts.queries import account_by_email
from app.models import Account, Membership, Role


class AccountError(ValueError):
    """An account cannot be made; the text says why."""


def normal_email(address: str) -> str:
    """The address as it is kept.

    Raises:
        AccountError: it is not an e-mail address.
    """
    try:
        valid = email_validator.validate_email(
            address, check_deliverability=False, test_environment=True
        )
    except email_validator.EmailNotValidError:
        raise AccountError(f"{address!r} is not an e-mail address.") from None
    return valid.normalized.lower()


def create_account(
    session: Session,
    *,
    email: str,
    name: str,
    password: str,
    may_create_consultations: bool = False,
) -> Account:
    """Make an account.

    Raises:
        AccountError: the address is wrong or taken, or the password too short or too long.
    """
    address = normal_email(email)
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(f"A password has {SHORTEST} to {LONGEST} characters.")
    if account_by_email(session, address) is not None:
        raise AccountError(f"There is already an account with the address {address}.")
    account = Account(
        email=address,
        name=name,
        password_hash=hash_password(password),
        may_create_consultations=may_create_consultations,
    )
    session.add(account)
    session.flush()
    return account


def authenticate(session: Session, *, email: str, password: str) -> Account | None:
    """The account whose address and password these are; the same time for right and wrong."""
    account = account_by_email(session, email.strip().lower())
    right = verify_password(account.password_hash if account else None, password)
    return account if right else None


def give_role(
    session: Session, *, account_id: uuid.UUID, consultation_id: uuid.UUID, role: Role
) -> Membership:
    """Give an account its role in a consultation, in place of the one that it had."""
    membership = session.scalar(
        sa.select(Membership).where(
            Membership.account_id == account_id, Membership.consultation_id == consultation_id
        )
    )
    if membership is None:
        membership = Membership(account_id=account_id, consultation_id=consultation_id, role=role)
        session.add(membership)
    membership.role = role
    session.flush()
    return membership
