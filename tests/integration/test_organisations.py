"""Organisations of an account: naming, the sheet, mandates that are asked, confirmed, ended."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import (
    AuditEvent,
    ListKind,
    Mandate,
    MandateSource,
    MandateState,
    Organisation,
    OrganisationKind,
    ReferenceList,
    Role,
)
from app.models.types import today
from app.organisations.mandates import MOST_MANDATES, ask_mandate
from app.organisations.queries import ENDED
from app.organisations.sheet import sheet_mark
from tests.factories import AccountFactory, ConsultationFactory
from tests.integration.counting import count_of
from tests.integration.test_many_at_once import at_once
from tests.organisations import mandate_for, organisation_of, speaker_for

pytestmark = pytest.mark.either_database

HOME = "/account/organisations"
SIRET = "73282932000074"
SHEET = {
    "name": "Les Ateliers du Marais",
    "legal_form": "9220",
    "kind": "",
    "is_esus": "y",
    "sector": "",
    "headcount": "under_10",
    "territory": "Vendée",
    "epci": "",
    "post": "Trésorière",
}


@pytest.fixture
def person():
    return AccountFactory(name="Awa Diallo")


@pytest.fixture
def organisation():
    """One for which a colleague speaks."""
    made = organisation_of(siret=SIRET)
    mandate_for(made)
    return made


@pytest.fixture(autouse=True)
def _on_the_session(session):
    """Rows are made on it before anything else asks for it."""


def _mandates(session):
    session.rollback()
    return {one.account.name: one for one in session.scalars(sa.select(Mandate))}


def _verdict(client, mandate, verdict):
    address = f"{HOME}/{mandate.organisation_id}/mandates/{mandate.id}"
    return client.post(address, data={"verdict": verdict}, follow_redirects=True)


def test_the_first_who_names_an_organisation_speaks_for_it_at_once(session, sign_in, person):
    client = sign_in(account=person)
    answer = client.post(HOME, data={"siret": "732 829 320 00074"})
    assert answer.headers["Location"] == f"{HOME}/new?siret={SIRET}"
    address = answer.headers["Location"]
    assert "732\u202f829\u202f320\u202f00074" in client.get(address).data.decode()
    shown = client.post(address, data=SHEET, follow_redirects=True).text
    again = client.post(address, data=SHEET)
    mandate = _mandates(session)["Awa Diallo"]
    assert again.headers["Location"] == f"{HOME}/{mandate.organisation_id}"
    assert (mandate.state, mandate.source) == (MandateState.HELD, MandateSource.DECLARED)
    made = mandate.organisation
    assert (made.siret, made.kind, made.is_esus) == (SIRET, OrganisationKind.ASSOCIATION, True)
    for words in ("Association déclarée", "Vendée", "Trésorière", "1 à 9"):
        assert words in shown
    assert count_of(session, Organisation) == 1
    assert "Les Ateliers du Marais" in client.get(HOME).text


def test_what_cannot_be_named_is_told_and_adds_nothing(session, sign_in, person):
    client = sign_in(account=person)
    for said in ({"siret": "73282932000075"}, {}, {"name": "\u202e \u200b"}, {"name": "x\0"}):
        assert client.post(HOME, data=said).status_code == 422
    assert client.get(f"{HOME}/new?siret=12").status_code == 404
    for wrong in ({"legal_form": "x"}, {"name": ""}, {"legal_form": ""}, {"name": "n" * 201}):
        answer = client.post(f"{HOME}/new?name=a", data={**SHEET, **wrong})
        assert (answer.status_code, "Trésorière" in answer.text) == (422, True), wrong
    assert count_of(session, Organisation) == 0


def test_people_who_name_one_siret_at_once_share_one_organisation(session, sign_in):
    clients = [sign_in() for _ in range(4)]
    address = f"{HOME}/new?siret={SIRET}"
    answers = at_once([lambda one=one: one.post(address, data=SHEET) for one in clients])
    assert {one.status_code for one in answers} == {302}
    assert count_of(session, Organisation) == 1
    states = sorted(one.state.value for one in _mandates(session).values())
    assert states == ["asked"] * 3 + ["held"]


def test_an_organisation_without_a_siret_is_told_from_its_namesakes(session, sign_in, person):
    there = organisation_of("Comité des fêtes")
    client = sign_in(account=person)
    answer = client.post(
        HOME, data={"name": "comité  des FÊTES".replace("Ê", "ê")}, follow_redirects=True
    )
    assert f"{HOME}/{there.id}" in answer.text
    address = f"{HOME}/new?name=Comité des fêtes"
    said = {**SHEET, "name": "Comité des fêtes", "territory": "Sarthe"}
    for _ in range(2):
        assert client.post(address, data=said).status_code == 302
    assert count_of(session, Organisation) == 2
    assert _mandates(session)["Awa Diallo"].organisation_id != there.id


def test_whoever_comes_next_asks_and_a_colleague_confirms(session, sign_in, person, organisation):
    colleague = mandate_for(organisation).account
    client = sign_in(account=person)
    assert client.post(HOME, data={"siret": SIRET}).headers["Location"] == (
        f"{HOME}/{organisation.id}"
    )
    page = client.get(f"{HOME}/{organisation.id}").text
    assert colleague.name not in page
    for _ in range(2):
        client.post(f"{HOME}/{organisation.id}/ask", data={"post": "Salariée"})
    asked = _mandates(session)["Awa Diallo"]
    assert (asked.state, asked.post) == (MandateState.ASKED, "Salariée")
    assert _verdict(client, asked, "accept").status_code == 403
    assert _verdict(sign_in(), asked, "accept").status_code == 403
    theirs = sign_in(account=colleague)
    assert "Awa Diallo" in theirs.get(f"{HOME}/{organisation.id}").text
    assert _verdict(theirs, asked, "perhaps").status_code == 400
    for _ in range(2):
        assert "Awa Diallo peut parler pour" in _verdict(theirs, asked, "accept").text
    held = _mandates(session)["Awa Diallo"]
    assert (held.state, held.source) == (MandateState.HELD, MandateSource.COLLEAGUE)
    assert held.decided_by == colleague.id


def test_the_second_who_decides_otherwise_is_told_so(session, sign_in, person, organisation):
    asked = mandate_for(organisation, person, MandateState.ASKED)
    clients = [sign_in(account=mandate_for(organisation).account) for _ in range(2)]
    answers = at_once(
        [
            lambda one=one, verdict=verdict: _verdict(one, asked, verdict).text
            for one, verdict in zip(clients, ("accept", "refuse"), strict=True)
        ]
    )
    assert sum("entre-temps" in one for one in answers) == 1
    assert _mandates(session)["Awa Diallo"].state in (MandateState.HELD, MandateState.REFUSED)


def test_who_was_refused_may_ask_again_and_decides_nothing(session, sign_in, person, organisation):
    mandate_for(organisation, person, MandateState.REFUSED)
    client = sign_in(account=person)
    assert client.get(f"{HOME}/{organisation.id}/edit").status_code == 403
    client.post(f"{HOME}/{organisation.id}/ask")
    assert _mandates(session)["Awa Diallo"].state is MandateState.ASKED


def test_one_person_names_so_many_organisations(session, sign_in, person, organisation):
    for number in range(MOST_MANDATES):
        mandate_for(organisation_of(f"Structure {number}"), person)
    client = sign_in(account=person)
    client.post(f"{HOME}/{organisation.id}/ask")
    assert client.post(f"{HOME}/new?name=a", data=SHEET).status_code == 422
    assert (count_of(session, Mandate), count_of(session, Organisation)) == (
        MOST_MANDATES + 1,
        MOST_MANDATES + 1,
    )


def test_an_identity_provider_gives_a_mandate_at_once(session, person, organisation):
    mandate_for(organisation)
    mandate = ask_mandate(session, person, organisation, by_provider=True)
    assert (mandate.state, mandate.source) == (MandateState.HELD, MandateSource.OPENID)


def test_a_steward_decides_where_somebody_speaks_for_it_only(
    session, sign_in, person, organisation
):
    asked = mandate_for(organisation, person, MandateState.ASKED)
    here, elsewhere = ConsultationFactory(), ConsultationFactory()
    speaker_for(organisation, here, mandate_for(organisation).account)
    steward = AccountFactory()
    clients = {one: sign_in(one, Role.STEWARD, steward) for one in (elsewhere, here)}
    data = {"verdict": "accept"}
    for consultation, client in clients.items():
        home = f"/consultations/{consultation.slug}/organisations"
        assert ("Awa Diallo" in client.get(home).text) is (consultation is here)
        status = client.post(f"{home}/mandates/{asked.id}", data=data).status_code
        assert status == (302 if consultation is here else 404)
    held = _mandates(session)["Awa Diallo"]
    assert (held.state, held.source) == (MandateState.HELD, MandateSource.STEWARD)


def test_a_steward_ends_a_false_mandate_and_whoever_held_it_reads_why(session, sign_in, person):
    organisation, here = organisation_of(), ConsultationFactory()
    mandate = mandate_for(organisation, person)
    participant = speaker_for(organisation, here, person)
    steward, elsewhere = AccountFactory(), ConsultationFactory()
    foreign, client = (sign_in(one, Role.STEWARD, steward) for one in (elsewhere, here))
    foreign_home, home = (f"/consultations/{one.slug}/organisations" for one in (elsewhere, here))
    assert "Awa Diallo" not in foreign.get(f"{foreign_home}/{organisation.id}").text
    end, why = f"mandates/{mandate.id}/end", {"why": "disowned"}
    assert foreign.post(f"{foreign_home}/{end}", data=why).status_code == 404
    assert f"{home}/{end}" in client.get(f"{home}/{organisation.id}").text
    assert client.post(f"{home}/{end}", data={"why": "Awa a menti"}).status_code == 422
    for _ in range(2):
        assert client.post(f"{home}/{end}", data=why).status_code == 302
    session.rollback()
    assert (participant.organisation_id, participant.has_told) == (None, False)
    ended = AuditEvent.consultation_id == here.id, AuditEvent.act == ENDED
    written = session.scalars(sa.select(AuditEvent.details).where(*ended)).all()
    assert written == [why]
    own, sheet = sign_in(account=person), f"{HOME}/{organisation.id}"
    assert "La structure le demande" in own.get(sheet).text
    # Nobody else speaks for it: asking again, or over again, gives nothing by itself.
    for act in ("ask", "end", "ask"):
        own.post(f"{sheet}/{act}")
    assert _mandates(session)["Awa Diallo"].state is MandateState.ASKED
    assert foreign.post(f"{foreign_home}/mandates/{mandate.id}", data={}).status_code == 400
    assert "Awa Diallo" in client.get(home).text
    client.post(f"{home}/mandates/{mandate.id}", data={"verdict": "accept"})
    assert _mandates(session)["Awa Diallo"].state is MandateState.HELD


def test_what_a_provider_gave_or_is_their_own_no_steward_ends(session, sign_in, person):
    organisation, here = organisation_of(), ConsultationFactory()
    given, own = mandate_for(organisation, person), mandate_for(organisation)
    given.source = MandateSource.OPENID
    for one in (given, own):
        speaker_for(organisation, here, one.account)
    client = sign_in(here, Role.STEWARD, own.account)
    for one in (given, own):
        address = f"/consultations/{here.slug}/organisations/mandates/{one.id}/end"
        assert client.post(address, data={"why": "left"}).status_code == 404
    assert {one.state for one in _mandates(session).values()} == {MandateState.HELD}


def test_who_ends_their_mandate_is_asked_again_for_whom_they_speak(
    session, sign_in, person, organisation
):
    mandate_for(organisation, person)
    participant = speaker_for(organisation, ConsultationFactory(), person)
    client = sign_in(account=person)
    for _ in range(2):
        assert client.post(f"{HOME}/{organisation.id}/end").status_code == 302
    session.rollback()
    assert (participant.organisation_id, participant.kind) == (None, None)
    assert (participant.territory, participant.has_told) == ("", False)
    assert _mandates(session)["Awa Diallo"].state is MandateState.ENDED


def test_once_nobody_speaks_for_it_the_next_one_does(session, sign_in, person):
    organisation = organisation_of()
    mandate_for(organisation, state=MandateState.ENDED)
    mandate_for(organisation, AccountFactory(erased_at=sa.func.now()))
    sign_in(account=person).post(f"{HOME}/{organisation.id}/ask")
    assert _mandates(session)["Awa Diallo"].state is MandateState.HELD


def test_holders_alone_correct_the_sheet_and_a_stale_one_is_told(
    session, sign_in, person, organisation
):
    mandate_for(organisation, person)
    participant = speaker_for(organisation, ConsultationFactory(), person)
    session.commit()
    address = f"{HOME}/{organisation.id}/edit"
    client, seen = sign_in(account=person), sheet_mark(organisation)
    new = {**SHEET, "kind": "network", "territory": "Sarthe", "seen": seen}
    assert sign_in().post(address, data=new).status_code == 403
    assert 'value="association"' in client.get(address).text
    for _ in range(2):
        assert client.post(address, data=new).status_code == 302
    session.rollback()
    assert (organisation.kind, organisation.siret) == (OrganisationKind.NETWORK, SIRET)
    assert (participant.kind, participant.territory) == (OrganisationKind.NETWORK, "Sarthe")
    stale = client.post(address, data={**new, "name": "Un autre nom"})
    assert (stale.status_code, "Un autre nom" in stale.text) == (422, True)
    session.rollback()
    assert organisation.name == "Les Ateliers du Marais"


def test_what_was_brought_in_is_nobodys(session, sign_in):
    imported = organisation_of(consultation_id=ConsultationFactory().id)
    client = sign_in()
    assert client.get(f"{HOME}/{imported.id}").status_code == 404
    assert client.post(f"{HOME}/{imported.id}/ask").status_code == 404
    assert client.get(f"{HOME}/named?name={imported.name}").status_code == 302
    assert count_of(session, Mandate) == 0


@pytest.fixture
def with_lists(session):
    """A consultation whose steward put lists of its own in place."""
    consultation = ConsultationFactory(title="Feuille de route", state="open")
    for kind, code, name in (
        (ListKind.DEPARTEMENT, "49", "Anjou"),
        (ListKind.LEGAL_FORM, "9220", "Association d’ici"),
    ):
        entries = [{"code": code, "label": name, "family": "association", "parent": ""}]
        own = {"consultation_id": consultation.id, "source": "Ici", "dated_on": today()}
        session.add(ReferenceList(kind=kind, entries=entries, **own))
    session.commit()
    return consultation


def test_the_lists_of_the_consultation_that_one_comes_from_count(
    session, sign_in, person, with_lists
):
    client, slug = sign_in(account=person), with_lists.slug
    speaking = f"/consultations/{slug}/speaking-for"
    page = client.get(speaking).text
    assert '<option value="Anjou">' in page
    assert f"{HOME}?consultation={slug}" in page
    address = client.post(f"{HOME}?consultation={slug}", data={"siret": SIRET}).headers["Location"]
    assert f"consultation={slug}" in address
    assert ">Vendée<" not in client.get(address).text
    assert client.post(address, data=SHEET).status_code == 422
    answer = client.post(address, data={**SHEET, "territory": "Anjou"}, follow_redirects=True)
    assert "Association d’ici" in answer.text
    assert speaking in answer.text
    organisation = _mandates(session)["Awa Diallo"].organisation
    own = f"{HOME}/{organisation.id}"
    assert f"{own}/edit?consultation={slug}" in answer.text
    assert "Association déclarée" in client.get(own).text
    assert client.get(f"{own}?consultation=nowhere").status_code == 404


def test_a_code_that_the_list_does_not_hold_stays_and_is_named(
    session, sign_in, person, with_lists
):
    organisation = organisation_of(legal_form="5710", territory="Vendée")
    speaker_for(organisation, with_lists, mandate_for(organisation, person).account)
    client, slug = sign_in(account=person), with_lists.slug
    page = client.get(f"{HOME}/{organisation.id}/edit?consultation={slug}").text
    assert '<option selected value="5710">SAS' in page
    assert '<option selected value="Vendée">' in page
    rows = sign_in(with_lists, Role.WRITER).get(f"/consultations/{slug}/organisations.csv").text
    assert ";5710;SAS" in rows


def test_a_consultation_that_one_may_not_see_gives_no_list(session, sign_in, person, with_lists):
    with_lists.state = "draft"
    session.commit()
    address = f"{HOME}/new?name=a&consultation={with_lists.slug}"
    assert sign_in(account=person).get(address).status_code == 404
    assert ">Anjou<" in sign_in(with_lists, Role.STEWARD).get(address).text
