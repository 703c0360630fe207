"""Digests: what each subscription is due, put in the outbox once.

A transaction takes some subscriptions, puts their messages in the outbox and moves what they were
told up to: a worker that is killed has done all of it or nothing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    MailState,
    MailTrouble,
    Notice,
    NoticeKind,
    OutgoingMail,
    Subscription,
)
from app.notifications import outbox
from app.notifications.concerned import own_notices, with_own_notices
from app.notifications.digest_times import is_due
from app.notifications.numbering import last_number
from app.notifications.outbox import NewMail
from app.notifications.queries import number_since
from app.notifications.subscription_mails import (
    Digest,
    Range,
    digest_body,
    newsletter_body,
    newsletter_of,
)

BATCH = 500
"""Subscriptions of one transaction."""
MOST_ITEMS = 30
"""What a digest tells; the others are counted."""
DAY = dt.timedelta(days=1)
KEPT_FREE = 5
"""One message of so many that the consultation may send in a day is not for digests: people wait
for the others."""
PUBLIC_KINDS = (
    NoticeKind.PUBLISHED,
    NoticeKind.ANSWERED,
    NoticeKind.DECIDED,
    NoticeKind.OPENED,
    NoticeKind.CLOSED,
    NoticeKind.STRATEGY,
    NoticeKind.PLAN,
)
"""What those are told who follow the whole consultation."""


@dataclass(frozen=True)
class News:
    """Up to which number there is something to tell, of each kind of message."""

    own: int
    everything: int
    newsletters: tuple[tuple[int, uuid.UUID], ...]

    @property
    def newsletter(self) -> int:
        return self.newsletters[-1][0] if self.newsletters else 0


def news_to_tell(session: Session, consultation_id: uuid.UUID) -> News:
    """What a consultation has to tell at this moment."""
    ours = Notice.consultation_id == consultation_id
    public = sa.select(sa.func.max(Notice.number)).where(
        ours, Notice.is_public, Notice.kind.in_(PUBLIC_KINDS)
    )
    letters = session.execute(
        sa.select(Notice.number, Notice.id)
        .where(ours, Notice.kind == NoticeKind.NEWSLETTER, Notice.number.is_not(None))
        .order_by(Notice.number)
    )
    return News(
        own=last_number(session, consultation_id),
        everything=session.scalar(public) or 0,
        newsletters=tuple((row.number, row.id) for row in letters if row.number is not None),
    )


def left_for_digests(
    session: Session, consultation_id: uuid.UUID, moment: dt.datetime, daily_limit: int
) -> int:
    """How many messages of this kind may still leave."""
    sent = number_since(session, consultation_id, moment - DAY)
    return max(daily_limit - daily_limit // KEPT_FREE - sent, 0)


def is_anything_due(
    session: Session, consultation_id: uuid.UUID, news: News, moment: dt.datetime
) -> bool:
    """Whether somebody may be due something."""
    due = _due(consultation_id, news, moment).with_only_columns(Subscription.id)
    return session.scalar(due.limit(1)) is not None


def pass_over(session: Session, consultation_id: uuid.UUID, moment: dt.datetime) -> None:
    """Move those on whom nothing that happened concerns, all at once: they are nearly everybody."""
    news = news_to_tell(session, consultation_id)
    due = _due(consultation_id, news, moment).subquery()
    only_own = sa.select(due.c.id).where(due.c.is_own, ~due.c.is_everything, ~due.c.is_newsletter)
    session.execute(
        sa.update(Subscription)
        .where(
            Subscription.id.in_(only_own),
            Subscription.id.not_in(with_own_notices(only_own, news.own)),
        )
        .values(own_sent_until=news.own, own_sent_at=moment)
        .execution_options(synchronize_session=False)
    )


def make_some(
    session: Session, consultation_id: uuid.UUID, moment: dt.datetime, daily_limit: int
) -> bool:
    """Put the messages of some subscriptions in the outbox; False once nothing more is due or no
    more may leave today. Those who were written to the longest ago come first."""
    left = left_for_digests(session, consultation_id, moment, daily_limit)
    news = news_to_tell(session, consultation_id)
    some = session.execute(
        _due(consultation_id, news, moment)
        .order_by(Subscription.everything_sent_at, Subscription.own_sent_at, Subscription.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, key_share=True, of=Subscription)
        .execution_options(populate_existing=True)
    ).all()
    if not some or left == 0:
        return False
    own = own_notices(session, [row.Subscription.id for row in some if row.is_own], news.own)
    mails = list[NewMail]()
    for row in some:
        new = _mails_to(row, own[row.Subscription.id], news)
        if len(mails) + len(new) > left:
            break
        mails += new
        _move(row, news, moment)
    session.flush()
    if mails:
        outbox.put_about_consultation(session, consultation_id, mails)
        _count_newsletters(session, mails)
    return len(mails) < left


def _mails_to(row: Any, own: Sequence[uuid.UUID], news: News) -> list[NewMail]:
    """The messages that somebody is due: each newsletter, and a digest where there is news."""
    subscription: Subscription = row.Subscription
    bodies = [
        newsletter_body(newsletter_id)
        for number, newsletter_id in news.newsletters
        if row.is_newsletter and number > subscription.newsletter_sent_until
    ]
    if own or row.is_everything:
        everything = Range(subscription.everything_sent_until, news.everything)
        digest = Digest(
            own=tuple(own[-MOST_ITEMS:]),
            own_after=subscription.own_sent_until,
            own_others=max(len(own) - MOST_ITEMS, 0),
            everything=everything if row.is_everything else None,
        )
        bodies.append(digest_body(digest))
    return [
        NewMail(subscription.email, "", body, subscription_id=subscription.id) for body in bodies
    ]


def _move(row: Any, news: News, moment: dt.datetime) -> None:
    """Keep up to where somebody was told, or what was passed over."""
    subscription: Subscription = row.Subscription
    if row.is_own:
        subscription.own_sent_until, subscription.own_sent_at = news.own, moment
    if row.is_everything:
        subscription.everything_sent_until = news.everything
        subscription.everything_sent_at = moment
    if row.is_newsletter:
        subscription.newsletter_sent_until = news.newsletter


def _count_newsletters(session: Session, mails: Sequence[NewMail]) -> None:
    sent = Counter(newsletter_of(mail.body) for mail in mails)
    for newsletter_id, number in sent.items():
        if newsletter_id is not None:
            session.execute(
                sa.update(Notice)
                .where(Notice.id == newsletter_id)
                .values(sent=Notice.sent + number)
            )


def _due(
    consultation_id: uuid.UUID, news: News, moment: dt.datetime
) -> sa.Select[*tuple[Any, ...]]:
    """Subscriptions that may be due something, and what; none whose address is refused for good."""
    own = sa.and_(
        Subscription.own_sent_until < news.own,
        is_due(Subscription.own, Subscription.own_sent_at, moment),
    )
    everything = sa.and_(
        Subscription.everything_sent_until < news.everything,
        is_due(Subscription.everything, Subscription.everything_sent_at, moment),
    )
    newsletter = sa.and_(
        Subscription.takes_newsletter, Subscription.newsletter_sent_until < news.newsletter
    )
    refused = sa.exists().where(
        OutgoingMail.subscription_id == Subscription.id,
        OutgoingMail.state == MailState.FAILED,
        OutgoingMail.trouble == MailTrouble.REFUSED,
    )
    return sa.select(
        Subscription,
        own.label("is_own"),
        everything.label("is_everything"),
        newsletter.label("is_newsletter"),
    ).where(
        Subscription.consultation_id == consultation_id,
        Subscription.confirmed_at.is_not(None),
        sa.or_(own, everything, newsletter),
        ~refused,
    )
