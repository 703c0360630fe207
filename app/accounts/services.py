"""Accounts: making them, and checking who signs in."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.password_rules import weakness_of
from app.accounts.passwords import hash_password, verify_password
from app.accounts.queries import account_by_email
from app.models import Account, Membership, Role
from app.notifications.addresses import WrongAddress, mail_address


class AccountError(ValueError):
    """An account cannot be made; the text says why."""


def normal_email(address: str) -> str:
    """The address as it is kept.

    Raises:
        AccountError: it is not an e-mail address.
    """
    try:
        return mail_address(address)
    except WrongAddress:
        raise AccountError(f"{address!r} is not an e-mail address.") from None


class AddressTaken(AccountError):
    """There is an account with this address."""


def create_account(
    session: Session,
    *,
    email: str,
    name: str,
    password: str,
    may_create_consultations: bool = False,
) -> Account:
    """Make an account whose address needs no confirmation: a command, a demonstration.

    Raises:
        AccountError: the address is wrong or taken, or the password is too weak.
    """
    address = normal_email(email)
    weakness = weakness_of(password, email=address, name=name)
    if weakness is not None:
        raise AccountError(f"This password is {weakness.value}.")
    account = add_account(session, email=address, name=name, password_hash=hash_password(password))
    account.may_create_consultations = may_create_consultations
    session.flush()
    return account


def add_account(
    session: Session, *, email: str, name: str, password_hash: str | None, language: str = ""
) -> Account:
    """Add an account; its address is as it is kept. Two at once: the second is refused.

    Raises:
        AddressTaken: there is one with this address.
    """
    account = Account(email=email, name=name, password_hash=password_hash, language=language)
    if account_by_email(session, email) is not None:
        raise AddressTaken(f"There is already an account with the address {email}.")
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        raise AddressTaken(f"There is already an account with the address {email}.") from None
    return account


def account_of_typed(session: Session, email: str) -> Account | None:
    """The account whose address was typed, in whatever way; none that was erased."""
    try:
        address = mail_address(email.strip())
    except WrongAddress:
        address = email.strip().lower()
    found = account_by_email(session, address)
    return found if found is not None and found.is_active else None


def authenticate(session: Session, *, email: str, password: str) -> Account | None:
    """The account whose address and password these are; the same time for right and wrong."""
    account = account_of_typed(session, email)
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
