"""Many requests for one thing at the same moment: one row, one answer, and never a failure."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.corpus.codes import new_secret
from app.models import (
    Access,
    AnswersImport,
    Contribution,
    ContributionState,
    OutgoingMail,
    Questionnaire,
    QuestionnaireVersion,
    Response,
    ResponseState,
    Role,
)
from app.questionnaires.answering import responding
from app.questionnaires.building.drafting import Edit, change_draft
from app.questionnaires.publishing import add_questionnaire
from app.questionnaires.queries import latest_version
from surveys.texts import Texts
from surveys.yaml_form import read_yaml
from tests.factories import PASSWORD, AccountFactory, ConsultationFactory, MembershipFactory
from tests.integration.test_bringing_answers_back import SMALL
from tests.invited_people import TEXT, Inviting

MANY = 30
FORM = """
code: essai
title: Essai
items:
  - group: un
    label: Un
    items:
      - text: a
        label: A
        appearance: multiline
  - group: deux
    label: Deux
    items:
      - text: b
        label: B
        appearance: multiline
  - group: trois
    label: Trois
    items:
      - text: c
        label: C
"""


def at_once(acts: Sequence[Callable[[], object]]) -> list:
    """Do all of them at the same moment; what each gave back."""
    ready = threading.Barrier(len(acts))
    done: list = []

    def do(act: Callable[[], object]) -> None:
        ready.wait()
        done.append(act())

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == len(acts)
    return done


def _post(app, where: str, **data: str) -> Callable[[], object]:
    return lambda: app.test_client().post(where, data={**data, "go": "next"})


def _codes(answers) -> set[int]:
    return {answer.status_code for answer in answers}


def _places(answers) -> set[str]:
    return {answer.headers["Location"] for answer in answers}


def _all(session, kind=Response) -> list:
    session.rollback()
    return list(session.scalars(sa.select(kind)))


@pytest.fixture
def made(session) -> Questionnaire:
    consultation = ConsultationFactory()
    made = add_questionnaire(
        session, consultation_id=consultation.id, title="Essai", survey=read_yaml(FORM)
    )
    made.open()
    session.commit()
    made.consultation = consultation
    made.home = f"/consultations/{consultation.slug}/questionnaires/{made.activity.code}"
    made.desk = f"/consultations/{consultation.slug}/questionnaire-desk/{made.activity.code}"
    return made


@pytest.fixture
def link(client, made) -> str:
    begun = client.post(f"{made.home}/start")
    return begun.headers["Location"].rsplit("/", 1)[0]


def _people(app, session, made, number: int, role: Role | None = None, account=None) -> list:
    """Browsers in which people are signed in: the same person, or one each."""
    clients = []
    for _ in range(number):
        person = account or AccountFactory()
        if role is not None:
            MembershipFactory(account_id=person.id, consultation_id=made.consultation.id, role=role)
            if account is not None:
                role = None
        session.commit()
        browser = app.test_client()
        browser.post("/sign-in", data={"email": person.email, "password": PASSWORD})
        clients.append(browser)
    return clients


def _change_title(session, made) -> None:
    """Make the draft another than what is answered."""
    title = Texts(fr="Neuf")
    change_draft(session, made, Edit(0, "title"), lambda survey: replace(survey, title=title))
    session.commit()


def test_one_page_begins_one_response(app, session, made):
    key = new_secret()

    def begin():
        return app.test_client().post(f"{made.home}/start", data={"start_key": key})

    answers = at_once([begin] * MANY)
    assert _codes(answers) == {302}
    assert len(_places(answers)) == 1
    assert len(_all(session)) == 1


def test_one_account_begins_one_response(app, session, made):
    made.access = Access.ACCOUNT
    session.commit()
    browsers = _people(app, session, made, 8, account=AccountFactory())
    answers = at_once([lambda b=b: b.post(f"{made.home}/start") for b in browsers])
    assert _codes(answers) == {302}
    assert len(_places(answers)) == 1
    assert len(_all(session)) == 1


def test_one_sheet_is_typed_in_once(app, session, made):
    one = _people(app, session, made, 6, Role.FACILITATOR, AccountFactory())
    others = _people(app, session, made, 3, Role.FACILITATOR)
    answers = at_once(
        [lambda b=b: b.post(f"{made.home}/paper", data={"sheet": "12"}) for b in one + others]
    )
    assert _codes(answers) <= {302, 422}
    assert len(_all(session)) == 1


def test_one_response_is_sent_once(app, session, made, link):
    app.test_client().post(f"{link}/un", data={"a": "Un avis entier.", "go": "next"})
    answers = at_once([lambda: app.test_client().post(f"{link}/end")] * MANY)
    assert _codes(answers) == {302}
    assert [one.state for one in _all(session)] == [ResponseState.SUBMITTED]
    assert [one.state for one in _all(session, Contribution)] == [ContributionState.SUBMITTED]


def test_the_pages_of_one_response_are_all_kept(app, session, made, link):
    pages = {"un": "a", "deux": "b", "trois": "c"}
    for number in range(5):
        acts = [
            _post(app, f"{link}/{page}", **{name: f"{name} {number}"})
            for page, name in pages.items()
        ]
        answers = at_once(acts * 4)
        assert _codes(answers) == {302}
        kept = {name: f"{name} {number}" for name in pages.values()}
        assert [one.answers for one in _all(session)] == [kept]


def test_a_page_is_kept_beside_one_that_was_kept_since_it_was_read(
    app, session, made, link, monkeypatch
):
    check = responding.check_page

    def check_late(*arguments):
        monkeypatch.setattr(responding, "check_page", check)
        assert _post(app, f"{link}/deux", b="B")().status_code == 302
        return check(*arguments)

    monkeypatch.setattr(responding, "check_page", check_late)
    assert _post(app, f"{link}/un", a="A")().status_code == 302
    assert [one.answers for one in _all(session)] == [{"a": "A", "b": "B"}]


def test_a_response_that_is_withdrawn_keeps_nothing_that_is_saved_meanwhile(
    app, session, made, client
):
    for number in range(5):
        begun = client.post(f"{made.home}/start").headers["Location"]
        link = begun.rsplit("/", 1)[0]
        answers = at_once(
            [
                _post(app, f"{link}/un", a="x"),
                _post(app, f"{link}/withdraw"),
                _post(app, f"{link}/end"),
                _post(app, f"{link}/un", a="y"),
            ]
        )
        assert _codes(answers) <= {200, 302}, number
    for one in _all(session):
        assert (one.state, one.answers, one.correction) == (ResponseState.WITHDRAWN, {}, None)
    live = [one for one in _all(session, Contribution) if one.state != ContributionState.WITHDRAWN]
    assert live == []


def test_corrections_sent_and_given_up_at_once_leave_one_response(app, session, made, link):
    app.test_client().post(f"{link}/un", data={"a": "Un avis entier.", "go": "next"})
    app.test_client().post(f"{link}/end")
    acts = [
        _post(app, f"{link}/correct"),
        _post(app, f"{link}/un", a="Un autre."),
        _post(app, f"{link}/end"),
        _post(app, f"{link}/keep"),
    ]
    answers = at_once(acts * 4)
    assert _codes(answers) <= {200, 302}
    response = _all(session)[0]
    live = {
        one.text for one in _all(session, Contribution) if one.state == ContributionState.SUBMITTED
    }
    assert live == {response.answers["a"]}


def test_one_draft_is_opened_once(app, session, made):
    consultation = made.consultation
    other = add_questionnaire(
        session, consultation_id=consultation.id, title="Autre", survey=read_yaml(FORM)
    )
    stewards = _people(app, session, made, 6, Role.STEWARD)
    desk = f"/consultations/{consultation.slug}/questionnaire-desk/{other.activity.code}"
    answers = at_once([lambda b=b: b.post(f"{desk}/open") for b in stewards])
    assert _codes(answers) == {302}
    session.rollback()
    assert latest_version(session, other.id).number == 1


def test_one_draft_is_published_once(app, session, made):
    stewards = _people(app, session, made, 6, Role.STEWARD)
    _change_title(session, made)
    found = re.search(
        r'name="made_from"[^>]*value="(\d+)"', stewards[0].get(f"{made.desk}/versions").text
    )
    answers = at_once(
        [
            lambda b=b: b.post(f"{made.desk}/versions", data={"made_from": found[1]})
            for b in stewards
        ]
    )
    assert _codes(answers) == {302}
    assert sorted(one.number for one in _all(session, QuestionnaireVersion)) == [1, 2]


def test_a_draft_is_tried_by_many_at_once(app, session, made):
    _change_title(session, made)
    stewards = _people(app, session, made, 6, Role.STEWARD)
    answers = at_once([lambda b=b: b.post(f"{made.desk}/build/test") for b in stewards])
    assert _codes(answers) == {302}
    assert len(_all(session)) == 6
    assert len(_all(session, QuestionnaireVersion)) == 2


def test_one_message_leaves_once(app, session, work):
    inviting = Inviting(app, session, work, is_anonymous=False)
    inviting.invite("claire@region.example", "jean@region.example")
    inviting.questionnaire.consultation = inviting.consultation
    stewards = _people(app, session, inviting.questionnaire, 6, Role.STEWARD)
    where = (
        f"/consultations/{inviting.consultation.slug}/questionnaire-desk/"
        f"{inviting.questionnaire.activity.code}/invitations/message/new"
    )
    said = {"subject": "Votre avis", "text": TEXT, "go": "send"}
    answers = at_once([lambda b=b: b.post(where, data=said) for b in stewards])
    assert _codes(answers) == {302}, [a.text for a in answers if a.status_code != 302]
    assert len(_all(session, OutgoingMail)) == 2


def test_one_file_is_brought_back_once(app, session, made, work):
    small = add_questionnaire(
        session, consultation_id=made.consultation.id, title="Petit", survey=read_yaml(SMALL)
    )
    small.open()
    stewards = _people(app, session, made, 4, Role.STEWARD)
    desk = f"/consultations/{made.consultation.slug}/questionnaire-desk"
    table = "#response;employeur;salaries;avis\n1;oui;3;Un avis entier.\n2;non;;\n"

    def send(browser):
        file = (io.BytesIO(table.encode()), "codes.csv")
        return browser.post(f"{desk}/{small.activity.code}/import", data={"file": file})

    assert _codes(at_once([lambda b=b: send(b) for b in stewards])) == {302}
    work()
    pages = [f"{desk}/answers-imports/{one.id}" for one in _all(session, AnswersImport)]
    answers = at_once([lambda b=b, page=page: b.post(page) for b in stewards[:2] for page in pages])
    assert _codes(answers) == {302}
    at_once([work] * 2)
    assert len(_all(session)) == 2
    assert len(_all(session, Contribution)) == 1


def test_a_secret_of_one_questionnaire_begins_another_one_anew(session, made, client):
    other = add_questionnaire(
        session, consultation_id=made.consultation.id, title="Autre", survey=read_yaml(FORM)
    )
    other.open()
    session.commit()
    key = new_secret()
    first = client.post(f"{made.home}/start", data={"start_key": key})
    home = f"/consultations/{made.consultation.slug}/questionnaires/{other.activity.code}"
    second = client.post(f"{home}/start", data={"start_key": key})
    assert client.get(first.headers["Location"]).status_code == 200
    assert client.get(second.headers["Location"]).status_code == 200
    assert {one.questionnaire_id for one in _all(session)} == {made.id, other.id}
    assert first.headers["Location"].split("/")[-2] not in second.headers["Location"]


def test_a_secret_of_a_test_begins_no_test_for_others(session, made, app, client):
    writer = _people(app, session, made, 1, Role.STEWARD)[0]
    key = new_secret()
    assert writer.post(f"{made.desk}/build/test", data={"start_key": key}).status_code == 302
    client.post(f"{made.home}/start", data={"start_key": key})
    assert sorted(one.is_test for one in _all(session)) == [False, True]
