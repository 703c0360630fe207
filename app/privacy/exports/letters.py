"""The message that a file is ready. It holds no key: its owner signs in to take it."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.queries import account_by_email
from app.models import OutgoingMail
from app.notifications.letter import Letter
from app.notifications.places import address, one_line
from app.web.language import DEFAULT_LANGUAGE

READY = "personal-export-ready"
"""What stands in the box until the message leaves."""


def complete(session: Session, mail: OutgoingMail) -> Letter | None:
    """The message; none where the account is gone."""
    account = account_by_email(session, mail.recipient)
    if account is None:
        return None
    with force_locale(account.language or DEFAULT_LANGUAGE):
        return Letter(
            key=mail.id.hex,
            recipient=mail.recipient,
            subject=one_line(_("Your data are ready to be taken")),
            text="\n\n".join(
                (
                    _("Hello,"),
                    _(
                        "The file that you asked for is ready. Sign in to take it, within seven"
                        " days; nobody else can open it."
                    ),
                    address("rights.show"),
                )
            ),
            written_at=mail.created_at,
        )
