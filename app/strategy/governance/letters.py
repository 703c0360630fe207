"""What is written about meetings to members, and about late bodies to stewards, as things stand
when the message leaves."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Account, Body, Consultation, Meeting, MeetingState, OutgoingMail
from app.models.types import today
from app.notifications.letter import Attachment, Letter
from app.notifications.places import address, one_line
from app.strategy.governance.calendar import meeting_calendar
from app.strategy.governance.standing import late_bodies
from app.web.filters import day as shown_day
from app.web.filters import moment as shown_moment
from app.web.language import known_language

ABOUT_MEETING = "meeting"
ABOUT_LATE_BODIES = "late_bodies"


def complete_about_meeting(session: Session, mail: OutgoingMail) -> Letter | None:
    """An invitation, or the news that the meeting is cancelled; none once it was held."""
    account = _account(session, mail)
    row = session.execute(
        sa.select(Body, Meeting, Consultation)
        .join(Meeting, Meeting.body_id == Body.id)
        .join(Consultation, Body.consultation_id == Consultation.id)
        .where(Meeting.id == _identifier(mail.body))
        .execution_options(populate_existing=True)
    ).first()
    if account is None or row is None or row.Meeting.state is MeetingState.HELD:
        return None
    body, meeting, consultation = row
    with force_locale(known_language(account.language)):
        return _letter(
            mail,
            consultation,
            _subject_of(body, meeting),
            *_about_meeting(body, meeting, consultation.slug),
            attachment=Attachment(
                f"{body.code}.ics",
                "text/calendar",
                meeting_calendar(body, meeting, consultation.slug, mail.created_at),
            ),
        )


def complete_about_late_bodies(session: Session, mail: OutgoingMail) -> Letter | None:
    """Which bodies are late at this moment; none where they met meanwhile."""
    account = _account(session, mail)
    consultation = session.get(Consultation, mail.consultation_id) if account else None
    if account is None or consultation is None:
        return None
    late = late_bodies(session, consultation.id, today())
    if not late:
        return None
    with force_locale(known_language(account.language)):
        lines = [
            _("%(body)s: late since %(day)s.", body=one.body.name, day=shown_day(one.due.on))
            for one in late
            if one.due
        ]
        return _letter(
            mail,
            consultation,
            _("Bodies that are late: %(title)s", title=consultation.title),
            _("These bodies have not met as often as they said:"),
            "\n".join(lines),
            _("Plan their next meeting here:")
            + "\n"
            + address("governance.index", slug=consultation.slug),
        )


def _subject_of(body: Body, meeting: Meeting) -> str:
    values = {"body": body.name, "when": shown_moment(meeting.starts_at)}
    if meeting.state is MeetingState.CANCELLED:
        return _("Cancelled: %(body)s, %(when)s", **values)
    return _("Meeting: %(body)s, %(when)s", **values)


def _about_meeting(body: Body, meeting: Meeting, slug: str) -> list[str]:
    what = ", ".join(filter(None, (meeting.title, shown_moment(meeting.starts_at), meeting.place)))
    if meeting.state is MeetingState.CANCELLED:
        return [_("This meeting is cancelled: %(what)s.", what=what)]
    page = address("meetings.show", slug=slug, meeting_id=str(meeting.id))
    return [
        _("You sit in this body: %(body)s. It meets: %(what)s.", body=body.name, what=what),
        *([meeting.agenda] if meeting.agenda else []),
        _("The agenda and the documents are on this page:") + f"\n{page}",
    ]


def _letter(
    mail: OutgoingMail,
    consultation: Consultation,
    subject: str,
    *parts: str,
    attachment: Attachment | None = None,
) -> Letter:
    foot = _("This message was sent for the consultation “%(title)s”.", title=consultation.title)
    return Letter(
        key=mail.id.hex,
        recipient=mail.recipient,
        subject=one_line(subject),
        text="\n\n".join((_("Hello,"), *parts)) + f"\n\n-- \n{foot}\n",
        written_at=mail.created_at,
        attachment=attachment,
    )


def _account(session: Session, mail: OutgoingMail) -> Account | None:
    """Whom it is for, if they are still there under this address."""
    account = session.get(Account, mail.account_id) if mail.account_id else None
    if account is None or not account.is_active or account.email != mail.recipient:
        return None
    return account


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
