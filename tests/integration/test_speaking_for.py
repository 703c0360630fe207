"""For whom people speak in a consultation, and what keeps it: ideas, comments, contributions."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import (
    MandateState,
    Organisation,
    OrganisationKind,
    Participant,
    Respondent,
    Role,
)
from app.organisations.taking_part import organisations_page
from app.web.paging import Cursor
from tests.factories import AccountFactory, RespondentFactory
from tests.integration.test_answering import Answering
from tests.organisations import mandate_for, organisation_of, speaker_for
from tests.posting import OpenBox
from tests.questionnaires import opened_questionnaire
from tests.submissions import Calling
from tests.trapped import looked_at

pytestmark = pytest.mark.either_database

FORM = """
code: essai
title: Essai
lists:
  oui_non: {oui: Oui, non: Non}
  acteurs: {coop: Coopérative, asso: Association}
  departements: {"44": Loire-Atlantique, "85": Vendée}
items:
  - group: vous
    label: Vous
    items:
      - select_one: pour
        list: oui_non
        label: Pour une structure ?
      - organisation: structure
        list: acteurs
        parameters: {territories: departements}
        label: Votre structure
        relevant: ${pour} = 'oui'
      - text: mot
        label: Un mot
"""


@pytest.fixture
def box(app, session) -> OpenBox:
    return OpenBox(app, session)


@pytest.fixture
def organisation(session) -> Organisation:
    return organisation_of()


@pytest.fixture
def person(organisation):
    return mandate_for(organisation).account


def _participant(session) -> Participant:
    session.rollback()
    return session.scalars(sa.select(Participant)).one()


def test_the_only_mandate_is_proposed_and_never_assumed(
    session, sign_in, box, person, organisation
):
    client = sign_in(account=person)
    page = client.get(f"{box.home}/new").text
    assert "Parlez-vous ici pour Les Ateliers du Marais" in page
    assert 'id="territory"' in page
    box.post(client)
    assert (box.ideas()[0].kind, box.ideas()[0].territory) == (None, "")
    assert _participant(session).organisation_id is None
    there = f"{box.home}/new"
    said = {"speaks_for": str(organisation.id), "back": there}
    answer = client.post(f"{box.root}/speaking-for", data=said)
    assert answer.headers["Location"] == there
    page = client.get(there).text
    assert "Vous parlez pour Les Ateliers du Marais" in page
    assert f"{box.root}/speaking-for?back=" in page
    assert 'id="territory"' not in page


def test_what_is_posted_keeps_for_whom_it_was_said_that_day(
    session, sign_in, box, person, organisation
):
    client, address = sign_in(account=person), f"{box.root}/speaking-for"
    client.post(address, data={"speaks_for": str(organisation.id)})
    box.post(client, title="Pour la structure")
    (idea,) = box.ideas()
    comments = f"{box.home}/{idea.id}/comments"
    assert "Vous parlez pour Les Ateliers du Marais" in client.get(comments).text
    said = {"text": "Oui.", "key": "k" * 40, **looked_at(box.app)}
    assert client.post(comments, data=said).status_code == 302
    client.post(address, data={"speaks_for": "oneself", "territory": "Sarthe"})
    box.post(client, title="Pour moi")
    first, comment, second = box.contributions()
    assert first.respondent_id == comment.respondent_id
    assert first.respondent.organisation_id == organisation.id
    assert first.respondent.attributes == {
        "Type de structure": "Association",
        "Département": "Vendée",
    }
    assert second.respondent.organisation_id is None
    assert second.respondent.attributes == {"Département": "Sarthe"}
    kinds = [(one.kind, one.territory) for one in box.ideas()]
    assert kinds == [(OrganisationKind.ASSOCIATION, "Vendée"), (None, "Sarthe")]


def test_nobody_speaks_for_an_organisation_without_a_mandate(
    session, client, sign_in, box, organisation
):
    address = f"{box.root}/speaking-for"
    asked = mandate_for(organisation, state=MandateState.ASKED).account
    for somebody in (sign_in(account=asked), sign_in(), client):
        answer = somebody.post(address, data={"speaks_for": str(organisation.id)})
        assert answer.status_code == 422
    assert somebody.post(address, data={}).status_code == 422
    assert "/sign-in" in client.get(address).text
    session.rollback()
    spoken_for = session.scalars(sa.select(Participant.organisation_id)).all()
    assert set(spoken_for) <= {None}
    away = client.post(address, data={"speaks_for": "oneself", "back": "//elsewhere.example"})
    assert away.headers["Location"] == box.root


def test_a_mandate_that_ended_meanwhile_is_told(session, sign_in, box, person, organisation):
    client = sign_in(account=person)
    kept = client.get(f"{box.root}/speaking-for").text
    assert str(organisation.id) in kept
    client.post(f"/account/organisations/{organisation.id}/end")
    answer = client.post(f"{box.root}/speaking-for", data={"speaks_for": str(organisation.id)})
    assert answer.status_code == 422


def test_a_written_contribution_is_of_the_organisation_of_its_author(app, session, sign_in):
    calling, organisation = Calling(app, session), organisation_of()
    person = mandate_for(organisation).account
    speaker_for(organisation, calling.consultation, person)
    client = sign_in(account=person)
    page = client.get(f"{calling.home}/new").text
    assert "Vous parlez pour Les Ateliers du Marais" in page
    assert 'name="speaks_for"' not in page
    check = calling.send(client, organisation="Une autre", kind="state", territory="Sarthe")
    sent = calling.submission
    assert (sent.on_behalf_of, sent.kind) == (organisation.name, OrganisationKind.ASSOCIATION)
    respondent = session.get_one(Respondent, calling.contribution.respondent_id)
    assert respondent.organisation_id == organisation.id
    assert client.post(f"{check}/withdraw").status_code == 302
    session.rollback()
    assert respondent.organisation_id is None


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_a_question_about_ones_organisation_proposes_it_unless_nobody_may_know(
    app, session, sign_in, is_anonymous
):
    questionnaire = opened_questionnaire(session, FORM)
    questionnaire.is_anonymous = is_anonymous
    organisation = organisation_of(siret="73282932000074")
    client = sign_in(account=mandate_for(organisation).account)
    root = f"/consultations/{questionnaire.consultation.slug}"
    answering = Answering(client, root, questionnaire.activity.code)
    address = answering.start(start_key="s" * 40)
    page = client.get(address).text
    for proposed in ('value="Les Ateliers du Marais"', 'value="73282932000074"'):
        assert (proposed in page) is not is_anonymous
    assert ('value="asso" selected' in page) is not is_anonymous
    assert ('value="85" selected' in page) is not is_anonymous
    answering.page("vous", **{"pour": "oui", "structure#name": "Une autre", "mot": "Bonjour"})
    again = client.get(address).text
    assert 'value="Une autre"' in again
    assert "Les Ateliers du Marais" not in again


def test_the_team_sees_which_organisations_took_part(session, sign_in, box, person, organisation):
    speaker_for(organisation, box.consultation, person)
    speaker_for(organisation, box.consultation, AccountFactory())
    brought_in = organisation_of("=1+1", consultation_id=box.consultation.id)
    RespondentFactory(activity_id=box.box.activity.id, organisation_id=brought_in.id)
    organisation_of("Une absente")
    client = sign_in(box.consultation, Role.WRITER)
    page = client.get(f"{box.root}/organisations").text
    assert "Les Ateliers du Marais" in page
    assert "Une absente" not in page
    answer = client.get(f"{box.root}/organisations.csv")
    rows = answer.data.decode("utf-8-sig").splitlines()
    assert rows[1].startswith("Les Ateliers du Marais;")
    assert rows[1].endswith(";Vendée;2")
    assert rows[2].startswith("'=1+1;")
    assert len(rows) == 3
    first = organisations_page(session, box.consultation.id, Cursor(), size=1)
    rest = organisations_page(session, box.consultation.id, Cursor(first.next_key), size=1)
    assert [(line.organisation.name, line.people) for line in rest.rows] == [("=1+1", 0)]
    assert (rest.next_key, rest.previous_key is None) == (None, False)
