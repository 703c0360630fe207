"""What is written to whoever suggested a change, once it is answered, as things stand when the
message leaves."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import (
    Account,
    Amendment,
    AmendmentState,
    Consultation,
    OutgoingMail,
    Participant,
    StrategyNode,
)
from app.notifications.letter import Letter
from app.notifications.places import address, one_line
from app.web.labels import label
from app.web.language import known_language

ABOUT_SUGGESTION = "suggestion"


def complete_about_suggestion(session: Session, mail: OutgoingMail) -> Letter | None:
    """The answer to a suggestion; none where the account is gone, or did not make it."""
    row = session.execute(
        sa.select(Amendment, StrategyNode, Consultation, Account)
        .join(StrategyNode, Amendment.node_id == StrategyNode.id)
        .join(Consultation, Amendment.consultation_id == Consultation.id)
        .join(Participant, Amendment.participant_id == Participant.id)
        .join(Account, Participant.account_id == Account.id)
        .where(Amendment.id == uuid.UUID(mail.body), Account.id == mail.account_id)
        .where(Account.email == mail.recipient)
    ).first()
    if row is None or row.Amendment.state in (AmendmentState.SENT, AmendmentState.WITHDRAWN):
        return None
    made, node, consultation, account = row
    with force_locale(known_language(account.language)):
        page = address("amendments.show", slug=consultation.slug, amendment_id=str(made.id))
        title = one_line(consultation.title)
        return Letter(
            key=mail.id.hex,
            recipient=mail.recipient,
            subject=one_line(_("Your suggestion is answered: %(line)s", line=node.title)),
            text="\n\n".join(
                (
                    _("Hello,"),
                    _("You suggested other words for a line of the strategy:")
                    + f"\n{node.code} – {node.title}",
                    f"{label(made.state)}.",
                    *([made.answer] if made.answer else []),
                    _("Your suggestion and its answer are on this page:") + f"\n{page}",
                    _("To choose when you are written to:")
                    + f"\n{address('subscriptions.index', slug=consultation.slug)}",
                    "-- \n"
                    + _("This message was sent for the consultation “%(title)s”.", title=title),
                )
            ),
            written_at=mail.created_at,
        )
