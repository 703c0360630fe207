"""Answers that came on paper: typed in once each, with their blanks, by those who may."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.corpus.codes import new_secret
from app.models import Contribution, Questionnaire, Response, ResponseOrigin, ResponseState, Role
from app.questionnaires.answering.responding import Beginning, start_response
from app.questionnaires.paper.typing_in import SheetTaken, Typist, begin_sheet
from app.questionnaires.publishing import add_questionnaire
from app.questionnaires.queries import latest_version
from surveys.yaml_form import read_yaml
from tests.factories import AccountFactory, ConsultationFactory
from tests.questionnaires import opened_questionnaire

pytestmark = pytest.mark.either_database

FORM = """
code: essai
title: Essai
items:
  - group: vous
    label: Vous
    items:
      - text: nom
        label: Votre nom
        required: yes
      - integer: salaries
        label: Combien de salariés ?
        constraint: . > 0
        constraint_message: Au moins un.
  - group: avis
    label: Votre avis
    items:
      - text: frein
        label: Votre principal frein ?
        appearance: multiline
        required: yes
"""


@pytest.fixture
def made(session) -> Questionnaire:
    return opened_questionnaire(session, FORM)


def _home(made) -> str:
    return f"/consultations/{made.consultation.slug}/questionnaires/{made.activity.code}"


@pytest.fixture
def facilitator(made, sign_in):
    return sign_in(made.consultation, Role.FACILITATOR)


def _type_in(client, made, sheet: str = "12"):
    answer = client.post(f"{_home(made)}/paper", data={"sheet": sheet})
    return answer.headers["Location"] if answer.status_code == 302 else answer


def _all(session) -> list[Response]:
    session.rollback()
    return list(session.scalars(sa.select(Response)))


def test_a_sheet_is_typed_in_with_its_blanks_and_enters_the_corpus(session, made, facilitator):
    link = _type_in(facilitator, made)
    page = facilitator.get(link, follow_redirects=True)
    assert "Réponse papier, feuille 12" in page.text
    answer = facilitator.post(f"{link}/vous", data={"nom": "", "salaries": "3", "go": "next"})
    assert answer.headers["Location"].endswith("/avis")
    facilitator.post(f"{link}/avis", data={"frein": "Les locaux.", "go": "next"})
    assert "feuille 12" in facilitator.get(f"{link}/end").text
    receipt = facilitator.post(f"{link}/end", follow_redirects=True).text
    assert "Feuille 12" in receipt
    assert link.rsplit("/", 1)[1] in receipt
    assert f'href="{_home(made)}/paper"' in receipt
    (kept,) = _all(session)
    assert kept.state is ResponseState.SUBMITTED
    assert kept.origin is ResponseOrigin.PAPER
    assert kept.sheet == "12"
    assert kept.typed_by_id is not None
    assert kept.account_id is None
    assert kept.answers["nom"] is None
    assert session.scalars(sa.select(Contribution.text)).all() == ["Les locaux."]


def test_a_paper_answer_that_breaks_a_rule_is_refused_like_any_other(session, made, facilitator):
    link = _type_in(facilitator, made)
    page = facilitator.post(f"{link}/vous", data={"nom": "", "salaries": "-1", "go": "next"})
    assert page.status_code == 200
    assert "Au moins un." in page.text
    asked = page.text.partition('id="survey-rules"')[0]
    assert "Cette question demande une réponse" not in asked
    assert "data-may-be-blank" in asked
    facilitator.post(f"{link}/end")
    assert _all(session)[0].answers.get("salaries") is None


def test_online_a_required_answer_is_still_required(session, made, client):
    link = client.post(f"{_home(made)}/start").headers["Location"].rsplit("/", 1)[0]
    assert client.post(f"{link}/vous", data={"nom": "", "go": "next"}).status_code == 200
    client.post(f"{link}/end")
    assert _all(session)[0].state is ResponseState.IN_PROGRESS


def test_a_sheet_cannot_be_typed_in_twice_and_its_answers_are_not_shown(
    session, made, facilitator, sign_in
):
    link = _type_in(facilitator, made, "A 12")
    facilitator.post(f"{link}/vous", data={"nom": "Secret", "go": "next"})
    other = sign_in(made.consultation, Role.WRITER)
    refused = _type_in(other, made, "  A   12 ")
    assert refused.status_code == 422
    assert "Cette feuille est déjà là" in refused.text
    assert "Secret" not in refused.text
    assert link not in refused.text
    assert len(_all(session)) == 1


def test_a_lost_reply_leads_the_same_person_back_to_the_same_answer(session, made, facilitator):
    assert _type_in(facilitator, made) == _type_in(facilitator, made)
    assert len(_all(session)) == 1


def test_a_sheet_that_is_finished_is_not_taken_up_by_its_number(session, made, facilitator):
    link = _type_in(facilitator, made)
    facilitator.post(f"{link}/end")
    assert _type_in(facilitator, made).status_code == 422
    assert _all(session)[0].state is ResponseState.SUBMITTED


def test_two_who_begin_one_sheet_at_once_make_one_response(session, made):
    typists = [Typist(AccountFactory().id, "key", "fr") for _ in range(2)]
    begin_sheet(session, made, "7", typists[0])
    with pytest.raises(SheetTaken):
        begin_sheet(session, made, "7", typists[1])
    assert len(list(session.scalars(sa.select(Response)))) == 1


def test_the_database_refuses_a_second_answer_with_one_sheet(session, made):
    version = latest_version(session, made.id)
    sheet = {"origin": ResponseOrigin.PAPER, "sheet": "7"}
    start_response(session, made, version, Beginning(new_secret(), **sheet))
    with pytest.raises(sa.exc.IntegrityError):
        start_response(session, made, version, Beginning(new_secret(), **sheet))
    session.rollback()


def test_paper_is_typed_in_after_the_closing(session, made, facilitator):
    made.close()
    session.commit()
    link = _type_in(facilitator, made)
    facilitator.post(f"{link}/vous", data={"nom": "Tardive", "go": "next"})
    facilitator.post(f"{link}/end")
    assert _all(session)[0].state is ResponseState.SUBMITTED


def test_nothing_is_typed_in_before_the_opening(session, sign_in):
    consultation = ConsultationFactory()
    draft = add_questionnaire(
        session, consultation_id=consultation.id, title="Essai", survey=read_yaml(FORM)
    )
    session.commit()
    draft.consultation = consultation
    steward = sign_in(consultation, Role.STEWARD)
    refused = _type_in(steward, draft)
    assert refused.status_code == 422
    assert _all(session) == []
    assert sign_in(consultation, Role.FACILITATOR).get(f"{_home(draft)}/paper").status_code == 404


@pytest.mark.parametrize("sheet", ["", "   ", "x" * 41, "1\x002", "\x00"])
def test_a_number_that_cannot_be_kept_is_refused(session, made, facilitator, sheet):
    refused = _type_in(facilitator, made, sheet)
    assert refused.status_code == 422
    assert "error-summary" in refused.text
    assert _all(session) == []


def test_a_strange_number_is_shown_as_text(made, facilitator):
    _type_in(facilitator, made, "<script>alert(1)</script>")
    page = facilitator.get(f"{_home(made)}/paper").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_list_leads_who_typed_it_in_and_stewards_to_the_answers(made, facilitator, sign_in):
    link = _type_in(facilitator, made)
    facilitator.post(f"{link}/end")
    listed = facilitator.get(f"{_home(made)}/paper").text
    place = next(part for part in listed.split('"') if "/paper/0" in part or "/paper/1" in part)
    assert facilitator.get(place).headers["Location"] == link
    assert sign_in(made.consultation, Role.STEWARD).get(place).headers["Location"] == link
    other = sign_in(made.consultation, Role.WRITER)
    assert "/paper/0" not in other.get(f"{_home(made)}/paper").text
    assert other.get(place).status_code == 403


def test_a_paper_answer_is_corrected_and_withdrawn_like_any_other(session, made, facilitator):
    link = _type_in(facilitator, made)
    facilitator.post(f"{link}/avis", data={"frein": "Avant.", "go": "next"})
    facilitator.post(f"{link}/end")
    facilitator.post(f"{link}/correct")
    facilitator.post(f"{link}/avis", data={"frein": "Après.", "go": "next"})
    facilitator.post(f"{link}/end")
    assert _all(session)[0].answers["frein"] == "Après."
    facilitator.post(f"{link}/withdraw")
    (gone,) = _all(session)
    assert gone.state is ResponseState.WITHDRAWN
    assert gone.answers == {}


def test_the_code_on_the_sheet_serves_without_an_account_and_still_says_paper(made, facilitator):
    link = _type_in(facilitator, made)
    with facilitator.application.test_client() as nobody:
        page = nobody.get(link, follow_redirects=True).text
        assert "feuille 12" in page
        nobody.post(f"{link}/end")
        receipt = nobody.get(link).text
        assert "Feuille 12" in receipt
        assert f'href="{_home(made)}/paper"' not in receipt


def test_the_list_goes_on_over_pages(session, made, facilitator):
    for number in range(30):
        _type_in(facilitator, made, str(number))
    first = facilitator.get(f"{_home(made)}/paper").text
    following = next(part for part in first.split('"') if "paper?after=" in part)
    second = facilitator.get(following).text
    assert first.count('role="rowheader"') == 25
    assert second.count('role="rowheader"') == 5
    assert facilitator.get(f"{_home(made)}/paper?after=nonsense").status_code == 200


def test_an_anonymous_questionnaire_keeps_no_hour_of_a_paper_answer(session, made, facilitator):
    made.is_anonymous = True
    session.commit()
    _type_in(facilitator, made)
    (kept,) = _all(session)
    assert kept.id.version == 4
    assert (kept.created_at.hour, kept.created_at.minute) == (0, 0)


@pytest.mark.parametrize("role", [Role.VISITOR, Role.PARTICIPANT])
def test_only_those_who_gather_sheets_type_them_in(session, made, client, sign_in, role):
    person = client if role is Role.VISITOR else sign_in(made.consultation, role)
    assert person.get(f"{_home(made)}/paper").status_code in (302, 403)
    person.post(f"{_home(made)}/paper", data={"sheet": "1"})
    assert _all(session) == []


def test_anybody_prints_an_open_questionnaire(made, client):
    answer = client.get(f"{_home(made)}/paper.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert answer.data == client.get(f"{_home(made)}/paper.pdf").data
    assert f"{_home(made)}/paper.pdf" in client.get(_home(made)).text


def test_a_closed_questionnaire_is_printed_by_those_who_gather_sheets(
    session, made, client, facilitator
):
    made.close()
    session.commit()
    assert facilitator.get(f"{_home(made)}/paper.pdf").status_code == 200
    with client.application.test_client() as nobody:
        assert nobody.get(f"{_home(made)}/paper.pdf").status_code == 404


def test_a_draft_is_printed_by_those_who_write_it(session, sign_in):
    consultation = ConsultationFactory()
    draft = add_questionnaire(
        session, consultation_id=consultation.id, title="#panic()", survey=read_yaml(FORM)
    )
    draft.introduction = '{{7*7}} #read("/etc/passwd")\n\n$x$'
    session.commit()
    draft.consultation = consultation
    assert sign_in(consultation, Role.STEWARD).get(f"{_home(draft)}/paper.pdf").status_code == 200
    assert sign_in(consultation, Role.WRITER).get(f"{_home(draft)}/paper.pdf").status_code == 200
    facilitator = sign_in(consultation, Role.FACILITATOR)
    assert facilitator.get(f"{_home(draft)}/paper.pdf").status_code == 404
