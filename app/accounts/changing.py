"""What the owner of an account changes in it."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.letters import PASSWORD_CHANGED, notice
from app.accounts.links import close_links
from app.accounts.session import close_sessions
from app.models import Account, AccountSession, LinkPurpose
from app.notifications import outbox


def set_details(session: Session, account: Account, *, name: str, language: str) -> None:
    account.name, account.language = name, language
    session.flush()


def set_password(
    session: Session,
    account: Account,
    password_hash: str,
    *,
    but: uuid.UUID | None,
    tells: bool,
) -> None:
    """Change a password: links that were sent before and every session `but` one do nothing any
    more; a message says so (`tells`)."""
    account.password_hash = password_hash
    session.flush()
    close_sessions(session, account, but=but)
    close_links(session, account.id, LinkPurpose.RESET, LinkPurpose.SIGN_IN)
    if tells:
        mail = notice(PASSWORD_CHANGED, account.email, account.language)
        outbox.put_to_person(session, mail)


def close_session(session: Session, account: Account, session_id: uuid.UUID) -> None:
    """Close one session of an account; one that is closed already, or another's, is no error."""
    theirs = sa.delete(AccountSession).where(
        AccountSession.id == session_id, AccountSession.account_id == account.id
    )
    session.execute(theirs)
