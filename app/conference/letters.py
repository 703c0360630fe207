"""What is written to those who registered: how their registration stands, and reminders.

A message in the box without a text of its own says how the registration stands when it leaves.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session, contains_eager

from app.conference.calendar import calendar_attachment
from app.conference.registering import secret_of
from app.models import (
    Activity,
    Conference,
    Consultation,
    OutgoingMail,
    Registration,
    RegistrationState,
)
from app.notifications.letter import Attachment, Letter
from app.notifications.places import address, filled, one_line
from app.settings import current_settings
from app.web.filters import moment as shown_moment

_LINK = re.compile(r"://|@|\w\.\w\w")
"""What programs for mail make a link of."""
PLACES = ("nom", "lien")
"""What may stand between braces in a reminder: the name, the link to the registration."""


def default_reminder(conference: Conference) -> tuple[str, str]:
    """The subject and the text of the reminder that is proposed."""
    parts = [
        _("Hello {nom},"),
        _("We look forward to seeing you: %(what)s.", what=_what_when_where(conference)),
        _("Show the code of this page at the entrance:") + "\n{lien}",
        _("You cannot come any more? Say so on the same page: somebody waits for your place."),
    ]
    return _("Reminder: %(title)s", title=conference.activity.title), "\n\n".join(parts)


def complete(session: Session, mail: OutgoingMail) -> Letter | None:
    """A message about a registration that leaves now; `None` when it has no sense any more."""
    found = session.execute(
        sa.select(Registration, Conference, Consultation)
        .join(Conference, Registration.conference_id == Conference.id)
        .join(Conference.activity)
        .join(Consultation, Activity.consultation_id == Consultation.id)
        .options(contains_eager(Conference.activity))
        .where(Registration.id == mail.registration_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None or found.Registration.email is None:
        return None
    registration, conference = found.Registration, found.Conference
    is_reminder = mail.body != ""
    if is_reminder and registration.state is not RegistrationState.CONFIRMED:
        return None
    link = registration_address(found.Consultation.slug, conference, registration)
    text = mail.body if is_reminder else _state_text(registration, conference)
    said = filled(text, {"nom": _greeted(registration), "lien": link})
    foot = _(
        "This message was sent for the consultation “%(title)s”.", title=found.Consultation.title
    )
    return Letter(
        key=mail.id.hex,
        recipient=mail.recipient,
        subject=one_line(mail.subject or _state_subject(registration, conference)),
        text=f"{said.rstrip()}\n\n-- \n{foot}\n",
        written_at=mail.created_at,
        attachment=_attached(registration, found.Consultation, conference, mail),
    )


def registration_address(slug: str, conference: Conference, registration: Registration) -> str:
    """The whole address of the page of a registration: the link, and what its QR code holds."""
    return address(
        "registering.own",
        slug=slug,
        code=conference.activity.code,
        registration_id=str(registration.id),
        secret=secret_of(current_settings().secret_key, registration),
    )


def _attached(
    registration: Registration,
    consultation: Consultation,
    conference: Conference,
    mail: OutgoingMail,
) -> Attachment | None:
    """The calendar file, for who has a place."""
    if registration.state is not RegistrationState.CONFIRMED:
        return None
    page = address("conferences.show", slug=consultation.slug, code=conference.activity.code)
    return calendar_attachment(conference, page, mail.created_at)


def _state_subject(registration: Registration, conference: Conference) -> str:
    title = conference.activity.title
    return {
        RegistrationState.CONFIRMED: _("You are registered: %(title)s", title=title),
        RegistrationState.WAITING: _("You are on the waiting list: %(title)s", title=title),
        RegistrationState.CANCELLED: _("Your registration is cancelled: %(title)s", title=title),
    }[registration.state]


def _state_text(registration: Registration, conference: Conference) -> str:
    what = _what_when_where(conference)
    said = {
        RegistrationState.CONFIRMED: (
            _("You have a place: %(what)s.", what=what),
            _("Your page, with the code to show at the entrance:") + "\n{lien}",
            _("You cannot come any more? Say so on the same page: somebody waits for your place."),
        ),
        RegistrationState.WAITING: (
            _("All places are taken, and you are on the waiting list: %(what)s.", what=what),
            _("We write to you as soon as a place is free. To see where you are, or to give up:")
            + "\n{lien}",
        ),
        RegistrationState.CANCELLED: (
            _("Your registration is cancelled: %(what)s.", what=what),
            _("To come after all, if there is room:") + "\n{lien}",
        ),
    }[registration.state]
    return "\n\n".join((_("Hello {nom},"), *said))


def _what_when_where(conference: Conference) -> str:
    """The conference in one line; braces in it are only braces."""
    activity = conference.activity
    parts = (
        activity.title,
        shown_moment(conference.starts_at),
        conference.address,
        activity.place,
    )
    return ", ".join(filter(None, parts)).replace("{", "(").replace("}", ")")


def _greeted(registration: Registration) -> str:
    """The name of whom is written to; none in the place of what would be shown as a link.

    Anybody may register the address of somebody else under any name: that is no way to have our
    messages carry theirs.
    """
    return "" if _LINK.search(registration.name) else registration.name
