"""Writing to people how their registration stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Conference, MailState, OutgoingMail, Registration
from app.models.turns import wait_for_others
from app.notifications import outbox
from app.notifications.outbox import NewMail


def tell(
    session: Session,
    conference: Conference,
    registrations: Sequence[Registration],
    moment: dt.datetime,
) -> None:
    """Write to people how their registration stands when the message leaves.

    Whoever has such a message on its way already is told by that one.
    """
    ids = [one.id for one in registrations if one.email]
    on_their_way = set(
        session.scalars(
            sa.select(OutgoingMail.registration_id).where(
                OutgoingMail.registration_id.in_(ids),
                OutgoingMail.state == MailState.WAITING,
                OutgoingMail.body == "",
            )
        )
    )
    mails = [
        NewMail(one.email, subject="", body="", registration_id=one.id)
        for one in registrations
        if one.email and one.id not in on_their_way
    ]
    for one in registrations:
        one.written_at = moment
    session.flush()
    if mails:
        outbox.put(session, conference.activity, mails, account_id=None)


def tell_again(
    session: Session, conference: Conference, registration: Registration, moment: dt.datetime
) -> None:
    """Write again to somebody whose message did not leave; what failed is forgotten."""
    wait_for_others(session, conference)
    session.execute(
        sa.delete(OutgoingMail).where(
            OutgoingMail.registration_id == registration.id,
            OutgoingMail.state == MailState.FAILED,
        )
    )
    tell(session, conference, [registration], moment)
