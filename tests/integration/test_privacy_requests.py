"""Exercising a right without an account: confirmed from the address, answered in a month."""

from __future__ import annotations

import datetime as dt
import secrets

import pytest
import sqlalchemy as sa

from app.cli.privacy import tidy
from app.models import (
    AuditEvent,
    PrivacyRequest,
    PrivacyRequestState,
    Registration,
    Role,
    Subscription,
)
from app.models.types import now, today
from app.privacy import requesting
from app.privacy.retention.calendar import months_after
from tests.conferences import text_of
from tests.factories import (
    ActivityFactory,
    ConferenceFactory,
    ConsultationFactory,
    RegistrationFactory,
)
from tests.invited_people import MailBox
from tests.subscribers import paths_in
from tests.trapped import looked_at

EMAIL = "claire@region.example"


class Asking:
    """A consultation, and what people ask of it."""

    def __init__(self, app, session, work) -> None:
        self.app, self.session, self.work = app, session, work
        self.mails = MailBox(app)
        self.mails.empty()
        self.consultation = ConsultationFactory(title="Feuille de route")
        session.commit()
        self.home = f"/consultations/{self.consultation.slug}/privacy/requests"

    def ask(self, client, **said):
        filled = {
            "right": "erasure",
            "email": EMAIL,
            "message": "Effacez-moi.",
            "key": "k" * 40,
            **looked_at(self.app),
            **said,
        }
        return client.post(f"{self.home}/new", data=filled)

    def all(self) -> list[PrivacyRequest]:
        self.session.rollback()
        return list(self.session.scalars(sa.select(PrivacyRequest).order_by(PrivacyRequest.id)))

    def sent(self) -> list:
        self.mails.empty()
        self.work()
        return self.mails.messages()

    def confirmed(self, **values) -> PrivacyRequest:
        made = PrivacyRequest(
            **{
                "consultation_id": self.consultation.id,
                "key": secrets.token_hex(20),
                "right": "erasure",
                "state": PrivacyRequestState.RECEIVED,
                "email": EMAIL,
                "message": "Effacez-moi.",
                "due_on": today() + dt.timedelta(days=9),
                **values,
            }
        )
        self.session.add(made)
        self.session.commit()
        return made

    def acts(self) -> list[str]:
        self.session.rollback()
        here = AuditEvent.consultation_id == self.consultation.id
        return list(
            self.session.scalars(sa.select(AuditEvent.act).where(here).order_by(AuditEvent.id))
        )


@pytest.fixture
def asking(app, session, work) -> Asking:
    return Asking(app, session, work)


def test_a_request_counts_once_it_is_confirmed_from_the_address(asking, client, sign_in):
    for _twice in range(2):
        answer = asking.ask(client)
        assert answer.headers["Location"] == f"{asking.home}/asked"
    (message,) = asking.sent()
    (link,) = [path for path in paths_in(message) if "/confirm/" in path]
    assert "Confirmer ma demande" in client.get(link).text
    steward = sign_in(asking.consultation, Role.STEWARD)
    assert EMAIL not in steward.get(asking.home).text, "programs open links before people do"
    assert client.post(link).status_code == 302
    assert "Elle est confirmée" in client.get(link).text
    assert EMAIL in steward.get(asking.home).text
    (kept,) = asking.all()
    assert kept.due_on == months_after(today(), 1)
    assert client.get(f"{link[:-3]}abc").status_code == 404


def test_the_same_is_said_whatever_the_address_and_a_mailbox_is_not_filled(asking, client):
    answers = [asking.ask(client, key=str(number)) for number in range(5)]
    assert {one.headers["Location"] for one in answers} == {f"{asking.home}/asked"}
    assert len(asking.all()) == requesting.MOST_PER_ADDRESS
    assert len(asking.sent()) == requesting.MOST_PER_ADDRESS


def test_what_is_wrong_is_said_and_nothing_is_kept(asking, client):
    for said in (
        {"email": "nobody"},
        {"message": " "},
        {"message": "é" * 5001},
        {"right": "everything"},
        {"receipt_code": "22222-33333-44444-55555"},
        {"website": "https://robot.example"},
        {"key": "k" * 65},
    ):
        answer = asking.ask(client, **said)
        assert answer.status_code == 422, said
        assert "error-summary" in answer.text
    assert asking.all() == []


