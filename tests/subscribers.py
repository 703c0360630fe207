"""People who follow a consultation, and the messages that they receive."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.runner import writing
from app.models import Consultation, Frequency, IdeaBox, Notice, NoticeKind, Subscription
from app.models.types import now
from app.notifications.digest_job import ask_for_digests
from app.notifications.noticing import note_of_contribution
from app.notifications.numbering import number_new
from app.privacy.consents import digest_of
from tests.conferences import text_of
from tests.factories import ActivityFactory, ConsultationFactory, IdeaBoxFactory
from tests.invited_people import MailBox

WORDS = (
    "J’accepte de recevoir par courriel la lettre d’information de cette démarche. Je peux"
    " l’arrêter à tout moment."
)


class Following:
    """A consultation with an idea box, and those who follow it."""

    def __init__(self, app: Flask, session: Session, work: Callable[[], None]) -> None:
        self.app, self.session, self.work = app, session, work
        self.mails = MailBox(app)
        self.mails.empty()
        self.consultation: Consultation = ConsultationFactory(title="Feuille de route")
        activity = ActivityFactory(
            consultation_id=self.consultation.id,
            channel="idea_box",
            code="B1",
            title="Boîte à idées",
        )
        self.home = f"/consultations/{self.consultation.slug}"
        self.box: IdeaBox = IdeaBoxFactory(activity=activity)
        session.commit()
        self.sent()

    def follower(self, email: str = "a@region.example", **values: object) -> Subscription:
        """Somebody whose address is confirmed, and who was told everything so far."""
        last = number_new(self.session, self.consultation)
        made = Subscription(
            consultation_id=self.consultation.id,
            email=email,
            **{
                "confirmed_at": now(),
                "own": Frequency.NEVER,
                "own_sent_until": last,
                "everything_sent_until": last,
                "newsletter_sent_until": last,
                **values,
            },
        )
        self.session.add(made)
        self.session.commit()
        return made

    def note(self, idea, kind: NoticeKind, *, is_public: bool = True) -> None:
        note_of_contribution(self.session, idea.contribution, kind, is_public=is_public)
        self.session.commit()

    def ask(self, moment: dt.datetime | None = None) -> int:
        """What the worker does by itself now and then."""
        with self.app.app_context(), writing():
            asked = ask_for_digests(self.session, moment or now())
            self.session.commit()
        return asked

    def sent(self, moment: dt.datetime | None = None) -> list[EmailMessage]:
        """The messages that leave when it is that moment."""
        self.mails.empty()
        self.ask(moment)
        self.work()
        self.session.rollback()
        return self.mails.messages()

    def texts(self, moment: dt.datetime | None = None) -> list[str]:
        return [words_of(message) for message in self.sent(moment)]

    def subscriptions(self) -> list[Subscription]:
        self.session.rollback()
        return list(self.session.scalars(select(Subscription).order_by(Subscription.id)))

    def kinds(self) -> list[NoticeKind]:
        self.session.rollback()
        return list(self.session.scalars(select(Notice.kind).order_by(Notice.id)))

    def subscribe(self, client: FlaskClient, email: str, **values: str):
        """Ask on the page."""
        said = {"email": email, "everything": "each", **values}
        return client.post(f"{self.home}/subscriptions", data=said)


def words_of(message: EmailMessage) -> str:
    """What a reader of the message sees."""
    return text_of(message).replace("\r\n", "\n")


def paths_in(message: EmailMessage) -> list[str]:
    """The paths of the links of a message, in their order."""
    found = re.findall(r"https?://\S+", words_of(message))
    return [urlsplit(one)._replace(scheme="", netloc="").geturl() for one in found]


AGREED = {"takes_newsletter": True, "newsletter_consent": digest_of(WORDS)}
