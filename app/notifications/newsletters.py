"""Newsletters: written by a steward, sent to those who agreed, once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Account, Consultation, Notice, NoticeKind, OutgoingMail, Subscription
from app.models.turns import wait_for_others
from app.notifications import outbox
from app.notifications.letter import Letter
from app.notifications.newsletter_text import newsletter_html
from app.notifications.numbering import number_new
from app.notifications.outbox import NewMail
from app.notifications.places import one_line
from app.web.paging import Cursor, Page, make_page, paged

PAGE_SIZE = 20


@dataclass(frozen=True)
class Words:
    """What a newsletter says; the text in Markdown."""

    title: str
    text: str


def number_of_readers(session: Session, consultation_id: uuid.UUID) -> int:
    """How many agreed to receive newsletters."""
    found = sa.select(sa.func.count()).where(
        Subscription.consultation_id == consultation_id,
        Subscription.takes_newsletter,
        Subscription.confirmed_at.is_not(None),
    )
    return session.scalar(found) or 0


def send(session: Session, consultation: Consultation, words: Words, *, key: uuid.UUID) -> Notice:
    """Publish a newsletter, and have it sent to those who agreed; with the same key, once."""
    wait_for_others(session, consultation)
    known = session.get(Notice, key)
    if known is not None:
        return known
    newsletter = Notice(
        id=key,
        consultation_id=consultation.id,
        kind=NoticeKind.NEWSLETTER,
        is_public=True,
        title=words.title,
        text=words.text,
    )
    session.add(newsletter)
    session.flush()
    number_new(session, consultation)
    return newsletter


def send_test(session: Session, consultation: Consultation, words: Words, account: Account) -> None:
    """Send it to the steward alone."""
    mail = NewMail(account.email, one_line(words.title), words.text)
    outbox.put_about_consultation(session, consultation.id, [mail], account_id=account.id)


def complete_test(_session: Session, mail: OutgoingMail) -> Letter:
    """A test that leaves now: what readers would receive, but for the links of each."""
    return Letter(
        key=mail.id.hex,
        recipient=mail.recipient,
        subject=mail.subject,
        text=mail.body,
        written_at=mail.created_at,
        html=newsletter_html(mail.subject, mail.body, ""),
    )


def newsletters_page(session: Session, consultation_id: uuid.UUID, cursor: Cursor) -> Page[Notice]:
    """Those that were sent, the newest first."""
    found = sa.select(Notice).where(
        Notice.consultation_id == consultation_id, Notice.kind == NoticeKind.NEWSLETTER
    )
    page = paged(found, Notice.id, cursor, cursor.as_uuid(), size=PAGE_SIZE, descending=True)
    rows = session.scalars(page).all()
    return make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda one: one.id)


def newsletter_with(
    session: Session, consultation_id: uuid.UUID, newsletter_id: uuid.UUID
) -> Notice | None:
    """A newsletter of this consultation."""
    return session.scalar(
        sa.select(Notice).where(
            Notice.id == newsletter_id,
            Notice.consultation_id == consultation_id,
            Notice.kind == NoticeKind.NEWSLETTER,
        )
    )