def test_what_nobody_confirmed_is_erased_after_fourteen_days(asking, client, app):
    asking.ask(client)
    (kept,) = asking.all()
    kept.created_at = now() - requesting.CONFIRM_WITHIN - dt.timedelta(minutes=1)
    asking.confirmed()
    asking.session.commit()
    assert "1 requests" in app.test_cli_runner().invoke(tidy).output
    assert [one.state for one in asking.all()] == [PrivacyRequestState.RECEIVED]
    assert asking.sent() == []


def test_the_desk_shows_the_most_urgent_first_and_marks_what_is_late(asking, sign_in):
    asking.confirmed(email="b@region.example")
    asking.confirmed(email="late@region.example", due_on=today() - dt.timedelta(days=1))
    asking.confirmed(email="done@region.example", state=PrivacyRequestState.GRANTED)
    page = sign_in(asking.consultation, Role.STEWARD).get(asking.home).text
    assert page.index("late@region.example") < page.index("En retard") < page.index("b@region")
    assert "done@region.example" not in page


def test_a_steward_erases_what_is_found_and_answers(asking, sign_in):
    conference = ConferenceFactory(
        activity=ActivityFactory(consultation_id=asking.consultation.id, channel="conference")
    )
    RegistrationFactory(conference_id=conference.id, email=EMAIL, name="Claire")
    RegistrationFactory(conference_id=conference.id, email="other@region.example")
    elsewhere = ConsultationFactory()
    for there in (asking.consultation, elsewhere):
        asking.session.add(Subscription(consultation_id=there.id, email=EMAIL))
    request = asking.confirmed()
    steward = sign_in(asking.consultation, Role.STEWARD)
    address = f"{asking.home}/{request.id}"
    assert "Inscription à la conférence" in steward.get(address).text
    steward.post(f"{address}/in-hand")
    steward.post(f"{address}/erase")
    asking.session.rollback()
    emails = set(asking.session.scalars(sa.select(Registration.email)))
    assert emails == {None, "other@region.example"}
    assert asking.session.scalars(sa.select(Subscription.consultation_id)).all() == [elsewhere.id]
    assert steward.post(f"{address}/answer", data={"state": "refused"}).status_code == 422
    granted = {"state": "granted", "words": "C’est fait."}
    for _twice in range(2):
        assert steward.post(f"{address}/answer", data=granted).status_code == 302
    (message,) = asking.sent()
    assert message["To"] == EMAIL
    assert "C’est fait." in text_of(message)
    other = steward.post(
        f"{address}/answer", data={"state": "refused", "words": "Non."}, follow_redirects=True
    )
    assert "a répondu à cette demande entre-temps" in other.text
    assert asking.all()[0].state is PrivacyRequestState.GRANTED
    acts = ["in_hand", "erased", "granted"]
    assert [one for one in asking.acts() if one.startswith("privacy_request.")] == [
        f"privacy_request.{act}" for act in acts
    ]


def test_another_consultations_steward_finds_no_request_nor_link(asking, client, sign_in):
    request = asking.confirmed()
    elsewhere = ConsultationFactory()
    steward = sign_in(elsewhere, Role.STEWARD)
    home = f"/consultations/{elsewhere.slug}/privacy/requests"
    assert steward.get(f"{home}/{request.id}").status_code == 404
    answer = {"state": "granted", "words": "x"}
    assert steward.post(f"{home}/{request.id}/answer", data=answer).status_code == 404
    key = asking.app.extensions["settings"].secret_key
    secret = requesting.secret_of(key, request.id)
    assert client.get(f"{home}/confirm/{request.id}/{secret}").status_code == 404
    assert client.get(f"{asking.home}/confirm/{request.id}/{secret}").status_code == 200


def test_messages_are_in_the_language_of_the_page(asking, client, sign_in):
    client.post("/language", data={"language": "en"})
    asking.ask(client)
    (message,) = asking.sent()
    assert text_of(message).startswith("Hello,")
    (link,) = [path for path in paths_in(message) if "/confirm/" in path]
    client.post(link)
    (kept,) = asking.all()
    steward = sign_in(asking.consultation, Role.STEWARD)
    steward.post(f"{asking.home}/{kept.id}/answer", data={"state": "granted", "words": "Done."})
    (answer,) = asking.sent()
    assert "It is granted." in text_of(answer)
