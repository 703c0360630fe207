"""Between a session cookie and an account: one row a browser, which its owner may take away.

A cookie holds the identifier of the row and a secret of which only a digest is kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
import uuid

import sqlalchemy as sa
from flask import g
from sqlalchemy.orm import Session, joinedload

from app.extensions import current_session
from app.models import Account, AccountSession, SignInWay
from app.models.types import now


def open_session(
    session: Session,
    account: Account,
    way: SignInWay,
    *,
    lifetime: dt.timedelta,
    device: str = "",
    has_second_factor: bool = False,
    id_token: str = "",
) -> AccountSession:
    """Open a session for an account. `account.cookie` is what the browser gets."""
    secret, moment = secrets.token_urlsafe(24), now()
    opened = AccountSession(
        account_id=account.id,
        secret_digest=_digest_of(secret),
        way=way,
        has_second_factor=has_second_factor,
        device=device,
        seen_at=moment,
        ends_at=moment + lifetime,
        id_token=id_token,
    )
    session.add(opened)
    account.signed_in_at = moment
    session.flush()
    account.cookie = f"{opened.id}:{secret}"
    return opened


def load_account(cookie: str) -> Account | None:
    """The account that a session cookie names, while its session lasts (flask-login)."""
    found = session_of(current_session(), cookie)
    if found is None or not found.account.is_active:
        return None
    found.account.cookie = cookie
    # Kept for the length of the request, so that nothing asks for it again.
    g.sign_in = found
    return found.account


def session_of(session: Session, cookie: str) -> AccountSession | None:
    """The session that a cookie opens, unless it ended or was taken away."""
    identifier, _, secret = cookie.partition(":")
    try:
        found = session.get(
            AccountSession, uuid.UUID(identifier), options=[joinedload(AccountSession.account)]
        )
    except ValueError:
        return None
    if found is None or not hmac.compare_digest(found.secret_digest, _digest_of(secret)):
        return None
    return found if found.ends_at > now() else None


def close_sessions(session: Session, account: Account, *, but: uuid.UUID | None = None) -> int:
    """Close every session of an account, but one: how many there were."""
    theirs = sa.delete(AccountSession).where(AccountSession.account_id == account.id)
    if but is not None:
        theirs = theirs.where(AccountSession.id != but)
    return len(session.execute(theirs.returning(AccountSession.id)).all())


def _digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
