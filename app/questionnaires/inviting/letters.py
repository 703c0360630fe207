"""What is written to invited people: default texts, places to fill in, and the link of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus.codes import new_secret
from app.models import (
    Activity,
    Consultation,
    Invitation,
    InvitationLink,
    OutgoingMail,
    Questionnaire,
    QuestionnaireState,
)
from app.notifications.letter import Letter
from app.notifications.places import address, filled
from app.questionnaires.codes import secret_digest
from app.questionnaires.inviting.queries import Audience, has_answered
from app.settings import current_settings


def default_subject(audience: Audience, title: str) -> str:
    """What the message is about, until the steward writes something better."""
    if audience is Audience.REMINDER:
        return _("Reminder: %(title)s", title=title)
    return _("Your opinion: %(title)s", title=title)


def default_text(audience: Audience, questionnaire: Questionnaire) -> str:
    """The message that is proposed."""
    if audience is Audience.REMINDER:
        opening = _(
            "A few days ago we invited you to answer our questionnaire. You can still do so."
        )
    else:
        opening = _("We would like to know what you think, and invite you to a questionnaire.")
    parts = [
        _("Hello {nom},"),
        opening,
        _("It opens with your personal link:") + "\n{lien}",
        _("You may stop, and come back to it with the same link, from any device."),
    ]
    if questionnaire.is_anonymous:
        parts.append(
            _("Your answers are anonymous: nothing that is kept here tells whose they are.")
        )
    if questionnaire.closes_at is not None:
        parts.append(_("Answers are taken until {fin}."))
    parts.append(_("Thank you."))
    return "\n\n".join(parts)


def _day(moment: dt.datetime | None) -> str:
    return format_datetime(moment, "d MMMM y, HH:mm") if moment else ""


def with_foot(text: str, title: str, stop_url: str) -> str:
    """The text, and below it from whom it comes and how to have no more of it."""
    foot = _("This message was sent for the consultation “%(title)s”.", title=title)
    stop = _("To receive no more messages:")
    return f"{text.rstrip()}\n\n-- \n{foot}\n{stop}\n{stop_url}\n"


@dataclass(frozen=True)
class Example:
    """What somebody would receive."""

    name: str
    subject: str
    text: str


def example_of(subject: str, text: str, questionnaire: Questionnaire, title: str) -> Example:
    """The message as a person that does not exist would receive it, with links to nowhere.

    `title` is the consultation's.
    """
    link = f"{current_settings().public_url}/…"
    places = {"nom": "Camille Guérin", "lien": link, "fin": _day(questionnaire.closes_at)}
    return Example(
        places["nom"],
        filled(subject, places),
        with_foot(filled(text, places), title, link),
    )


def complete(session: Session, mail: OutgoingMail) -> Letter | None:
    """An invitation or a reminder that leaves now, with a link of its own; `None` when the person
    declined or answered meanwhile, or the questionnaire was closed.

    The secret of the link is made here and goes into the letter; only its digest is kept.
    """
    found = session.execute(
        sa.select(Invitation, Questionnaire, Activity, Consultation)
        .join(Questionnaire, Invitation.questionnaire_id == Questionnaire.id)
        .join(Activity, Questionnaire.activity_id == Activity.id)
        .join(Consultation, Activity.consultation_id == Consultation.id)
        .where(Invitation.id == mail.invitation_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None or not _is_wanted(session, found.Invitation, found.Questionnaire):
        return None
    secret = new_secret()
    session.add(InvitationLink(invitation_id=found.Invitation.id, digest=secret_digest(secret)))
    ends = {"slug": found.Consultation.slug, "code": found.Activity.code, "secret": secret}
    places = {
        "nom": found.Invitation.name,
        "lien": address("invited.welcome", **ends),
        "fin": _day(found.Questionnaire.closes_at),
    }
    stop_url = address("invited.decline", **ends)
    return Letter(
        key=mail.id.hex,
        recipient=mail.recipient,
        subject=filled(mail.subject, places),
        text=with_foot(filled(mail.body, places), found.Consultation.title, stop_url),
        written_at=mail.created_at,
        stop_url=stop_url,
    )


def _is_wanted(session: Session, invitation: Invitation, questionnaire: Questionnaire) -> bool:
    if questionnaire.state is not QuestionnaireState.OPEN or questionnaire.has_ended:
        return False
    if invitation.has_declined or (questionnaire.is_anonymous and invitation.has_begun):
        return False
    return not has_answered(session, invitation)
