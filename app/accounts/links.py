"""Links that are sent by e-mail and do one thing, once.

The secret of a link follows from the key of the application and the identifier of its row; the
message is filled in when it leaves (`app.accounts.letters`), so that no secret is ever kept.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import link_secret, same_secret
from app.models import LinkPurpose, OneTimeLink
from app.models.types import now

LIFETIMES = {
    LinkPurpose.SIGN_UP: dt.timedelta(hours=24),
    LinkPurpose.SIGN_IN: dt.timedelta(minutes=15),
    LinkPurpose.RESET: dt.timedelta(minutes=30),
    LinkPurpose.NEW_ADDRESS: dt.timedelta(hours=24),
    LinkPurpose.OLD_ADDRESS: dt.timedelta(hours=24),
}

CLOCK_SLACK = dt.timedelta(minutes=5)


class LinkRefused(ValueError):
    """The link does nothing: used already, expired, foreign, or opened in another browser."""


def make_link(
    session: Session,
    purpose: LinkPurpose,
    *,
    email: str,
    account_id: uuid.UUID | None = None,
    browser_digest: str | None = None,
    details: dict[str, Any] | None = None,
) -> OneTimeLink:
    """A new link, for the message that will carry it."""
    link = OneTimeLink(
        purpose=purpose,
        account_id=account_id,
        email=email,
        browser_digest=browser_digest,
        details=details or {},
        expires_at=now() + LIFETIMES[purpose],
    )
    session.add(link)
    session.flush()
    return link


def secret_of_link(key: str, link_id: uuid.UUID) -> str:
    """The secret of a link, made from the key of the application: 160 bits."""
    return link_secret(key, "one-time-link", link_id)


def unused_link(
    session: Session, purpose: LinkPurpose, link_id: uuid.UUID, secret: str, *, key: str
) -> OneTimeLink:
    """The link that an address names, even too late or in another browser: whoever has it reads
    the mailbox.

    Raises:
        LinkRefused: its secret or its purpose is wrong, or it was used.
    """
    link = session.get(OneTimeLink, link_id)
    if not same_secret(secret, secret_of_link(key, link_id)) or link is None:
        raise LinkRefused(link_id)
    if link.purpose is not purpose or link.used_at is not None:
        raise LinkRefused(link_id)
    return link


def link_with(
    session: Session,
    purpose: LinkPurpose,
    link_id: uuid.UUID,
    secret: str,
    *,
    key: str,
    browser_digest: str | None = None,
) -> OneTimeLink:
    """The link that an address names, still to be used. Opening it changes nothing.

    Raises:
        LinkRefused: whatever is wrong with it; people are told one sentence for all.
    """
    link = unused_link(session, purpose, link_id, secret, key=key)
    # One that was made later than now was made by a clock that was wrong.
    if not link.created_at - CLOCK_SLACK <= now() < link.expires_at:
        raise LinkRefused(link_id)
    if link.browser_digest is not None and not same_secret(
        link.browser_digest, browser_digest or ""
    ):
        raise LinkRefused(link_id)
    return link


def use_link(session: Session, link: OneTimeLink) -> None:
    """Use a link up. Two who use it at once: the second is refused.

    Raises:
        LinkRefused: it was used meanwhile.
    """
    moment = now()
    used = session.execute(
        sa.update(OneTimeLink)
        .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None))
        .values(used_at=moment)
        .returning(OneTimeLink.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if used is None:
        raise LinkRefused(link.id)
    session.refresh(link)


def close_links(session: Session, account_id: uuid.UUID, *purposes: LinkPurpose) -> None:
    """Links of an account that were not used do nothing any more."""
    session.execute(
        sa.update(OneTimeLink)
        .where(
            OneTimeLink.account_id == account_id,
            OneTimeLink.purpose.in_(purposes),
            OneTimeLink.used_at.is_(None),
        )
        .values(used_at=now())
    )
