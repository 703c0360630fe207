from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.links import LinkRefused
from app.models import Account, AccountSession, OneTimeLink, SignInWay
from app.models.types import now

MOST_SESSIONS = 50
"""Those that are shown; closing all others closes the rest as well."""


@dataclass(frozen=True)
class OpenSession:
    """A browser in which an account is signed in, for its owner."""

    id: uuid.UUID
    device: str
    way: SignInWay
    since: dt.datetime
    seen_at: dt.datetime
    is_this_one: bool


def account_by_email(session: Session, email: str) -> Account | None:
    """The account with this address, as it is kept (lower case)."""
    return session.scalar(sa.select(Account).where(Account.email == email))


def account_of_link(session: Session, link: OneTimeLink) -> Account:
    """The account that a link was sent to, if its address is still the same.

    Raises:
        LinkRefused: it is nobody's, or the address changed.
    """
    account = session.get(Account, link.account_id) if link.account_id else None
    if account is None or not account.is_active or account.email != link.email:
        raise LinkRefused(link.id)
    return account


def open_sessions(session: Session, account: Account, this: uuid.UUID | None) -> list[OpenSession]:
    """Where an account is signed in: this browser first, then the one that was used last."""
    found = session.scalars(
        sa.select(AccountSession)
        .where(AccountSession.account_id == account.id, AccountSession.ends_at > now())
        .order_by(
            (AccountSession.id == this).desc(), AccountSession.seen_at.desc(), AccountSession.id
        )
        .limit(MOST_SESSIONS)
    )
    return [
        OpenSession(one.id, one.device, one.way, one.created_at, one.seen_at, one.id == this)
        for one in found
    ]
