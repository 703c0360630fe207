"""Data were exposed: who was affected, and what a steward takes away of it."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from app.models import AuditEvent, IdeaSupport, Role, Subscription
from app.models.types import PARIS, now
from tests.erased_person import EMAIL, Person
from tests.factories import AccountFactory, ConsultationFactory, ParticipantFactory

EVERYTHING = [
    "accounts",
    "responses",
    "invitations",
    "ideas",
    "submissions",
    "registrations",
    "cards",
    "subscriptions",
    "requests",
]


def _fields(**values: object) -> dict[str, object]:
    known = now().astimezone(PARIS)
    return {
        "exposed": EVERYTHING,
        "begins": "2016-01-01T08:00",
        "ends": f"{known + dt.timedelta(minutes=1):%Y-%m-%dT%H:%M}",
        "span": "kept",
        "known_at": f"{known - dt.timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "what": "Une sauvegarde a été lue.",
        **values,
    }


def test_who_was_affected_is_counted_once_and_the_addresses_are_taken(session, sign_in):
    person = Person(session)
    device = ParticipantFactory(consultation_id=person.consultation.id)
    session.add(IdeaSupport(idea_id=person.ideas[0].id, participant_id=device.id))
    there = {"consultation_id": person.consultation.id}
    session.add(Subscription(email="=cmd@region.example", **there))
    elsewhere = ConsultationFactory()
    session.add(Subscription(email="elsewhere@region.example", consultation_id=elsewhere.id))
    steward = sign_in(person.consultation, Role.STEWARD)
    address = f"/consultations/{person.consultation.slug}/privacy/breach"
    page = steward.post(address, data=_fields()).text
    assert "Il reste 69 heures" in page or "Il reste 70 heures" in page
    assert "Une sauvegarde a été lue." in page
    assert '<p class="stat__value">3</p>' in page, "the person, the subscriber, the steward"
    assert '<p class="stat__value">1</p>' in page, "a device"
    taken = steward.post(f"{address}/addresses.csv", data=_fields())
    lines = taken.data.decode("utf-8-sig").split()
    assert EMAIL in lines
    assert "'=cmd@region.example" in lines
    assert "elsewhere@region.example" not in lines
    session.rollback()
    acts = session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc()).limit(2)).all()
    assert [one.act for one in acts] == ["breach.addresses_taken", "breach.examined"]
    assert acts[0].details["subscriptions"] == 2


def test_what_was_done_with_a_taken_session_is_listed(session, sign_in):
    consultation, account = ConsultationFactory(), AccountFactory()
    steward = sign_in(consultation, Role.STEWARD, account)
    address = f"/consultations/{consultation.slug}/privacy/breach"
    steward.post(address, data=_fields())
    page = steward.post(address, data=_fields(account=account.email)).text
    assert "a cherché qui une violation touche" in page
    page = steward.post(address, data=_fields(account="nobody@region.example")).text
    assert "Le journal n’en garde rien" in page


def test_only_what_was_sent_then_counts_where_that_is_said(session, sign_in):
    person = Person(session)
    steward = sign_in(person.consultation, Role.STEWARD)
    address = f"/consultations/{person.consultation.slug}/privacy/breach"
    then = _fields(span="sent", begins="2016-01-01T08:00", ends="2016-01-02T08:00")
    page = steward.post(address, data={**then, "exposed": ["ideas", "registrations"]}).text
    assert page.count('<p class="stat__value">0</p>') == 2


def test_dates_that_cannot_be_are_refused(session, sign_in):
    consultation = ConsultationFactory()
    steward = sign_in(consultation, Role.STEWARD)
    address = f"/consultations/{consultation.slug}/privacy/breach"
    first, last = {"begins": "0001-01-01T00:00"}, {"ends": "9999-12-31T23:59"}
    early = {"known_at": "0001-01-01T00:00"}
    later = {"begins": "2999-01-01T08:00"}
    for wrong in (first, last, early, later, {"exposed": ["secrets"]}, {"known_at": "hier"}):
        assert steward.post(address, data=_fields(**wrong)).status_code == 422
        assert steward.post(f"{address}/addresses.csv", data=_fields(**wrong)).status_code == 422
