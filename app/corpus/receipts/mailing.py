"""The code of a receipt by e-mail, once, to an address that is not kept."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session, joinedload

from app.corpus.receipts.issuing import can_be_shown_again, receipt_code
from app.models import Consultation, Job, OutgoingMail, Receipt
from app.models.turns import wait_for_others
from app.notifications.letter import Letter
from app.notifications.outbox import NewMail, put
from app.notifications.places import address, filled
from app.notifications.queries import number_since
from app.settings import current_settings

DAY = dt.timedelta(days=1)
MOST = 3
"""Messages for one receipt."""
LONGEST_SUBJECT = 200


class CodeNotKnown(ValueError):
    """The code is one that only its author has: it cannot be written in a message."""


class TooManyMessages(ValueError):
    """This receipt was sent as often as it may be."""


class TooManyToday(ValueError):
    """The consultation may write no more messages today."""


def may_be_mailed(session: Session, receipt: Receipt) -> bool:
    """Whether the code of this receipt can be written again, and was not written too often."""
    settings = current_settings()
    return (
        settings.mail is not None
        and can_be_shown_again(settings.secret_key, receipt)
        and _number_of_messages(session, receipt) < MOST
    )


def mail_receipt(
    session: Session,
    receipt: Receipt,
    recipient: str,
    *,
    key: str,
    moment: dt.datetime,
    daily_limit: int,
) -> Job:
    """Send the code of a receipt to an address, as `mail_address` gives it. The text that waits has
    a place for the code: that is made when the message leaves.

    Raises:
        CodeNotKnown: nobody but its author has the code.
        TooManyMessages: it was sent three times.
        TooManyToday: the consultation wrote all it may today.
    """
    if not can_be_shown_again(key, receipt):
        raise CodeNotKnown
    wait_for_others(session, receipt)
    if _number_of_messages(session, receipt) >= MOST:
        raise TooManyMessages(MOST)
    if number_since(session, receipt.consultation_id, moment - DAY) >= daily_limit:
        raise TooManyToday(daily_limit)
    title = " ".join(receipt.activity.title.split())
    mail = NewMail(
        recipient=recipient,
        subject=_("Your receipt: %(title)s", title=title)[:LONGEST_SUBJECT],
        body=_text(title),
        receipt_id=receipt.id,
    )
    return put(session, receipt.activity, [mail], account_id=None)


def complete(session: Session, mail: OutgoingMail) -> Letter | None:
    """A message with a receipt that leaves now; None where the code cannot be made any more."""
    found = session.execute(
        sa.select(Receipt, Consultation.slug)
        .join(Consultation, Receipt.consultation_id == Consultation.id)
        .options(joinedload(Receipt.activity))
        .where(Receipt.id == mail.receipt_id)
    ).one_or_none()
    key = current_settings().secret_key
    if found is None or not can_be_shown_again(key, found.Receipt):
        return None
    code = receipt_code(key, found.Receipt.id)
    link = address("receipts.show", slug=found.slug, token=code)
    return Letter(
        key=mail.id.hex,
        recipient=mail.recipient,
        subject=mail.subject,
        text=filled(mail.body, {"code": code, "lien": link}),
        written_at=mail.created_at,
    )


def _text(title: str) -> str:
    parts = [
        _("Here is the receipt that you asked for: %(title)s.", title=_without_braces(title)),
        _("Your code:") + " {code}",
        _("To read what you gave, withdraw it, and follow what becomes of it:") + "\n{lien}",
        _(
            "Whoever has this code can read and withdraw what you gave: show it to nobody. Your"
            " address is not kept."
        ),
    ]
    return "\n\n".join(parts)


def _without_braces(title: str) -> str:
    return title.replace("{", "(").replace("}", ")")


def _number_of_messages(session: Session, receipt: Receipt) -> int:
    return (
        session.scalar(sa.select(sa.func.count()).where(OutgoingMail.receipt_id == receipt.id)) or 0
    )
