"""Another address for an account: both the old and the new one agree by a link."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.asking import DAY, may_write
from app.accounts.letters import ADDRESS_CHANGED, notice
from app.accounts.links import LinkRefused, close_links, make_link, use_link
from app.accounts.queries import account_by_email, account_of_link
from app.accounts.services import AddressTaken
from app.models import Account, LinkPurpose, OneTimeLink
from app.models.turns import wait_for_others
from app.models.types import now
from app.notifications import outbox
from app.notifications.forgetting import move_account
from app.notifications.outbox import NewMail

MOST_A_DAY = 3


def ask_for_address(session: Session, account: Account, new_email: str, *, language: str) -> None:
    """Write to both addresses. A change that was asked for before is given up.

    Where the new one has an account already, its owner alone is told. Nothing is sent where an
    address was written to within the hour, or the account asked three times within the day.
    """
    wait_for_others(session, account)
    if _number_of_last_day(session, account) >= MOST_A_DAY or not may_write(session, new_email):
        return
    close_links(session, account.id, LinkPurpose.NEW_ADDRESS, LinkPurpose.OLD_ADDRESS)
    details = {"language": language, "new_email": new_email}
    old = make_link(
        session,
        LinkPurpose.OLD_ADDRESS,
        email=account.email,
        account_id=account.id,
        details=details,
    )
    new = make_link(
        session,
        LinkPurpose.NEW_ADDRESS,
        email=new_email,
        account_id=account.id,
        details={**details, "other": str(old.id)},
    )
    old.details = {**details, "other": str(new.id)}
    for link in (old, new):
        outbox.put_to_person(session, NewMail(link.email, subject="", body="", link_id=link.id))


def account_leaving(session: Session, link: OneTimeLink) -> Account:
    """The account that one of both links is about.

    Raises:
        LinkRefused: its address is no longer the one that would be left.
    """
    if link.purpose is LinkPurpose.OLD_ADDRESS:
        return account_of_link(session, link)
    return account_of_link(session, _other(session, link))


def agree(session: Session, link: OneTimeLink) -> bool:
    """One address agrees: whether the change is made, for the other one had.

    Raises:
        LinkRefused: the link was used meanwhile, or is about an address that was left.
        AddressTaken: the new address has an account by now.
    """
    account = account_leaving(session, link)
    wait_for_others(session, account)
    use_link(session, link)
    link.details = {**link.details, "has_agreed": True}
    session.flush()
    other = _other(session, link)
    if not other.details.get("has_agreed"):
        return False
    _change(session, account, link.details["new_email"])
    return True


def _change(session: Session, account: Account, new_email: str) -> None:
    if account_by_email(session, new_email) is not None:
        raise AddressTaken(new_email)
    old_email = account.email
    try:
        with session.begin_nested():
            account.email = new_email
    except IntegrityError:
        raise AddressTaken(new_email) from None
    close_links(session, account.id, LinkPurpose.SIGN_IN, LinkPurpose.RESET)
    move_account(session, account.id, new_email)
    for email in (old_email, new_email):
        outbox.put_to_person(session, notice(ADDRESS_CHANGED, email, account.language))


def _other(session: Session, link: OneTimeLink) -> OneTimeLink:
    """The link that was sent to the other address, as it is now.

    Raises:
        LinkRefused: its owner erased all that was sent there.
    """
    identifier = uuid.UUID(link.details["other"])
    found = session.get(OneTimeLink, identifier, populate_existing=True)
    if found is None:
        raise LinkRefused(link.id)
    return found


def _number_of_last_day(session: Session, account: Account) -> int:
    asked = sa.select(sa.func.count()).where(
        OneTimeLink.account_id == account.id,
        OneTimeLink.purpose == LinkPurpose.OLD_ADDRESS,
        OneTimeLink.created_at > now() - DAY,
    )
    return session.scalar(asked) or 0
