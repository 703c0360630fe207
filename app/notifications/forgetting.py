"""Forgetting what addresses and accounts receive, or letting it go to another address."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import MailState, OutgoingMail, ReceiptFollower, Subscription
from app.privacy import consents


def forget(session: Session, ids: list[uuid.UUID]) -> None:
    """Erase subscriptions, and the addresses that are kept with their messages."""
    consents.end_with_subscriptions(session, ids)
    followers = ReceiptFollower.subscription_id.in_(ids)
    session.execute(sa.delete(ReceiptFollower).where(followers))
    session.execute(
        sa.update(OutgoingMail)
        .where(OutgoingMail.subscription_id.in_(ids))
        .values(subscription_id=None, recipient="")
    )
    session.execute(sa.delete(Subscription).where(Subscription.id.in_(ids)))


def forget_account(session: Session, account_id: uuid.UUID) -> None:
    """Erase what an account receives, in every consultation, before it is erased itself."""
    _forget_those(session, Subscription.account_id == account_id)


def forget_address(
    session: Session, email: str, *, consultation_id: uuid.UUID | None = None
) -> int:
    """Erase what an address receives, in one consultation or in every one: how many there were."""
    which = Subscription.email == email
    if consultation_id is not None:
        which = sa.and_(which, Subscription.consultation_id == consultation_id)
    return _forget_those(session, which)


def _forget_those(session: Session, which: sa.ColumnElement[bool]) -> int:
    ids = list(session.scalars(sa.select(Subscription.id).where(which)))
    for subscription_id in ids:
        forget_mails(session, subscription_id, MailState.WAITING)
    forget(session, ids)
    return len(ids)


def move_account(session: Session, account_id: uuid.UUID, email: str) -> None:
    """What an account receives goes to its new address from now on.

    Where that one receives something already, it is the account's; the old one is forgotten.
    """
    there = {
        one.consultation_id: one
        for one in session.scalars(sa.select(Subscription).where(Subscription.email == email))
    }
    theirs = session.scalars(sa.select(Subscription).where(Subscription.account_id == account_id))
    for one in theirs.all():
        known = there.get(one.consultation_id)
        if known is None:
            one.email = email
        elif known.id != one.id:
            forget(session, [one.id])
            known.account_id = account_id
    session.flush()


def forget_mails(session: Session, subscription_id: uuid.UUID, state: MailState) -> None:
    """Forget the messages of a subscription that are in this state."""
    session.execute(
        sa.delete(OutgoingMail).where(
            OutgoingMail.subscription_id == subscription_id, OutgoingMail.state == state
        )
    )
