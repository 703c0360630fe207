"""Wrong codes of the second factor, counted an account: whoever guesses waits.

Only who proved the first step comes this far, so that nobody else can lock an account out.
"""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.attempts import number_within
from app.corpus.codes import derived_secret
from app.models import SignInFailure

MOST = 5
WINDOW = dt.timedelta(minutes=15)


def must_wait(session: Session, account_id: uuid.UUID, key: str) -> bool:
    """Whether too many wrong codes were given for an account of late."""
    theirs = SignInFailure.account_digest == _digest(key, account_id)
    return number_within(session, WINDOW, theirs) >= MOST


def note_failure(session: Session, account_id: uuid.UUID, key: str, origin: str) -> None:
    """Count a wrong code. `origin`: the digest of the network that it came from."""
    session.add(SignInFailure(account_digest=_digest(key, account_id), origin_digest=origin))
    session.flush()


def forget_failures(session: Session, account_id: uuid.UUID, key: str) -> None:
    """A right code was given: the count starts again."""
    session.execute(
        sa.delete(SignInFailure).where(SignInFailure.account_digest == _digest(key, account_id))
    )


def _digest(key: str, account_id: uuid.UUID) -> str:
    return derived_secret(key, b"second-factor-failure:" + account_id.bytes)
