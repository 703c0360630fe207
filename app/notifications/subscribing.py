"""Who is written to about a consultation, and how often.

Whoever types an address shows nobody whether it is known: a message goes there, and nothing else
until it is confirmed from there.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Account,
    Consultation,
    Frequency,
    MailState,
    Receipt,
    ReceiptFollower,
    Subscription,
)
from app.models.turns import wait_for_others
from app.notifications import outbox
from app.notifications.forgetting import forget, forget_mails
from app.notifications.numbering import number_new
from app.notifications.outbox import NewMail
from app.notifications.queries import number_since
from app.notifications.subscription_mails import ASKED
from app.privacy import consents
from app.privacy.consents import Extra, Who

DAY = dt.timedelta(days=1)
BETWEEN_MESSAGES = dt.timedelta(hours=1)
"""An address that is typed again and again is not written to each time."""


class TooManyToday(ValueError):
    """The consultation may write no more messages today: robots would do so in our name."""


@dataclass(frozen=True)
class Choices:
    """What somebody wants to receive. `agreed_to` are the words of the newsletter's box, where it
    was ticked."""

    own: Frequency = Frequency.NEVER
    everything: Frequency = Frequency.NEVER
    agreed_to: str = ""


def subscribe(
    session: Session,
    consultation: Consultation,
    email: str,
    choices: Choices,
    *,
    language: str,
    moment: dt.datetime,
    daily_limit: int,
) -> Subscription:
    """Keep what an address is to receive once it is confirmed, and ask for that by a message.

    What an address that is confirmed receives is changed from there only: the message says how.
    `email` is as `mail_address` gives it.

    Raises:
        TooManyToday: no more messages may leave today.
    """
    found = _awaited(session, consultation, email, moment, daily_limit)
    if found.confirmed_at is None:
        found.language = language
        _set(session, found, choices)
        session.flush()
    return found


def follow(
    session: Session,
    receipt: Receipt,
    email: str,
    *,
    language: str,
    moment: dt.datetime,
    daily_limit: int,
) -> None:
    """Write to an address, once it is confirmed, about what was given under a receipt.

    Raises:
        TooManyToday: no more messages may leave today.
    """
    consultation = session.get_one(Consultation, receipt.consultation_id)
    found = _awaited(session, consultation, email, moment, daily_limit)
    if found.confirmed_at is None:
        found.language, found.own = language, Frequency.EACH
    known = sa.select(ReceiptFollower.id).where(
        ReceiptFollower.receipt_id == receipt.id, ReceiptFollower.subscription_id == found.id
    )
    if session.scalar(known) is None:
        session.add(ReceiptFollower(receipt_id=receipt.id, subscription_id=found.id))
    session.flush()


def _awaited(
    session: Session,
    consultation: Consultation,
    email: str,
    moment: dt.datetime,
    daily_limit: int,
) -> Subscription:
    """What an address receives, known or new; it is written to, once an hour at most."""
    wait_for_others(session, consultation)
    if number_since(session, consultation.id, moment - DAY) >= daily_limit:
        raise TooManyToday(daily_limit)
    found = _with_email(session, consultation.id, email)
    if found is None:
        found = Subscription(consultation_id=consultation.id, email=email, own=Frequency.NEVER)
        session.add(found)
    session.flush()
    _ask(session, found, moment)
    return found


def confirm(
    session: Session, consultation: Consultation, subscription: Subscription, moment: dt.datetime
) -> None:
    """The address is that of whoever asked: what happens from now on is told. Twice is once."""
    last = number_new(session, consultation)
    wait_for_others(session, subscription)
    if subscription.confirmed_at is None:
        subscription.confirmed_at = moment
        _start(subscription, last, moment)
        if subscription.takes_newsletter:
            _agree(session, subscription)


def choose(
    session: Session,
    consultation: Consultation,
    subscription: Subscription,
    choices: Choices,
    moment: dt.datetime,
) -> None:
    """Change what is received; what begins again begins with what happens from now on.

    Whoever says so reads their messages: an address that was refused is tried again. Who wants
    nothing more is forgotten, but for an account.
    """
    last = number_new(session, consultation)
    wait_for_others(session, subscription)
    before = (subscription.own, subscription.everything, subscription.takes_newsletter)
    _set(session, subscription, choices)
    if before[0] is Frequency.NEVER:
        subscription.own_sent_until, subscription.own_sent_at = last, moment
    if before[1] is Frequency.NEVER:
        subscription.everything_sent_until, subscription.everything_sent_at = last, moment
    if not before[2]:
        subscription.newsletter_sent_until = last
    session.flush()
    forget_mails(session, subscription.id, MailState.FAILED)
    if choices == Choices():
        stop(session, subscription)


def choose_for_account(
    session: Session,
    consultation: Consultation,
    account: Account,
    choices: Choices,
    *,
    language: str,
    moment: dt.datetime,
) -> None:
    """The same for somebody who is signed in: their address needs no confirmation."""
    last = number_new(session, consultation)
    found = subscription_of_account(session, consultation.id, account)
    if found is None:
        found = Subscription(
            consultation_id=consultation.id, email=account.email, own=Frequency.NEVER
        )
        session.add(found)
    found.account_id, found.language = account.id, language
    if found.confirmed_at is None:
        found.confirmed_at = moment
        _start(found, last, moment)
    session.flush()
    choose(session, consultation, found, choices, moment)


def subscription_of_account(
    session: Session, consultation_id: uuid.UUID, account: Account
) -> Subscription | None:
    """What an account receives, or its address did before it was one."""
    return session.scalar(
        sa.select(Subscription)
        .where(
            Subscription.consultation_id == consultation_id,
            sa.or_(Subscription.account_id == account.id, Subscription.email == account.email),
        )
        .order_by(Subscription.account_id.is_(None))
        .limit(1)
    )


def has_own(session: Session, subscription: Subscription) -> bool:
    """Whether something may concern them: they have an account, or a receipt that they follow."""
    if subscription.account_id is not None:
        return True
    followed = sa.select(ReceiptFollower.id)
    followed = followed.where(ReceiptFollower.subscription_id == subscription.id)
    return session.scalar(followed.limit(1)) is not None


def stop_newsletter(session: Session, subscription: Subscription) -> None:
    """No more newsletters; the rest stays."""
    wait_for_others(session, subscription)
    _leave_newsletter(session, subscription)


def stop(session: Session, subscription: Subscription) -> None:
    """Write no more about this consultation. That somebody with an account wants nothing is kept;
    of others nothing is."""
    wait_for_others(session, subscription, to_delete=True)
    forget_mails(session, subscription.id, MailState.WAITING)
    if subscription.account_id is not None:
        _set(session, subscription, Choices())
        session.flush()
        return
    forget(session, [subscription.id])


def _with_email(session: Session, consultation_id: uuid.UUID, email: str) -> Subscription | None:
    found = sa.select(Subscription).where(
        Subscription.consultation_id == consultation_id, Subscription.email == email
    )
    return session.scalar(found.execution_options(populate_existing=True))


def _set(session: Session, subscription: Subscription, choices: Choices) -> None:
    """Note what is received. An agreement counts once the address is known to be theirs."""
    subscription.own, subscription.everything = choices.own, choices.everything
    if not choices.agreed_to:
        _leave_newsletter(session, subscription)
        return
    subscription.takes_newsletter = True
    subscription.newsletter_consent = consents.keep_words(
        session, Extra.NEWSLETTER, choices.agreed_to, subscription.language
    )
    if subscription.confirmed_at is not None:
        _agree(session, subscription)


def _leave_newsletter(session: Session, subscription: Subscription) -> None:
    subscription.takes_newsletter, subscription.newsletter_consent = False, ""
    who = _who(subscription)
    consents.take_back(session, subscription.consultation_id, Extra.NEWSLETTER, who)


def _agree(session: Session, subscription: Subscription) -> None:
    consents.agree(
        session,
        subscription.consultation_id,
        Extra.NEWSLETTER,
        _who(subscription),
        subscription.newsletter_consent,
    )


def _who(subscription: Subscription) -> Who:
    return Who(account_id=subscription.account_id, subscription_id=subscription.id)


def _start(subscription: Subscription, last: int, moment: dt.datetime) -> None:
    subscription.own_sent_until = subscription.everything_sent_until = last
    subscription.newsletter_sent_until = last
    subscription.own_sent_at = subscription.everything_sent_at = moment


def _ask(session: Session, subscription: Subscription, moment: dt.datetime) -> None:
    """Write to an address that was typed, once an hour at most, also where others who typed it
    came first in the turn; a clock that was far ahead does not count."""
    asked = subscription.asked_at
    if asked is not None and abs(moment - asked) < BETWEEN_MESSAGES:
        return
    subscription.asked_at = moment
    mail = NewMail(subscription.email, "", ASKED, subscription_id=subscription.id)
    outbox.put_about_consultation(session, subscription.consultation_id, [mail])
