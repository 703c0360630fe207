"""A questionnaire while it runs, and what the steward hopes for."""

from __future__ import annotations

import datetime as dt
import html

import pytest

from app.models import Questionnaire, ResponseOrigin, ResponseState, Role
from app.questionnaires.queries import latest_survey
from app.questionnaires.results import progress
from app.questionnaires.results.answers import PARIS, read_answers
from tests.responding import add_response, questionnaire_with, row

pytestmark = pytest.mark.either_database

ASSO = {"structure": {"name": "A", "actor_type": "asso", "territory": "ville"}, "coopere": "oui"}


@pytest.fixture
def made(session):
    made = questionnaire_with(session, [ASSO, ASSO], days_ago=3)
    add_response(session, made, {**ASSO, "coopere": "non"}, origin=ResponseOrigin.PAPER)
    for page in ("", "vous", "regards", "ancienne", "end"):
        add_response(session, made, {}, state=ResponseState.IN_PROGRESS, page=page)
    add_response(session, made, ASSO, is_test=True)
    add_response(session, made, {}, state=ResponseState.WITHDRAWN)
    session.commit()
    return made


@pytest.fixture
def steward(made, sign_in):
    return sign_in(made.consultation, Role.STEWARD)


def _page(steward, made) -> str:
    answer = steward.get(f"{made.base}/progress")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def test_responses_are_counted_and_tests_and_withdrawn_ones_are_not(session, made):
    counts = progress.counts_of(session, made.id)
    assert (counts.sent, counts.begun, counts.completion) == (3, 8, 3 / 8)
    assert counts.origins == (
        (ResponseOrigin.ONLINE, 2),
        (ResponseOrigin.PAPER, 1),
        (ResponseOrigin.IMPORT, 0),
    )


def _days(session, made):
    return read_answers(session, made.id, latest_survey(session, made.id)).by_day()


def test_days_without_a_response_are_there_too(app, session, made):
    today = dt.datetime.now(PARIS).date()
    with app.test_request_context():
        days, _unit = progress.by_day(_days(session, made), today)
    assert [count for _day, count in days] == [2, 0, 1, 0]


def test_days_are_those_of_paris(session, made):
    late = dt.datetime(2016, 6, 30, 22, 30, tzinfo=dt.UTC)
    add_response(session, made, ASSO).submitted_at = late
    session.commit()
    assert min(_days(session, made)) == dt.date(2016, 7, 1)


def test_long_times_are_told_by_weeks(app):
    with app.test_request_context():
        sent = {dt.date(2016, 1, 4): 3, dt.date(2016, 1, 10): 1, dt.date(2016, 6, 1): 2}
        weeks, _unit = progress.by_day(sent, dt.date(2016, 6, 20))
    assert len(weeks) == 25
    assert weeks[0][1] == 4
    assert sum(count for _week, count in weeks) == 6


def test_where_people_stop_is_told_in_the_order_of_the_pages(made, steward):
    page = _page(steward, made)
    names = ["Vous", "Vos regards", "Vos projets", "Relecture avant l’envoi"]
    names.append("ancienne (version précédente)")
    places = [page.index(f">{name}</th>") for name in names]
    assert places == sorted(places)
    for name, count in zip(names, "21011", strict=True):
        assert f'<span class="bar__value">{count}</span>' in row(page, name)[0], name


def test_targets_are_set_and_told(session, made, steward):
    sent = {
        "total": "12",
        "structure#actor_type/asso": "10",
        "structure#actor_type/coop": "0",
        "coopere/non": "4",
    }
    answer = steward.post(f"{made.base}/targets", data=sent)
    assert answer.status_code == 302
    session.rollback()
    targets = session.get(Questionnaire, made.id).targets
    assert targets == {
        "total": 12,
        "structure#actor_type": {"asso": 10, "coop": 0},
        "coopere": {"non": 4},
    }
    page = _page(steward, made)
    assert "sur 12 espérées" in page
    assert row(page, "Association")[:2] == ["3", "10"]
    assert "30 %" in row(page, "Association")[2]
    assert row(page, "Coopérative") == ["0", "0", "–"]
    assert row(page, "Non")[:2] == ["1", "4"]
    assert 'value="10"' in steward.get(f"{made.base}/targets").text


def test_an_empty_form_takes_the_targets_away(session, made, steward):
    steward.post(f"{made.base}/targets", data={"total": "12"})
    steward.post(f"{made.base}/targets", data={"total": ""})
    session.rollback()
    assert session.get(Questionnaire, made.id).targets == {}


@pytest.mark.parametrize("typed", ["-1", "douze", "1.5", "9999999999", "1\x00", "٣" * 40])
def test_what_is_no_whole_number_is_refused_and_kept_on_the_screen(session, made, steward, typed):
    data = {"coopere/oui": typed, "structure#territory/ville": "7"}
    answer = steward.post(f"{made.base}/targets", data=data)
    assert answer.status_code in (400, 422)
    if answer.status_code == 422:
        page = html.unescape(answer.text)
        assert f'value="{typed}"' in page
        assert 'value="7"' in page
        assert "data-error-summary" in page
    session.rollback()
    assert session.get(Questionnaire, made.id).targets == {}


def test_fields_of_no_question_are_left_aside(session, made, steward):
    data = {"state": "closed", "coopere/peut-etre": "3", "mot/x": "3", "total": "5"}
    assert steward.post(f"{made.base}/targets", data=data).status_code == 302
    session.rollback()
    stored = session.get(Questionnaire, made.id)
    assert stored.targets == {"total": 5}
    assert stored.state == "open"


def test_a_questionnaire_without_responses_says_what_will_come(session, sign_in):
    made = questionnaire_with(session, [])
    page = _page(sign_in(made.consultation, Role.STEWARD), made)
    assert "Pas encore de réponse" in page or "Aucune réponse" in page
