"""Setting a second factor up, and turning it off."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.letters import SECOND_FACTOR_OFF, SECOND_FACTOR_ON, notice
from app.accounts.second_factor.recovery import remove_codes, replace_codes
from app.accounts.second_factor.secret import SecretLost, new_secret, seal, unseal
from app.accounts.second_factor.time_codes import step_of
from app.audit.recording import record
from app.models import Account, AccountSession
from app.models.types import now
from app.notifications import outbox


class AlreadyOn(ValueError):
    """The second factor was set up meanwhile."""


class WrongFirstCode(ValueError):
    """The first code does not follow from the secret that was shown."""


def secret_to_set_up(session: Session, account: Account, key: str) -> None:
    """Make the secret with which somebody sets their second factor up; it does not count yet.

    Another one each time: who found a session open has not read it before.

    Raises:
        AlreadyOn: it is set up.
    """
    session.refresh(account, with_for_update=True)
    if account.has_second_factor:
        raise AlreadyOn(account.id)
    account.totp_secret = seal(key, account.id, new_secret())
    session.flush()


def shown_secret(account: Account, key: str) -> str | None:
    """The secret to show while it is set up; None once it is, or where setting up did not begin."""
    if account.totp_secret is None or account.has_second_factor:
        return None
    try:
        return unseal(key, account.id, account.totp_secret)
    except SecretLost:
        return None


def turn_on(session: Session, account: Account, typed: str, key: str, *, tells: bool) -> list[str]:
    """Make the second factor count, by its first code: its recovery codes, to be shown once. A
    message says so (`tells`).

    Raises:
        AlreadyOn: it counts already.
        WrongFirstCode: the code is not right.
    """
    session.refresh(account, with_for_update=True)
    if account.has_second_factor:
        raise AlreadyOn(account.id)
    secret = shown_secret(account, key)
    step = step_of(secret, "".join(typed.split()), now()) if secret else None
    if step is None:
        raise WrongFirstCode(account.id)
    account.totp_since, account.totp_last_step = now(), step
    record(session, "second_factor.turned_on", account_id=account.id)
    if tells:
        outbox.put_to_person(session, notice(SECOND_FACTOR_ON, account.email, account.language))
    return replace_codes(session, account, key)


def renew_codes(session: Session, account: Account, key: str) -> list[str]:
    """New recovery codes, to be shown once, for who gave a code just now."""
    record(session, "second_factor.codes_renewed", account_id=account.id)
    return replace_codes(session, account, key)


def turn_off(session: Session, account: Account, *, tells: bool) -> None:
    """Take the second factor away, for who gave a code just now; no session has one any more. A
    message says so (`tells`)."""
    account.totp_secret = account.totp_since = account.totp_last_step = None
    remove_codes(session, account)
    session.execute(
        sa.update(AccountSession)
        .where(AccountSession.account_id == account.id)
        .values(has_second_factor=False)
    )
    record(session, "second_factor.turned_off", account_id=account.id)
    if tells:
        outbox.put_to_person(session, notice(SECOND_FACTOR_OFF, account.email, account.language))
    session.flush()
