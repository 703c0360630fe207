"""Requests about one's data, by anybody: kept, confirmed from the address, waiting for a steward.

Whoever types an address learns nothing of it: the same is said whatever is kept, and nothing
happens until the link that is sent there is used.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.queries import account_by_email
from app.corpus.codes import link_secret, same_secret
from app.models import (
    Consultation,
    OutgoingMail,
    PrivacyRequest,
    PrivacyRequestState,
    PrivacyRight,
)
from app.models.turns import wait_for_consultation, wait_for_others
from app.models.types import PARIS, today
from app.notifications.outbox import NewMail, put_about_consultation
from app.privacy.retention.calendar import months_after

CONFIRM_WITHIN = dt.timedelta(days=14)
MOST_PER_ADDRESS = 3
"""Requests of one address within 24 hours: nobody's mailbox is filled in our name."""
MOST_A_DAY = 200
"""Requests to one consultation within 24 hours: a robot stops there."""
DAY = dt.timedelta(days=1)
MONTHS_TO_ANSWER = 1
"""GDPR, article 12.3."""


class TooManyRequests(ValueError):
    """The consultation takes no more requests today."""


@dataclass(frozen=True)
class NewRequest:
    """What somebody asks for. `email` is as `mail_address` gives it."""

    key: str
    right: PrivacyRight
    email: str
    message: str
    receipt_id: uuid.UUID | None = None
    language: str = ""
    """Of the page."""


def ask(
    session: Session, consultation: Consultation, new: NewRequest, moment: dt.datetime
) -> PrivacyRequest | None:
    """Keep a request and send the link that confirms it; sent twice with the same key, it is kept
    once. None where the address was written to `MOST_PER_ADDRESS` times: nobody is told so.

    Raises:
        TooManyRequests: come back tomorrow.
    """
    wait_for_consultation(session, consultation.id)
    there = session.scalar(
        sa.select(PrivacyRequest).where(
            PrivacyRequest.consultation_id == consultation.id, PrivacyRequest.key == new.key
        )
    )
    if there is not None:
        return there
    lately = _lately(session, consultation.id, moment)
    if len(lately) >= MOST_A_DAY:
        raise TooManyRequests(consultation.id)
    if lately.count(new.email) >= MOST_PER_ADDRESS:
        return None
    request = PrivacyRequest(
        consultation_id=consultation.id,
        key=new.key,
        right=new.right,
        state=PrivacyRequestState.UNCONFIRMED,
        email=new.email,
        message=new.message,
        language=new.language,
        receipt_id=new.receipt_id,
        due_on=months_after(today(), MONTHS_TO_ANSWER),
        created_at=moment,
    )
    session.add(request)
    session.flush()
    mail = NewMail(new.email, "", "", privacy_request_id=request.id)
    put_about_consultation(session, consultation.id, [mail])
    return request


def confirm(session: Session, request: PrivacyRequest, moment: dt.datetime) -> bool:
    """The address is that of whoever asked: the month begins. False where it began before."""
    wait_for_others(session, request)
    if request.state is not PrivacyRequestState.UNCONFIRMED:
        return False
    request.state = PrivacyRequestState.RECEIVED
    known = account_by_email(session, request.email)
    request.account_id = known.id if known is not None else None
    request.due_on = months_after(moment.astimezone(PARIS).date(), MONTHS_TO_ANSWER)
    session.flush()
    return True


def secret_of(key: str, request_id: uuid.UUID) -> str:
    """The secret of the link that confirms a request: 160 bits."""
    return link_secret(key, "privacy-request", request_id)


def request_with(
    session: Session, consultation_id: uuid.UUID, request_id: uuid.UUID, secret: str, *, key: str
) -> PrivacyRequest | None:
    """The request that a link opens, of this consultation."""
    if not same_secret(secret, secret_of(key, request_id)):
        return None
    request = session.get(PrivacyRequest, request_id)
    return request if request and request.consultation_id == consultation_id else None


def forget_unconfirmed(session: Session, moment: dt.datetime) -> int:
    """Erase the requests that nobody confirmed in time: how many."""
    old = sa.select(PrivacyRequest.id).where(
        PrivacyRequest.state == PrivacyRequestState.UNCONFIRMED,
        PrivacyRequest.created_at < moment - CONFIRM_WITHIN,
    )
    ids = list(session.scalars(old))
    session.execute(sa.delete(OutgoingMail).where(OutgoingMail.privacy_request_id.in_(ids)))
    session.execute(sa.delete(PrivacyRequest).where(PrivacyRequest.id.in_(ids)))
    return len(ids)


def _lately(session: Session, consultation_id: uuid.UUID, moment: dt.datetime) -> list[str]:
    """The addresses of the requests of the last day."""
    found = sa.select(PrivacyRequest.email).where(
        PrivacyRequest.consultation_id == consultation_id, PrivacyRequest.created_at > moment - DAY
    )
    return list(session.scalars(found))
