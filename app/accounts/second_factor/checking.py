"""Checking a code of the second factor: of the telephone, or for recovery, in the same field."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.passwords import verify_password
from app.accounts.second_factor.failures import forget_failures, must_wait, note_failure
from app.accounts.second_factor.recovery import use_code
from app.accounts.second_factor.secret import SecretLost, unseal
from app.accounts.second_factor.time_codes import step_of, take_step
from app.audit.recording import record
from app.models import Account
from app.models.types import now

LONGEST = 40
"""Signs of a code as it is typed, with blanks and hyphens."""


class CodeRefused(ValueError):
    """The code is wrong, expired or used already; what was counted must be kept."""


class PasswordRefused(CodeRefused):
    """The password that goes with the code is not theirs."""


class TooManyCodes(CodeRefused):
    """Wrong codes were given too often: even the right one waits."""


@dataclass(frozen=True)
class Request:
    """What checking needs of the request: the key of the application, and the digest of the
    network that it comes from."""

    key: str
    origin: str


def check_code(
    session: Session, account: Account, typed: str, request: Request, *, password: str | None = None
) -> None:
    """Take a code, once. `password`: asked as well, of an account that has one.

    Raises:
        TooManyCodes: there were five wrong ones in a quarter of an hour.
        PasswordRefused, CodeRefused: it opens nothing. The failure was counted.
    """
    # Those who try at once wait for one another: the count is right whatever they do.
    session.execute(sa.select(Account.id).where(Account.id == account.id).with_for_update())
    if must_wait(session, account.id, request.key):
        raise TooManyCodes(account.id)
    has_password = account.password_hash is not None and password is not None
    if has_password and not verify_password(account.password_hash, password or ""):
        _refuse(session, account, request)
        raise PasswordRefused(account.id)
    if not _takes(session, account, typed, request.key):
        _refuse(session, account, request)
        raise CodeRefused(account.id)
    forget_failures(session, account.id, request.key)


def _takes(session: Session, account: Account, typed: str, key: str) -> bool:
    """Whether the code is right, and used up now."""
    if account.totp_secret is None or not account.has_second_factor:
        return False
    digits = "".join(typed.split()).replace("-", "")
    try:
        step = step_of(unseal(key, account.id, account.totp_secret), digits, now())
    except SecretLost:
        step = None
    if step is not None:
        return take_step(session, account, step)
    if not use_code(session, account, typed, key):
        return False
    record(session, "second_factor.recovery_code_used", account_id=account.id)
    return True


def _refuse(session: Session, account: Account, request: Request) -> None:
    note_failure(session, account.id, request.key, request.origin)
    record(session, "second_factor.wrong_code", account_id=account.id)
