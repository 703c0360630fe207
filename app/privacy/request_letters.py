"""The words of messages about a request, made when they leave."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Consultation, OutgoingMail, PrivacyRequest, PrivacyRequestState
from app.notifications.letter import Letter
from app.notifications.places import address, one_line
from app.privacy.requesting import secret_of
from app.settings import current_settings
from app.web.labels import label
from app.web.language import known_language


def complete(session: Session, mail: OutgoingMail) -> Letter | None:
    """The link that confirms, or the answer; none where the request is erased."""
    row = session.execute(
        sa.select(PrivacyRequest, Consultation)
        .join(Consultation, Consultation.id == PrivacyRequest.consultation_id)
        .where(PrivacyRequest.id == mail.privacy_request_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    request, consultation = row
    with force_locale(known_language(request.language)):
        is_open = request.state is PrivacyRequestState.UNCONFIRMED
        said = _confirming(request, consultation) if is_open else _answering(request, consultation)
        if said is None:
            return None
        subject = _("Your request about your data: %(title)s", title=consultation.title)
        return Letter(
            key=mail.id.hex,
            recipient=mail.recipient,
            subject=one_line(subject),
            text=f"{_('Hello,')}\n\n{said}\n",
            written_at=mail.created_at,
        )


def _confirming(request: PrivacyRequest, consultation: Consultation) -> str:
    link = address(
        "privacy_requests.confirm",
        slug=consultation.slug,
        request_id=str(request.id),
        secret=secret_of(current_settings().secret_key, request.id),
    )
    return "\n\n".join(
        (
            _(
                "Somebody, probably you, asked the consultation “%(title)s”, with your address: "
                "%(right)s.",
                title=consultation.title,
                right=label(request.right),
            ),
            _("Open this page to confirm it. If it was not you, do nothing:"),
            link,
        )
    )


def _answering(request: PrivacyRequest, consultation: Consultation) -> str | None:
    if request.answered_at is None:
        return None
    asked_on = format_date(request.created_at, "long")
    granted = request.state is PrivacyRequestState.GRANTED
    outcome = _("It is granted.") if granted else _("It is not granted, for this reason:")
    parts = [
        _(
            "On %(day)s you asked the consultation “%(title)s”: %(right)s.",
            day=asked_on,
            title=consultation.title,
            right=label(request.right),
        ),
        outcome,
        request.answer,
        _(
            "You may complain to the data protection authority (CNIL, www.cnil.fr) if you do not"
            " agree."
        ),
    ]
    return "\n\n".join(filter(None, parts))
