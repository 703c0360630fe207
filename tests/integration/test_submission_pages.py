"""Calls for contributions and the public pages of what was contributed."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.corpus.queries import excerpts_of
from app.models import (
    ContributionState,
    OrganisationKind,
    Role,
    SubmissionCall,
)
from app.models.strategy_node import NodeKind
from app.strategy.evidence import Decider, set_aside
from tests.factories import (
    AccountFactory,
    CharterFactory,
    ConsultationFactory,
    StrategyFactory,
    StrategyNodeFactory,
)
from tests.submissions import Calling, submission_of

pytestmark = pytest.mark.either_database

FIELDS = {
    "title": "Appel de l’été",
    "framing": "Écrivez **tout** [ici](javascript:alert(1))<script>alert(1)</script>",
    "closes_at": "2099-09-30T18:00",
    "is_published": "y",
    "start_key": "s" * 32,
}


@pytest.fixture
def calling(app, session):
    return Calling(app, session)


def test_a_steward_adds_a_call_once_and_changes_it(session, client, sign_in):
    consultation = ConsultationFactory()
    home = f"/consultations/{consultation.slug}"
    steward = sign_in(consultation, Role.STEWARD)
    assert "Pas encore d’appel" in client.get(f"{home}/submissions").text
    addresses = {
        steward.post(f"{home}/submission-calls/new", data=FIELDS).headers["Location"]
        for _ in range(2)
    }
    (address,) = addresses
    page = client.get(address).text
    assert "L’appel est ouvert" in page
    assert "<strong>tout</strong>" in page
    assert 'href="javascript' not in page
    assert "<script>alert" not in page
    assert address in client.get(home).text
    hidden = {**FIELDS, "is_published": "", "opens_at": "2099-10-01T18:00"}
    answer = steward.post(f"{address}/settings", data=hidden)
    assert answer.status_code == 422
    assert "avant d’ouvrir" in answer.text
    del hidden["opens_at"]
    assert steward.post(f"{address}/settings", data=hidden).status_code == 302
    assert client.get(address).status_code == 404
    assert address not in client.get(home).text
    session.rollback()
    assert session.scalars(sa.select(SubmissionCall)).one().activity.ends_on.year == 2099


def test_the_list_pages_by_key_and_is_narrowed_by_words_kind_and_territory(
    session, client, calling
):
    for number in range(30):
        submission_of(
            calling.call,
            f"Le bénévolat compte, {number} fois.",
            title=f"Avis {number}",
            kind=OrganisationKind.NETWORK if number % 2 else OrganisationKind.UNION,
            territory="Nîmes" if number < 3 else "Vendée",
        )
    submission_of(calling.call, title="Retenu", state=ContributionState.HELD)
    submission_of(calling.call, title="Retiré", state=ContributionState.WITHDRAWN)
    session.commit()
    first = client.get(calling.home).text
    assert first.count('class="submission"') == 25
    assert "Avis 29" in first
    assert "Retenu" not in first
    assert "Retiré" not in first
    after = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = client.get(after).text
    assert second.count('class="submission"') == 5
    assert "Avis 0<" in second
    narrow = client.get(f"{calling.home}?q=benevoles&kind=network&territory=N%C3%AEmes").text
    assert narrow.count('class="submission"') == 1
    assert "Avis 1<" in narrow
    assert "Rien ne correspond" in client.get(f"{calling.home}?q=zzzz").text
    assert client.get(f"{calling.home}?kind=nobody").status_code == 404


def test_what_became_of_an_excerpt_is_told_once_decisions_are_public(
    session, client, sign_in, calling
):
    submission = submission_of(calling.call)
    strategy = StrategyFactory(consultation_id=calling.consultation.id)
    node = StrategyNodeFactory(
        strategy_id=strategy.id, kind=NodeKind.OBJECTIVE, code="O1", title="Mobilités"
    )
    writer = AccountFactory(name="Nadia Secrète")
    charter = CharterFactory(consultation_id=calling.consultation.id)
    (excerpt,) = excerpts_of(session, submission.contribution_id)
    set_aside(
        session,
        Decider(calling.consultation.id, writer.id),
        excerpt_id=excerpt.id,
        node_id=node.id,
        motive="Hors de nos compétences.",
    )
    session.commit()
    address = f"{calling.home}/{submission.id}"
    assert "Hors de nos compétences" not in client.get(address).text
    team = sign_in(calling.consultation, Role.WRITER).get(address).text
    assert "Hors de nos compétences" in team
    charter.decisions_are_public = True
    session.commit()
    page = client.get(address).text
    assert "Hors de nos compétences." in page
    assert "O1 – Mobilités" in page
    assert "Nadia Secrète" not in page
