"""Files that come with answers: kept, opened by stewards, erased with the answer."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.models import QuestionnaireState, Response, Role
from tests.questionnaires import opened_questionnaire

FORM = """
code: essai
title: Essai
items:
  - group: vous
    label: Vous
    items:
      - file: document
        label: Votre document
  - repeat: projet
    label: Un projet
    items:
      - file: plan
        label: Son plan
"""


class Case:
    def __init__(self, app, session, client, questionnaire, slug):
        self.session, self.client = session, client
        self.questionnaire = questionnaire
        self.code, self.base = questionnaire.activity.code, f"/consultations/{slug}"
        self.uploads = Path(app.extensions["settings"].uploads_directory)

    def start(self) -> str:
        where = self.client.post(f"{self.base}/questionnaires/{self.code}/start")
        return where.headers["Location"].rsplit("/", 1)[0]

    def send_file(self, link: str, content: bytes, page="vous", field="document", name="a.svg"):
        file = (io.BytesIO(content), name)
        return self.client.post(f"{link}/{page}", data={field: file, "go": "next"})

    def kept(self) -> list[bytes]:
        files = (path for path in self.uploads.rglob("*") if path.is_file())
        return sorted(path.read_bytes() for path in files)

    def response(self) -> Response:
        self.session.rollback()
        return self.session.scalars(sa.select(Response).order_by(Response.id).limit(1)).one()


@pytest.fixture
def case(app, session, client):
    made = opened_questionnaire(session, FORM)
    case = Case(app, session, client, made, made.consultation.slug)
    case.consultation = made.consultation
    return case


def test_a_steward_is_offered_the_file_and_never_shown_it(case, sign_in):
    link = case.start()
    content = b"<svg onload='alert(1)'/>"
    case.send_file(link, content)
    case.send_file(link, b"%PDF", page="projet", field="projet/0/plan", name="../../plan.pdf")
    case.client.post(f"{link}/end")
    desk = f"{case.base}/questionnaire-desk/{case.code}/responses/{case.response().id}/file"
    steward = sign_in(case.consultation, Role.STEWARD)
    answer = steward.get(f"{desk}?where=document")
    assert answer.data == content
    assert answer.headers["Content-Disposition"] == "attachment; filename=a.svg"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "plan.pdf" in steward.get(f"{desk}?where=projet/0/plan").headers["Content-Disposition"]
    for nowhere in ("", "nothing", "projet/9/plan", "projet/x/plan", "projet/0", "../document"):
        assert steward.get(f"{desk}?where={nowhere}").status_code == 404, nowhere
    assert case.client.get(f"{desk}?where=document").status_code == 302
    assert sign_in(case.consultation, Role.WRITER).get(f"{desk}?where=document").status_code == 403


def test_the_file_of_a_response_that_was_not_sent_is_not_found(case, sign_in):
    case.send_file(case.start(), b"brouillon")
    desk = f"{case.base}/questionnaire-desk/{case.code}/responses/{case.response().id}/file"
    assert sign_in(case.consultation, Role.STEWARD).get(f"{desk}?where=document").status_code == 404


def test_a_file_that_no_question_asked_for_is_not_kept(case):
    before = case.kept()
    case.send_file(case.start(), b"envahissant", field="autre")
    assert case.kept() == before


def test_a_file_goes_with_the_response_that_is_withdrawn(case):
    link = case.start()
    case.send_file(link, b"a retirer")
    assert b"a retirer" in case.kept()
    case.client.post(f"{link}/withdraw")
    assert b"a retirer" not in case.kept()


def test_a_file_that_is_replaced_is_erased(case):
    link = case.start()
    case.send_file(link, b"premier")
    case.send_file(link, b"second")
    assert b"premier" not in case.kept()
    assert b"second" in case.kept()


def test_a_correction_keeps_the_file_that_was_sent_until_it_is_sent_itself(case):
    link = case.start()
    case.send_file(link, b"premier")
    case.client.post(f"{link}/end")
    case.client.post(f"{link}/correct")
    case.send_file(link, b"second")
    assert {b"premier", b"second"} <= set(case.kept())
    case.client.post(f"{link}/keep")
    assert b"second" not in case.kept()
    case.client.post(f"{link}/correct")
    case.send_file(link, b"second")
    case.client.post(f"{link}/end")
    assert b"premier" not in case.kept()


def test_a_file_that_somebody_else_sent_too_stays(case):
    first, second = case.start(), case.start()
    case.send_file(first, b"le meme")
    case.send_file(second, b"le meme")
    case.client.post(f"{first}/withdraw")
    assert b"le meme" in case.kept()
    case.client.post(f"{second}/withdraw")
    assert b"le meme" not in case.kept()


def test_a_file_that_comes_too_late_is_not_kept(case):
    link = case.start()
    case.questionnaire.close()
    case.session.commit()
    case.send_file(link, b"trop tard")
    assert b"trop tard" not in case.kept()


def test_a_file_of_a_test_is_erased_when_the_questionnaire_opens(case, sign_in):
    case.questionnaire.close()
    case.questionnaire.state = QuestionnaireState.DRAFT
    case.session.commit()
    steward = sign_in(case.consultation, Role.STEWARD)
    desk = f"{case.base}/questionnaire-desk/{case.code}"
    link = steward.post(f"{desk}/build/test").headers["Location"].rsplit("/", 1)[0]
    case.client = steward
    case.send_file(link, b"pour essayer")
    assert b"pour essayer" in case.kept()
    steward.post(f"{desk}/open")
    assert b"pour essayer" not in case.kept()
