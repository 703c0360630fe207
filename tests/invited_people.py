"""People who are invited, and what they do with the messages that they receive."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Access, Questionnaire
from app.models.types import now
from app.questionnaires.inviting.address_lists import Addressee
from app.questionnaires.inviting.queries import Audience
from app.questionnaires.inviting.services import add_invitations, write_to
from app.questionnaires.publishing import add_questionnaire
from surveys.yaml_form import read_yaml
from tests.factories import ConsultationFactory

FORM = """
code: essai
title: Essai
lists:
  acteurs: {asso: Association, coop: Coopérative}
items:
  - group: vous
    label: Vous
    items:
      - select_one: acteur
        list: acteurs
        label: Qui êtes-vous ?
  - group: avis
    label: Votre avis
    items:
      - text: besoin
        label: Votre principal besoin ?
        appearance: multiline
"""
TEXT = "Bonjour {nom},\n\nVotre lien :\n{lien}\n\nMerci."


class MailBox:
    """The messages that left: files of the data directory."""

    def __init__(self, app: Flask) -> None:
        self.directory: Path = app.extensions["settings"].mail.path

    def empty(self) -> None:
        for path in self.directory.glob("*.eml"):
            path.unlink()

    def messages(self) -> list[EmailMessage]:
        return [
            email.message_from_bytes(path.read_bytes(), policy=default)  # type: ignore[arg-type]
            for path in sorted(self.directory.glob("*.eml"))
        ]

    def links(self) -> dict[str, str]:
        """The path that the latest message to each address leads to."""
        return {
            str(message["To"]): urlsplit(
                re.search(r"https?://\S+", message.get_content())[0]  # type: ignore[index]
            ).path
            for message in self.messages()
        }


class Inviting:
    """A questionnaire that is answered by invitation, and its steward."""

    def __init__(
        self, app: Flask, session: Session, work: Callable[[], None], *, is_anonymous: bool
    ) -> None:
        self.app, self.session, self.work = app, session, work
        self.mails = MailBox(app)
        self.mails.empty()
        self.consultation = ConsultationFactory()
        self.questionnaire: Questionnaire = add_questionnaire(
            session, consultation_id=self.consultation.id, title="Essai", survey=read_yaml(FORM)
        )
        self.questionnaire.access = Access.INVITATION
        self.questionnaire.is_anonymous = is_anonymous
        self.questionnaire.open()
        session.commit()

    @property
    def home(self) -> str:
        return f"/consultations/{self.consultation.slug}"

    @property
    def desk(self) -> str:
        code = self.questionnaire.activity.code
        return f"{self.home}/questionnaire-desk/{code}/invitations"

    def invite(self, *emails: str) -> None:
        people = [Addressee(one, one.partition("@")[0].title()) for one in emails]
        add_invitations(self.session, self.questionnaire, people)
        self.session.commit()

    def write(self, audience: Audience = Audience.NEW) -> None:
        """Put the messages in the post; `work` hands them over."""
        write_to(
            self.session,
            self.questionnaire,
            audience,
            subject="Votre avis",
            text=TEXT,
            account_id=None,
            moment=now(),
            daily_limit=5000,
        )
        self.session.commit()

    def send(self, audience: Audience = Audience.NEW) -> dict[str, str]:
        """The link of each address, once the messages were handed over."""
        self.write(audience)
        self.work()
        self.session.rollback()
        return self.mails.links()


def begin(client: FlaskClient, link: str) -> str:
    """Begin by a link: the address of the answers, without a page."""
    answer = client.post(link)
    assert answer.status_code == 302, answer.text
    assert "/answers/" in answer.headers["Location"], answer.headers["Location"]
    return answer.headers["Location"].rsplit("/", 1)[0]


def answer_and_send(client: FlaskClient, answers: str, need: str) -> None:
    client.post(f"{answers}/vous", data={"acteur": "asso", "go": "next"})
    client.post(f"{answers}/avis", data={"besoin": need, "go": "next"})
    assert client.post(f"{answers}/end").status_code == 302
