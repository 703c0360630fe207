"""Conferences to register for, and what those who do receive."""

from __future__ import annotations

import datetime as dt
import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Activity, Channel, Conference, Registration
from app.models.types import now
from tests.factories import ActivityFactory, ConferenceFactory, ConsultationFactory
from tests.invited_people import MailBox
from tests.read_aloud import aloud


class ToCome:
    """A conference in ten days that takes registrations, and its addresses."""

    def __init__(self, app: Flask, session: Session, **values: object) -> None:
        self.app, self.session = app, session
        self.mails = MailBox(app)
        self.mails.empty()
        self.consultation = ConsultationFactory()
        activity: Activity = ActivityFactory(
            consultation_id=self.consultation.id,
            channel=Channel.CONFERENCE,
            code="CONF",
            title="Rencontres de l’économie sociale",
            place="Angers",
        )
        starts_at = (now() + dt.timedelta(days=10)).replace(microsecond=0)
        self.conference: Conference = ConferenceFactory(
            activity=activity,
            **{
                "starts_at": starts_at,
                "ends_at": starts_at + dt.timedelta(hours=8),
                "takes_registrations": True,
                **values,
            },
        )
        session.commit()

    @property
    def home(self) -> str:
        return f"/consultations/{self.consultation.slug}/conferences/CONF"

    def make_past(self) -> None:
        self.conference.starts_at = now() - dt.timedelta(days=2)
        self.conference.ends_at = now() - dt.timedelta(days=1)
        self.session.commit()

    def post(self, client: FlaskClient, email: str, **values: str):
        """Register on the page."""
        said = {"name": "Claire Morin", "email": email, "kind": "association", **values}
        return client.post(f"{self.home}/register", data=said)

    def registrations(self) -> list[Registration]:
        """Those that are kept, in the order in which they came."""
        self.session.rollback()
        found = select(Registration).order_by(Registration.state_since, Registration.id)
        return list(self.session.scalars(found))

    def states(self) -> list[str]:
        return [one.state.value for one in self.registrations()]


def text_of(message: EmailMessage) -> str:
    """What a reader of the message sees."""
    body = message.get_body(("plain",))
    return aloud(str(body.get_content())) if body else ""


def link_in(message: EmailMessage) -> str:
    """The path of the first link of a message."""
    found = re.search(r"https?://\S+", text_of(message))
    assert found, text_of(message)
    return urlsplit(found[0]).path
