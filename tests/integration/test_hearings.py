"""Hearings: the bodies that are consulted, and what becomes of their minutes."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import sqlalchemy as sa

from app.models import Activity, Channel, Contribution, DocumentKind, DocumentState, Role
from tests.documents import activity_of, document_to_check
from tests.factories import ConsultationFactory

pytestmark = pytest.mark.either_database

HEARING = {
    "title": "Avis sur la future stratégie",
    "body": "Conseil d’administration",
    "place": "Nantes",
    "day": "2016-06-14",
    "start_key": "s" * 32,
}


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def home(consultation) -> str:
    return f"/consultations/{consultation.slug}/hearings"


def _hearings(session) -> list[Activity]:
    session.rollback()
    return list(session.scalars(sa.select(Activity).where(Activity.channel == Channel.HEARING)))


def test_a_steward_adds_a_hearing_once_however_often_the_page_is_sent(
    session, sign_in, consultation, home
):
    steward = sign_in(consultation, Role.STEWARD)
    addresses = {steward.post(f"{home}/new", data=HEARING).headers["Location"] for _ in range(2)}
    assert len(addresses) == 1
    (hearing,) = _hearings(session)
    assert (hearing.title, hearing.subject) == (HEARING["title"], HEARING["body"])
    assert (hearing.starts_on, hearing.place) == (dt.date(2016, 6, 14), "Nantes")
    page = steward.get(addresses.pop()).text
    assert "Le compte rendu est attendu" in page
    assert f"activity={hearing.code}" in page


@pytest.mark.parametrize(
    "fields",
    [{"title": ""}, {"body": " "}, {"title": "x" * 201}, {"day": "le 14 juin"}, {"body": "nul\0"}],
)
def test_a_hearing_that_cannot_be_kept_is_refused(session, sign_in, consultation, home, fields):
    steward = sign_in(consultation, Role.STEWARD)
    answer = steward.post(f"{home}/new", data={**HEARING, **fields})
    assert answer.status_code == 422
    assert HEARING["place"] in answer.text
    assert _hearings(session) == []


def test_a_steward_corrects_a_hearing_and_a_facilitator_does_not(
    session, sign_in, consultation, home
):
    hearing = activity_of(consultation, Channel.HEARING, title="Avis")
    address = f"{home}/{hearing.code}/edit"
    data = {**HEARING, "title": "Autre titre"}
    assert sign_in(consultation, Role.FACILITATOR).post(address, data=data).status_code == 403
    assert sign_in(consultation, Role.STEWARD).post(address, data=data).status_code == 302
    assert [one.title for one in _hearings(session)] == ["Autre titre"]


def test_minutes_are_sent_read_and_validated_into_one_contribution(
    session, sign_in, consultation, home, work
):
    hearing = activity_of(consultation, Channel.HEARING, starts_on=dt.date(2016, 6, 14))
    facilitator = sign_in(consultation, Role.FACILITATOR)
    documents = f"/consultations/{consultation.slug}/documents"
    address = facilitator.post(
        f"{documents}/new?activity={hearing.code}",
        data={
            "file": (io.BytesIO(b"# Avis\n\nLe quorum est atteint.\n"), "pv.md"),
            "kind": "minutes",
        },
    ).headers["Location"]
    work()
    assert "Le quorum est atteint." in facilitator.get(address).text
    assert "À vérifier" in facilitator.get(home).text
    facilitator.post(f"{address}/validate", data={"version": 0})
    contribution = session.scalars(sa.select(Contribution)).one()
    assert contribution.activity_id == hearing.id
    assert contribution.received_on == dt.date(2016, 6, 14)
    assert "1 extrait gardé" in facilitator.get(f"{home}/{hearing.code}").text


def test_the_list_says_where_minutes_are_awaited(session, sign_in, consultation, home):
    activity_of(consultation, Channel.HEARING, title="Le comité")
    document_to_check(
        activity_of(consultation, Channel.HEARING, title="Le conseil"),
        kind=DocumentKind.MINUTES,
        state=DocumentState.VALIDATED,
    )
    page = sign_in(consultation, Role.WRITER).get(home).text
    assert page.index("Le conseil") < page.index("Validé") < page.index("Le comité")
    assert page.index("Le comité") < page.index("Attendu")
    assert "Ajouter une audition" not in page


def test_the_list_of_hearings_pages_by_key(session, sign_in, consultation, home):
    for n in range(30):
        activity_of(consultation, Channel.HEARING, title=f"Audition n° {n}.")
    page = sign_in(consultation, Role.WRITER).get(home).text
    assert "n° 29." in page
    assert "n° 4." not in page
    assert 'rel="next"' in page


def test_an_activity_of_another_channel_is_no_hearing(session, sign_in, consultation, home):
    workshop = activity_of(consultation)
    steward = sign_in(consultation, Role.STEWARD)
    assert steward.get(f"{home}/{workshop.code}").status_code == 404
    assert steward.post(f"{home}/{workshop.code}/edit", data=HEARING).status_code == 404
