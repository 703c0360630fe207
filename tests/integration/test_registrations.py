"""The steward's side of registrations: the list, what is taken away, reminders, erasing."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from app.conference.registering import secret_of
from app.models import MailState, OrganisationKind, OutgoingMail, RegistrationState, Role
from app.models.types import now
from tests.conferences import ToCome, text_of
from tests.factories import ConsultationFactory, RegistrationFactory
from tests.integration.test_many_at_once import at_once

pytestmark = pytest.mark.either_database

FORMULAS = ["=HYPERLINK(1)", "+1", "-1", "@a", "\tx"]


@pytest.fixture
def made(app, session) -> ToCome:
    return ToCome(app, session)


@pytest.fixture
def steward(sign_in, made):
    return sign_in(made.consultation, Role.STEWARD)


def _people(session, made, number: int = 1, **values) -> list:
    people = [
        RegistrationFactory(conference_id=made.conference.id, **values) for _ in range(number)
    ]
    session.commit()
    return people


def test_the_list_is_searched_narrowed_and_paged(session, steward, made):
    _people(session, made, 30)
    _people(session, made, name="Zoé Waiting", state=RegistrationState.WAITING)
    _people(session, made, name="Ali Union", kind=OrganisationKind.UNION, came_at=now())
    page = f"{made.home}/registrations"
    assert "Page suivante" in steward.get(page).text
    assert "Zoé Waiting" not in steward.get(page).text
    for narrowed in ("q=zoé", "state=waiting"):
        found = steward.get(f"{page}?{narrowed}").text
        assert "Zoé Waiting" in found
        assert "Ali Union" not in found
    for narrowed in ("kind=union", "came=yes"):
        found = steward.get(f"{page}?{narrowed}").text
        assert "Ali Union" in found
        assert "Zoé Waiting" not in found
    assert "Effacer les filtres" in (nothing := steward.get(f"{page}?q=%25").text)
    assert "grid-table" not in nothing


@pytest.mark.parametrize("wrong", ["state=x", "kind=x", "came=x", f"q={'x' * 201}"])
def test_a_list_that_does_not_exist_is_not_found(steward, made, wrong):
    for page in ("registrations", "registrations.csv", "registrations.xlsx"):
        assert steward.get(f"{made.home}/{page}?{wrong}").status_code == 404


def test_no_cell_of_what_is_taken_away_can_start_a_formula(session, steward, made):
    for formula in FORMULAS:
        _people(session, made, name=formula, organisation=formula, needs=formula)
    csv = steward.get(f"{made.home}/registrations.csv").data.decode("utf-8-sig")
    for line in csv.splitlines()[1:]:
        assert not any(
            cell.strip('"').startswith(("=", "+", "-", "@", "\t")) for cell in line.split(";")
        )
    file = io.BytesIO(steward.get(f"{made.home}/registrations.xlsx").data)
    (sheet,) = CalamineWorkbook.from_filelike(file).sheet_names
    file.seek(0)
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_name(sheet).to_python()
    assert [row[1] for row in rows[1:]] == FORMULAS, "as texts"


def test_what_is_taken_away_is_what_the_list_is_narrowed_to(session, steward, made):
    _people(session, made, name="Claire")
    _people(session, made, name="Zoé", state=RegistrationState.WAITING)
    csv = steward.get(f"{made.home}/registrations.csv?state=waiting").data.decode("utf-8-sig")
    assert "Zoé" in csv
    assert "Claire" not in csv


@pytest.mark.parametrize("role", [None, Role.PARTICIPANT, Role.WRITER, Role.FACILITATOR])
def test_only_stewards_take_registrations_away(sign_in, client, made, role):
    person = sign_in(made.consultation, role) if role else client
    for page in ("registrations", "registrations.csv", "registrations.xlsx", "reminder"):
        answer = person.get(f"{made.home}/{page}")
        assert answer.status_code == (403 if role else 302), page


def test_a_steward_cancels_for_somebody_who_is_told(app, session, steward, made, work):
    made.conference.capacity = 1
    (first,) = _people(session, made)
    (second,) = _people(session, made, state=RegistrationState.WAITING)
    where = f"{made.home}/registrations/{first.id}/cancel"
    answers = [steward.post(where) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    work()
    told = {str(one["To"]): str(one["Subject"]) for one in made.mails.messages()}
    assert told[first.email].startswith("Votre inscription est annulée")
    assert told[second.email].startswith("Inscription confirmée")
    assert len(made.mails.messages()) == 2


def test_a_reminder_goes_once_to_those_who_have_a_place(session, steward, made, work):
    people = _people(session, made, 2)
    _people(session, made, state=RegistrationState.WAITING)
    _people(session, made, state=RegistrationState.CANCELLED)
    _people(session, made, email=None, came_at=now())
    text = "Bonjour {nom},\n\nÀ lundi !\n{lien}"
    said = {"subject": "À lundi\r\nBcc: all@region.example", "text": text}
    answers = at_once([lambda: steward.post(f"{made.home}/reminder", data=said)] * 6)
    assert {answer.status_code for answer in answers} == {302}
    work()
    messages = made.mails.messages()
    assert sorted(str(one["To"]) for one in messages) == sorted(one.email for one in people)
    assert all(one["Subject"] == "À lundi Bcc: all@region.example" for one in messages)
    assert all(one["Bcc"] is None for one in messages)
    assert f"Bonjour {people[0].name}," in text_of(messages[0])
    later = _people(session, made)
    assert "Envoyer 1 message" in steward.get(f"{made.home}/reminder").text
    made.mails.empty()
    steward.post(f"{made.home}/reminder", data=said)
    work()
    assert [str(one["To"]) for one in made.mails.messages()] == [later[0].email]


def test_who_cancels_before_the_reminder_leaves_is_not_reminded(app, session, steward, made, work):
    (one,) = _people(session, made)
    steward.post(f"{made.home}/reminder", data={"subject": "À lundi", "text": "{lien}"})
    secret = secret_of(app.extensions["settings"].secret_key, one)
    app.test_client().post(f"{made.home}/registration/{one.id}/{secret}/cancel")
    work()
    assert made.mails.messages() == []


def test_a_reminder_with_a_place_that_stands_for_nothing_is_not_sent(session, steward, made):
    _people(session, made)
    answer = steward.post(f"{made.home}/reminder", data={"subject": "S", "text": "{mot}"})
    assert answer.status_code == 422
    assert session.scalars(sa.select(OutgoingMail)).all() == []


def test_data_are_erased_after_the_conference_and_the_figures_stay(
    app, session, steward, made, work
):
    (one,) = _people(
        session,
        made,
        name="Claire Morin",
        organisation="Terre et Fil",
        needs="Un fauteuil",
        came_at=now(),
    )
    _people(session, made, state=RegistrationState.WAITING, kind=OrganisationKind.UNION)
    steward.post(f"{made.home}/reminder", data={"subject": "S", "text": "T"})
    secret = secret_of(app.extensions["settings"].secret_key, one)
    own = f"{made.home}/registration/{one.id}/{secret}"
    steward.post(f"{made.home}/registrations/erase")
    assert all(reg.name for reg in made.registrations()), "not over yet"
    assert app.test_client().get(own).status_code == 200
    made.make_past()
    steward.post(f"{made.home}/registrations/erase")
    for erased in made.registrations():
        assert (erased.name, erased.email, erased.organisation, erased.needs) == ("", None, "", "")
    assert session.scalars(sa.select(OutgoingMail.recipient)).all() == []
    desk = steward.get(f"{made.home}/desk").text
    assert "Association" in desk
    assert "Syndicat" in desk
    assert app.test_client().get(own).status_code == 404
    assert "Effacer les données" not in steward.get(f"{made.home}/registrations").text
    work()
    assert made.mails.messages() == []


def test_a_link_opens_one_registration_of_one_conference(app, session, client, made):
    one, two = _people(session, made, 2)
    key = app.extensions["settings"].secret_key
    good = f"{made.home}/registration/{one.id}/{secret_of(key, one)}"
    assert client.get(good).status_code == 200
    svg = client.get(f"{good}/code.svg")
    assert svg.content_type.startswith("image/svg+xml")
    assert svg.data.startswith(b"<svg")
    other = ConsultationFactory()
    forged = [
        f"{made.home}/registration/{one.id}/{secret_of(key, two)}",
        f"{made.home}/registration/{two.id}/{secret_of(key, one)}",
        f"{made.home}/registration/{one.id}/{'0' * 64}",
        f"{made.home}/registration/{one.id}/é",
        good.replace("/CONF/", "/CONF2/"),
        good.replace(made.consultation.slug, other.slug),
    ]
    session.commit()
    for link in forged:
        for method, tail in (("GET", ""), ("GET", "/code.svg"), ("POST", "/cancel")):
            assert client.open(link + tail, method=method).status_code == 404, link
    assert made.states() == ["confirmed", "confirmed"]


def test_a_message_that_did_not_leave_is_seen_in_the_list_and_sent_again(
    session, steward, made, work
):
    (one,) = _people(session, made)
    session.add(
        OutgoingMail(
            consultation_id=made.consultation.id,
            activity_id=made.conference.activity_id,
            batch_id=one.id,
            registration_id=one.id,
            recipient=one.email,
            subject="",
            body="",
            state=MailState.FAILED,
        )
    )
    session.commit()
    page = f"{made.home}/registrations"
    assert "Message non envoyé" in steward.get(page).text
    for _ in range(2):
        steward.post(f"{page}/{one.id}/tell-again")
    assert "Message non envoyé" not in steward.get(page).text
    work()
    assert [str(mail["To"]) for mail in made.mails.messages()] == [one.email]
