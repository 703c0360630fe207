"""Recovery codes: each stands for the second factor once, where the telephone was lost."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import ALPHABET, as_shown, derived_secret
from app.models import Account, RecoveryCode
from app.models.types import now

NUMBER = 10
LENGTH = 10
"""10 of 30 signs: 49 random bits, which nobody guesses at five tries a quarter of an hour."""


def replace_codes(session: Session, account: Account, key: str) -> list[str]:
    """New codes, as they are shown once; those from before open nothing any more."""
    remove_codes(session, account)
    codes = [_new_code() for _ in range(NUMBER)]
    session.add_all(
        RecoveryCode(account_id=account.id, digest=_digest(key, account.id, code)) for code in codes
    )
    session.flush()
    return codes


def remove_codes(session: Session, account: Account) -> None:
    session.execute(sa.delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def use_code(session: Session, account: Account, typed: str, key: str) -> bool:
    """Use a code up, however it was typed. Of two at once, one gets it."""
    used = session.execute(
        sa.update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.digest == _digest(key, account.id, as_shown(typed)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now())
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return used is not None


def number_left(session: Session, account: Account) -> int:
    """How many codes were not used yet."""
    statement = sa.select(sa.func.count()).where(
        RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None)
    )
    return session.scalar(statement) or 0


def are_codes_of(session: Session, account: Account, shown: Sequence[str], key: str) -> bool:
    """Whether these are the codes of an account, none used yet: what its file may hold."""
    if len(shown) != NUMBER:
        return False
    digests = {_digest(key, account.id, as_shown(code)) for code in shown}
    statement = sa.select(sa.func.count()).where(
        RecoveryCode.account_id == account.id,
        RecoveryCode.used_at.is_(None),
        RecoveryCode.digest.in_(digests),
    )
    return len(digests) == NUMBER and session.scalar(statement) == NUMBER


def _new_code() -> str:
    return as_shown("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def _digest(key: str, account_id: uuid.UUID, code: str) -> str:
    return derived_secret(key, b"recovery-code:" + account_id.bytes + code.encode())
