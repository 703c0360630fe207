"""Asking for a message with a link: to make an account, to sign in, to choose another password.

Whoever asks is told the same whether or not the address is known, and does the same work: one
message leaves either way, and its reader alone learns which. Strangers have one message an hour
sent to an address and three a day, whatever the page; a browser in which the account signed in
before has a count of its own, so that nobody keeps an owner from their link.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.links import CLOCK_SLACK, make_link, use_link
from app.accounts.queries import account_by_email
from app.models import Account, LinkPurpose, OneTimeLink
from app.models.turns import wait_for_name
from app.models.types import now
from app.notifications import outbox
from app.notifications.outbox import NewMail
from app.notifications.queries import number_since

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
OF_STRANGERS = (1, 3)
"""Messages to one address within an hour and a day."""
OF_KNOWN_DEVICE = (4, 12)


class TooManyToday(ValueError):
    """The site writes no more messages to strangers today: robots would do so in our name."""


@dataclass(frozen=True)
class Asker:
    """Who asks, with which browser: the digest of its mark, and whether the account of the address
    signed in with it before. `next` is where they want to go, a path of this site or nothing."""

    email: str
    browser: str
    is_known: bool
    language: str
    next: str = ""


def ask_to_sign_up(
    session: Session, asker: Asker, *, name: str, password_hash: str | None, daily_limit: int
) -> None:
    """Write to an address to confirm a new account; the account is made when its link is used.

    Of a known address nothing is kept: the message says that it has an account, and signs in.

    Raises:
        TooManyToday: no more messages may leave today.
    """
    if account_by_email(session, asker.email) is not None:
        _ask(session, asker, LinkPurpose.SIGN_IN, daily_limit, {"is_sign_up": True})
        return
    typed = {"name": name, "password_hash": password_hash, "browser": asker.browser}
    _ask(session, asker, LinkPurpose.SIGN_UP, daily_limit, typed)


def ask_to_sign_in(session: Session, asker: Asker, *, daily_limit: int) -> None:
    """Write a link that signs in, in the browser that asked; to an unknown address, that it is.

    Raises:
        TooManyToday: no more messages may leave today.
    """
    _ask(session, asker, LinkPurpose.SIGN_IN, daily_limit, {})


def ask_for_password(session: Session, asker: Asker, *, daily_limit: int) -> None:
    """Write a link to choose another password; to an unknown address, that it is.

    Raises:
        TooManyToday: no more messages may leave today.
    """
    _ask(session, asker, LinkPurpose.RESET, daily_limit, {})


def ask_from_here(session: Session, link: OneTimeLink, *, browser: str) -> None:
    """A link in place of one that was opened too late or in another browser, for this one.

    Whoever holds a link reads the mailbox: this counts for nobody, and uses the first link up.

    Raises:
        LinkRefused: that one was used meanwhile.
    """
    use_link(session, link)
    _send(session, link.purpose, link.email, browser, {**link.details, "is_counted": False})


def may_write(session: Session, email: str, *, known_device: str | None = None) -> bool:
    """Whether one more message may go to an address; the caller sends it in this transaction."""
    wait_for_name(session, f"mail-to:{email}")
    moment = now()
    of_last_day = sa.select(OneTimeLink.created_at, OneTimeLink.details).where(
        OneTimeLink.email == email,
        OneTimeLink.purpose != LinkPurpose.OLD_ADDRESS,
        OneTimeLink.created_at > moment - DAY,
        OneTimeLink.created_at < moment + CLOCK_SLACK,
    )
    dates = [
        row.created_at
        for row in session.execute(of_last_day)
        if row.details.get("is_counted", True) and row.details.get("known_device") == known_device
    ]
    an_hour, a_day = OF_STRANGERS if known_device is None else OF_KNOWN_DEVICE
    return len(dates) < a_day and sum(date > moment - HOUR for date in dates) < an_hour


def _ask(
    session: Session,
    asker: Asker,
    purpose: LinkPurpose,
    daily_limit: int,
    details: dict[str, Any],
) -> None:
    known_device = asker.browser if asker.is_known else None
    if known_device is None and number_since(session, None, now() - DAY) >= daily_limit:
        raise TooManyToday(daily_limit)
    if not may_write(session, asker.email, known_device=known_device):
        return
    kept = {**details, "language": asker.language, "next": asker.next}
    if known_device is not None:
        kept["known_device"] = known_device
    _send(session, purpose, asker.email, asker.browser, kept)


def _send(
    session: Session, purpose: LinkPurpose, email: str, browser: str, details: dict[str, Any]
) -> None:
    account: Account | None = account_by_email(session, email)
    link = make_link(
        session,
        purpose,
        email=email,
        account_id=account.id if account else None,
        browser_digest=browser if purpose is LinkPurpose.SIGN_IN else None,
        details=details,
    )
    outbox.put_to_person(session, NewMail(email, subject="", body="", link_id=link.id))
