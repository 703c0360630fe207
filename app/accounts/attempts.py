"""How often somebody may be wrong about a password, or a code.

Whoever guesses pays before the guess is checked, so that many at once are not one. Strangers share
one account of failures for each address that is typed and one for each network address; a browser
in which the account signed in before has its own, so that nobody locks its owner out.
"""

from __future__ import annotations

import datetime as dt
import ipaddress

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import derived_secret
from app.models import SignInFailure
from app.models.types import now

WINDOW = dt.timedelta(hours=1)
SLACK = dt.timedelta(minutes=5)
"""What is later than that was written by a clock that was wrong: it counts for nothing."""
MOST_OF_ACCOUNT = 10
MOST_OF_DEVICE = 10
MOST_OF_ORIGIN = 40
"""A room of people may stand behind one network address."""


def pay(
    session: Session, *, key: str, email: str, network_address: str, device: str | None
) -> SignInFailure:
    """Count a guess as a failure, until `forgive`.

    `email` is what was typed, or what names the account otherwise. `device` is the digest of the
    browser where this account signed in with it before. The caller keeps it at once.
    """
    paid = SignInFailure(
        account_digest=derived_secret(key, b"failure-of-account:" + email.strip().lower().encode()),
        origin_digest=derived_secret(key, b"failure-of-origin:" + _network(network_address)),
        device_digest=device,
    )
    session.add(paid)
    session.flush()
    return paid


def is_too_much(session: Session, paid: SignInFailure) -> bool:
    """Whether what was paid, this time included, is more than may be guessed within an hour."""
    if paid.device_digest is not None:
        theirs = SignInFailure.account_digest == paid.account_digest
        same = SignInFailure.device_digest == paid.device_digest
        return number_within(session, WINDOW, theirs, same) > MOST_OF_DEVICE
    strangers = SignInFailure.device_digest.is_(None)
    of_account = SignInFailure.account_digest == paid.account_digest
    of_origin = SignInFailure.origin_digest == paid.origin_digest
    return (
        number_within(session, WINDOW, strangers, of_account) > MOST_OF_ACCOUNT
        or number_within(session, WINDOW, strangers, of_origin) > MOST_OF_ORIGIN
    )


def forgive(session: Session, paid: SignInFailure) -> None:
    """It was right, or was not looked at: it counts no more."""
    session.execute(sa.delete(SignInFailure).where(SignInFailure.id == paid.id))


def forget_old(session: Session) -> int:
    """Take away what counts no more: how many there were."""
    moment = now()
    old = sa.delete(SignInFailure).where(
        sa.or_(
            SignInFailure.created_at < moment - WINDOW, SignInFailure.created_at > moment + SLACK
        )
    )
    return len(session.execute(old.returning(SignInFailure.id)).all())


def number_within(
    session: Session, window: dt.timedelta, *conditions: sa.ColumnElement[bool]
) -> int:
    """How many failures count still; those of a clock that was wrong do not."""
    moment = now()
    counted = sa.select(sa.func.count()).where(
        *conditions,
        SignInFailure.created_at > moment - window,
        SignInFailure.created_at < moment + SLACK,
    )
    return session.scalar(counted) or 0


def _network(address: str) -> bytes:
    """Who has one address of IPv6 mostly has 2^64 of them."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address.encode()
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((known, 64), strict=False)).encode()
    return str(getattr(known, "ipv4_mapped", None) or known).encode()
