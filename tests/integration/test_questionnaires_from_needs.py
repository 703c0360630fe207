"""A questionnaire begun with the needs of workshops, and the way back to who said them."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from app.corpus.codes import new_secret
from app.models import (
    Activity,
    Channel,
    Contribution,
    ContributionState,
    Excerpt,
    Nature,
    Questionnaire,
    QuestionOrigin,
    Role,
)
from app.models.types import now
from app.questionnaires.answering.responding import Beginning, start_response
from app.questionnaires.definitions import stored
from app.questionnaires.queries import latest_version
from app.themes.services import start_run
from surveys.structure import structure_problems
from tests.factories import ActivityFactory, ConsultationFactory, contribution_with_excerpt

pytestmark = pytest.mark.either_database

NEEDS = (
    "Former les bénévoles à la comptabilité.",
    "Trouver des locaux partagés en centre-bourg.",
    "Simplifier les dossiers de subvention.",
)


@pytest.fixture
def consultation(session):
    consultation = ConsultationFactory()
    workshop = ActivityFactory(
        consultation_id=consultation.id, channel=Channel.WORKSHOP, title="Atelier de Laval"
    )
    for text in NEEDS:
        contribution_with_excerpt(workshop, text).nature = Nature.NEED
    contribution_with_excerpt(workshop, "Un simple constat.").nature = Nature.FINDING
    answers = ActivityFactory(consultation_id=consultation.id, channel=Channel.QUESTIONNAIRE)
    contribution_with_excerpt(answers, "Un besoin écrit ailleurs.").nature = Nature.NEED
    session.commit()
    return consultation


@pytest.fixture
def page(consultation, sign_in):
    client = sign_in(consultation, Role.WRITER)
    return client, f"/consultations/{consultation.slug}/questionnaire-desk/from-needs"


def _offered(html: str) -> list[str]:
    return re.findall(r'name="keep_([0-9a-f]{32})"', html)


def _excerpt(session, text: str) -> Excerpt:
    return session.scalars(
        sa.select(Excerpt).join(Contribution).where(Contribution.text == text)
    ).one()


def test_only_the_needs_of_workshops_that_are_in_the_corpus_are_offered(session, page):
    client, address = page
    _excerpt(session, NEEDS[0]).contribution.state = ContributionState.WITHDRAWN
    session.commit()
    html = client.get(address).text
    assert len(_offered(html)) == 2
    assert "Atelier de Laval" in html
    assert "simple constat" not in html
    assert "écrit ailleurs" not in html


def test_what_is_kept_is_asked_as_it_was_reworded_and_leads_back(
    session, page, consultation, sign_in
):
    client, address = page
    kept, dropped = _excerpt(session, NEEDS[0]), _excerpt(session, NEEDS[1])
    answer = client.post(
        address,
        data={
            "title": "Vos besoins",
            "with_identity": "y",
            "heading_": "La vie des structures",
            f"keep_{kept.id.hex}": "y",
            f"wording_{kept.id.hex}": "Des formations à la comptabilité",
            f"wording_{dropped.id.hex}": "Des locaux",
        },
    )
    assert answer.status_code == 302
    session.rollback()
    made = session.scalars(sa.select(Questionnaire)).one()
    survey = stored(latest_version(session, made.id).definition)
    assert structure_problems(survey) == []
    assert survey.questions["besoin_1_1"].labels["fr"] == "Des formations à la comptabilité"
    assert survey.places["besoin_1_1"].groups == ("theme_1", "besoins_1")
    assert "Des locaux" not in latest_version(session, made.id).definition
    assert "structure" in survey.questions
    origin = session.scalars(sa.select(QuestionOrigin)).one()
    assert (origin.question, origin.excerpt_id) == ("besoin_1_1", kept.id)
    made.open()
    session.commit()
    results = f"/consultations/{consultation.slug}/questionnaire-desk/{made.activity.code}/results"
    version = latest_version(session, made.id)
    response, _code = start_response(session, made, version, Beginning(new_secret()))
    response.submit(now())
    session.commit()
    steward = sign_in(consultation, Role.STEWARD)
    table = steward.get(f"{results}/questions/besoins_1").text
    assert "D’où cela vient" in table
    assert f"/contributions/{kept.contribution_id}" in table
    assert (
        f"/contributions/{kept.contribution_id}"
        in steward.get(f"{results}/questions/besoin_1_1").text
    )
    traced = client.get(f"/consultations/{consultation.slug}/contributions/{kept.contribution_id}")
    assert "Posé à tous" in traced.text
    assert "Vos besoins" in traced.text


def test_needs_are_grouped_by_the_themes_of_the_latest_analysis(session, page, consultation, work):
    client, address = page
    start_run(session, consultation_id=consultation.id, account_id=None)
    session.commit()
    work()
    html = client.get(address).text
    assert len(_offered(html)) == 3
    assert 'name="heading_"' not in html
    assert re.search(r'name="heading_[0-9a-f]{32}"', html)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Gardez au moins un besoin."),
        ({"keep": "y", "wording": ""}, "a besoin de ses mots"),
        ({"keep": "y", "wording": "a" * 501}, "error-summary"),
        ({"keep": "y", "title": ""}, "error-summary"),
    ],
)
def test_what_cannot_be_made_is_said_and_makes_nothing(session, page, changed, said):
    client, address = page
    one = _excerpt(session, NEEDS[0]).id.hex
    data = {"title": changed.get("title", "Vos besoins"), f"wording_{one}": NEEDS[0]}
    if "keep" in changed:
        data |= {f"keep_{one}": "y", f"wording_{one}": changed.get("wording", NEEDS[0])}
    answer = client.post(address, data=data)
    assert answer.status_code == 422
    assert said in answer.text
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Questionnaire.id))) == 0


def test_an_excerpt_that_was_not_offered_is_not_taken(session, page):
    client, address = page
    foreign = _excerpt(session, "Un besoin écrit ailleurs.").id.hex
    data = {"title": "Vos besoins", f"keep_{foreign}": "y", f"wording_{foreign}": "Autre"}
    assert client.post(address, data=data).status_code == 422


def test_without_any_need_the_page_says_what_to_do(session, sign_in):
    consultation = ConsultationFactory()
    client = sign_in(consultation, Role.STEWARD)
    answer = client.get(f"/consultations/{consultation.slug}/questionnaire-desk/from-needs")
    assert "Aucun besoin n’a encore été dit en atelier" in answer.text
    assert session.scalar(sa.select(sa.func.count(Activity.id))) == 0
