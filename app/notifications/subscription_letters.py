"""The words of messages to those who subscribed, made when they leave."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import (
    Consultation,
    Contribution,
    ContributionState,
    Frequency,
    Notice,
    OutgoingMail,
    Subscription,
)
from app.models.types import now
from app.notifications.digests import MOST_ITEMS, PUBLIC_KINDS
from app.notifications.letter import Letter
from app.notifications.newsletter_text import newsletter_html
from app.notifications.places import address, one_line
from app.notifications.subscription_links import link_of
from app.notifications.subscription_mails import ASKED, Digest, Range, digest_of, newsletter_of
from app.notifications.telling import News, news_of
from app.notifications.told_facts import home_of
from app.settings import current_settings
from app.web.language import DEFAULT_LANGUAGE


@dataclass(frozen=True)
class _To:
    """Whom a message goes to, and about which consultation."""

    session: Session
    consultation: Consultation
    subscription: Subscription

    def link(self, endpoint: str, **values: str) -> str:
        return link_of(endpoint, self.consultation.slug, self.subscription.id, **values)


def complete(session: Session, mail: OutgoingMail) -> Letter | None:
    """A message that leaves now; `None` when it has no sense any more."""
    found = session.execute(
        sa.select(Subscription, Consultation)
        .join(Consultation, Subscription.consultation_id == Consultation.id)
        .where(Subscription.id == mail.subscription_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        return None
    to = _To(session, found.Consultation, found.Subscription)
    with force_locale(to.subscription.language or DEFAULT_LANGUAGE):
        if mail.body == ASKED:
            return _asked(to, mail)
        newsletter_id = newsletter_of(mail.body)
        if newsletter_id is not None:
            return _newsletter(to, mail, newsletter_id)
        return _digest(to, mail, digest_of(mail.body))


def _asked(to: _To, mail: OutgoingMail) -> Letter:
    title = to.consultation.title
    is_known = to.subscription.confirmed_at is not None
    if is_known:
        subject = _("What you receive: %(title)s", title=title)
        said = _(
            "Somebody, probably you, typed your address on the page of the consultation. You"
            " receive its messages already; nothing was changed. To change what you receive:"
        )
    else:
        subject = _("Confirm your address: %(title)s", title=title)
        said = _(
            "Somebody, probably you, asked that messages of the consultation be sent to your"
            " address. Open this page to confirm it. If it was not you, do nothing: nothing else"
            " will be sent."
        )
    return _letter(to, mail, subject, "\n\n".join((_("Hello,"), f"{said}\n{to.link('manage')}")))


def _newsletter(to: _To, mail: OutgoingMail, newsletter_id: uuid.UUID) -> Letter | None:
    newsletter = to.session.get(Notice, newsletter_id)
    if newsletter is None or not to.subscription.takes_newsletter:
        return None
    stop_url = to.link("stop", only="newsletter")
    foot = _foot(to, stop_url)
    return Letter(
        key=mail.id.hex,
        recipient=mail.recipient,
        subject=one_line(newsletter.title),
        text=f"{newsletter.text.rstrip()}\n\n-- \n{foot}\n",
        written_at=mail.created_at,
        stop_url=stop_url,
        html=newsletter_html(newsletter.title, newsletter.text, foot),
    )


def _digest(to: _To, mail: OutgoingMail, digest: Digest) -> Letter | None:
    """What is true of the news at this moment; `None` when nothing is left to tell."""
    moment = now()
    own, own_others = _of_their_own(to, digest, moment)
    news, others = _of_everybody(to, digest, moment)
    told = {one.notice.id for one in own}
    news = [one for one in news if one.notice.id not in told]
    cut = max(len(own) + len(news) - MOST_ITEMS, 0)
    if not own and not news:
        return None
    parts = [
        _("Hello,"),
        *_section(_("What concerns you"), own),
        *_where_to_act(to, own),
        *_section(_("In the consultation"), news[cut:]),
        *_others(to, own_others + others + cut),
    ]
    subject = _("News of the consultation: %(title)s", title=to.consultation.title)
    return _letter(to, mail, subject, "\n\n".join(parts))


def _where_to_act(to: _To, own: Sequence[News]) -> list[str]:
    """Where those whose words are not public read them, and may appeal."""
    if all(one.path for one in own):
        return []
    page = "mine" if to.subscription.account_id is not None else "receipts"
    said = _("To read what you gave, and what you may do:")
    return [f"{said}\n{current_settings().public_url}{home_of(to.consultation)}/{page}"]


def _others(to: _To, number: int) -> list[str]:
    """How many pieces of news are left out, and where they are."""
    if not number:
        return []
    said = ngettext("And %(num)s other piece of news:", "And %(num)s other pieces of news:", number)
    return [f"{said}\n{address('consultations.show', slug=to.consultation.slug)}"]


def _of_their_own(to: _To, digest: Digest, moment: dt.datetime) -> tuple[list[News], int]:
    """What concerns them, and how many more there are; nothing where they want none any more."""
    if not digest.own or to.subscription.own is Frequency.NEVER:
        return [], 0
    found = sa.select(Notice).where(Notice.id.in_(digest.own)).order_by(Notice.number)
    news = news_of(
        to.session,
        to.consultation,
        to.session.scalars(found).all(),
        moment,
        to_everybody=False,
        told_until=digest.own_after,
    )
    return news, digest.own_others


def _of_everybody(to: _To, digest: Digest, moment: dt.datetime) -> tuple[list[News], int]:
    """What everybody is told, and how many more there are."""
    if digest.everything is None or to.subscription.everything is Frequency.NEVER:
        return [], 0
    newest = public_notices(to.consultation.id, digest.everything).subquery()
    number = to.session.scalar(sa.select(sa.func.count()).select_from(newest)) or 0
    notices = to.session.scalars(
        sa.select(Notice)
        .join(newest, Notice.number == newest.c.number)
        .where(Notice.consultation_id == to.consultation.id)
        .order_by(Notice.number.desc())
        .limit(MOST_ITEMS)
    ).all()
    news = news_of(
        to.session,
        to.consultation,
        notices[::-1],
        moment,
        to_everybody=True,
        told_until=digest.everything.after,
    )
    return news, number - len(notices)


def public_notices(consultation_id: uuid.UUID, span: Range) -> sa.Select[int | None]:
    """The numbers of the notices of a span that everybody may be told, the newest one of each
    thing."""
    return (
        sa.select(sa.func.max(Notice.number).label("number"))
        .outerjoin(Contribution, Notice.contribution_id == Contribution.id)
        .where(
            Notice.consultation_id == consultation_id,
            Notice.is_public,
            Notice.kind.in_(PUBLIC_KINDS),
            Notice.number > span.after,
            Notice.number <= span.until,
            sa.or_(
                Notice.contribution_id.is_(None),
                Contribution.state == ContributionState.PUBLISHED,
            ),
        )
        .group_by(Notice.kind, Notice.contribution_id, Notice.activity_id)
    )


def _section(title: str, news: Sequence[News]) -> list[str]:
    if not news:
        return []
    return [title.upper(), *map(_item, news)]


def _item(news: News) -> str:
    lines = [f"• {news.title}", news.sentence, news.detail]
    if news.path:
        lines.append(current_settings().public_url + news.path)
    return "\n".join(filter(None, lines))


def _letter(to: _To, mail: OutgoingMail, subject: str, text: str) -> Letter:
    stop_url = to.link("stop")
    return Letter(
        key=mail.id.hex,
        recipient=mail.recipient,
        subject=one_line(subject),
        text=f"{text}\n\n-- \n{_foot(to, stop_url)}\n",
        written_at=mail.created_at,
        stop_url=stop_url,
    )


def _foot(to: _To, stop_url: str) -> str:
    """From whom it comes, how to change what is received, and how to have no more of it."""
    title = to.consultation.title
    return "\n".join(
        (
            _("This message was sent for the consultation “%(title)s”.", title=title),
            _("To choose what you receive:"),
            to.link("manage"),
            _("To receive no more messages:"),
            stop_url,
        )
    )
