"""What a steward decides of a questionnaire besides its questions."""

from __future__ import annotations

import datetime as dt

import pytest

from app.corpus.codes import new_secret
from app.models import Access, Invitation, Questionnaire, Response, Role
from app.questionnaires.answering.responding import Beginning, start_response
from app.questionnaires.definitions import read_shipped
from app.questionnaires.publishing import add_questionnaire
from app.questionnaires.queries import latest_version
from tests.factories import ConsultationFactory

pytestmark = pytest.mark.either_database

TYPED = {
    "title": "Nos besoins",
    "introduction": "Dix minutes.\n\nVos réponses seront lues.",
    "access": "link",
    "opens_at": "2016-06-28T09:00",
    "closes_at": "2016-09-15T18:30",
    "thanks": "Rendez-vous en octobre.",
}


@pytest.fixture
def questionnaire(session) -> Questionnaire:
    consultation = ConsultationFactory()
    made = add_questionnaire(
        session, consultation_id=consultation.id, title="Essai", survey=read_shipped().survey
    )
    made.consultation = consultation
    session.commit()
    return made


@pytest.fixture
def save(questionnaire, sign_in):
    client = sign_in(questionnaire.consultation, Role.STEWARD)
    code = questionnaire.activity.code
    base = f"/consultations/{questionnaire.consultation.slug}/questionnaire-desk/{code}"

    def save(**changed: str):
        answer = client.post(f"{base}/settings", data={**TYPED, **changed})
        return answer, client.get(f"{base}/settings").text

    return save


def _kept(session, questionnaire) -> Questionnaire:
    session.rollback()
    return session.get_one(Questionnaire, questionnaire.id)


def test_settings_are_kept_and_shown_as_they_were_typed(session, questionnaire, save):
    answer, page = save()
    assert answer.status_code == 302
    kept = _kept(session, questionnaire)
    assert kept.activity.title == "Nos besoins"
    # Typed in the time of Paris, two hours ahead in summer.
    assert kept.opens_at == dt.datetime(2016, 6, 28, 7, 0, tzinfo=dt.UTC)
    assert 'value="2016-06-28T09:00"' in page
    assert "Vos réponses seront lues." in page


def test_it_cannot_close_before_it_opens(session, questionnaire, save):
    answer, _page = save(closes_at="2016-06-28T09:00")
    assert answer.status_code == 422
    assert "fermerait avant d’ouvrir" in answer.text
    assert _kept(session, questionnaire).activity.title == "Essai"


@pytest.mark.parametrize(
    "changed",
    [{"title": ""}, {"access": "everybody"}, {"opens_at": "tomorrow"}, {"thanks": "a" * 5001}],
)
def test_what_cannot_be_kept_is_said_and_changes_nothing(session, questionnaire, save, changed):
    answer, _page = save(**changed)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert _kept(session, questionnaire).activity.title == "Essai"


def test_answers_behind_an_account_cannot_be_anonymous(session, questionnaire, save):
    answer, _page = save(access="account", is_anonymous="y")
    assert answer.status_code == 422
    assert _kept(session, questionnaire).access is Access.LINK


@pytest.mark.parametrize("how", ["invited", "begun"])
def test_what_people_were_told_cannot_change_once_they_were_reached(
    session, questionnaire, save, how
):
    if how == "invited":
        session.add(
            Invitation(questionnaire_id=questionnaire.id, email="a@region.example", messages=1)
        )
    else:
        version = latest_version(session, questionnaire.id)
        questionnaire.open()
        start_response(session, questionnaire, version, Beginning(new_secret()))
    session.commit()
    assert save(is_anonymous="y")[0].status_code == 422
    assert save(access="invitation")[0].status_code == 422
    assert save(title="Un autre titre")[0].status_code == 302
    kept = _kept(session, questionnaire)
    assert (kept.is_anonymous, kept.access) == (False, Access.LINK)


def test_a_test_promises_nothing(session, questionnaire, save):
    version = latest_version(session, questionnaire.id)
    start_response(session, questionnaire, version, Beginning(new_secret(), is_test=True))
    session.commit()
    assert save(is_anonymous="y")[0].status_code == 302
    assert _kept(session, questionnaire).is_anonymous
    assert session.query(Response).count() == 1
