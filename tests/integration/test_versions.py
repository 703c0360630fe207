"""Trying a questionnaire, opening it, and what may change afterwards."""

from __future__ import annotations

import html
import re

import pytest
import sqlalchemy as sa

from app.models import (
    Contribution,
    Questionnaire,
    QuestionnaireState,
    Response,
)
from app.questionnaires.definitions import read_definition
from app.questionnaires.queries import Numbers, numbers_of_responses
from tests.building import Building, shown


def test_a_test_is_answered_for_real_and_counts_for_nothing(building):
    building.filled("/items/avis", label_fr="Votre opinion")
    link = building.begin_test()
    assert building.versions() == [-2, 1]
    page = html.unescape(building.client.get(f"{link}/vous").text)
    assert "Ceci est un essai" in page
    assert "Votre opinion" in page
    building.client.post(
        f"{link}/vous", data={"employeur": "non", "avis": "Des locaux.", "go": "next"}
    )
    building.client.post(f"{link}/end")
    assert "Ceci est un essai" in html.unescape(building.client.get(link).text)
    building.session.rollback()
    response = building.session.scalars(sa.select(Response)).one()
    assert (response.state, response.is_test) == ("submitted", True)
    assert building.session.scalar(sa.select(sa.func.count(Contribution.id))) == 0
    found = numbers_of_responses(building.session, [building.questionnaire])
    assert found == {building.questionnaire.id: Numbers(0, 0)}


def test_the_opening_publishes_the_draft_and_erases_the_tests(building, client):
    building.filled("/items/avis", label_fr="Votre opinion")
    building.begin_test()
    building.client.post(f"{building.desk}/open")
    assert building.versions() == [1]
    assert building.session.scalar(sa.select(sa.func.count(Response.id))) == 0
    assert building.session.get_one(Questionnaire, building.questionnaire.id).state == "open"
    first = client.post(f"{building.public}/start").headers["Location"]
    assert "Votre opinion" in client.get(first).text


def test_a_questionnaire_without_a_question_does_not_open_nor_is_tested(nothing):
    answer = nothing.client.post(f"{nothing.desk}/open")
    assert answer.headers["Location"].endswith("/build/check")
    assert "pas encore de question" in nothing.client.get(answer.headers["Location"]).text
    nothing.session.rollback()
    state = nothing.session.get_one(Questionnaire, nothing.questionnaire.id).state
    assert state is QuestionnaireState.DRAFT
    assert nothing.post("/test").headers["Location"].endswith("/build")
    assert nothing.versions() == [1]
    assert nothing.client.get(nothing.public).status_code == 200
    nothing.get("/preview")


def test_a_draft_is_not_tested_by_visitors(building, client):
    link = building.begin_test()
    assert client.get(f"{link}/vous").status_code == 404


def test_the_check_links_each_finding_to_its_question(building):
    building.filled("/items/avis", when="written", relevant="${salaries} > 5 and ${salaries} < 2")
    page = building.get("/check")
    assert "sa condition ne peut jamais être remplie" in page
    assert f"{building.base}/items/avis" in page


def test_the_preview_shows_what_no_answer_would_show(building):
    shown = building.client.get(f"{building.base}/preview").data.decode()
    assert "Combien\N{NO-BREAK SPACE}?" in shown


def test_the_live_preview_shows_what_is_typed_and_keeps_nothing(building):
    form = shown(building.get("/items/avis")) | {"label_fr": "Tapé à l’instant"}
    address = f"{building.base}/preview-question?type=text&name=avis"
    answer = building.client.post(address, data=form)
    assert "Tapé à l’instant" in html.unescape(answer.text)
    assert "<html" not in answer.text
    assert building.client.post(address, data={**form, "label_fr": ""}).status_code == 204
    assert building.client.post(f"{building.base}/preview-question?name=x").status_code == 404
    scale = shown(building.get("/add?type=range")) | {"label_fr": "De 0 à 10 ?", "step": "0"}
    address = f"{building.base}/preview-question?type=range"
    assert building.client.post(address, data=scale).status_code == 204
    scale["step"] = "1"
    shown_now = building.client.post(address, data=scale).data.decode()
    assert "De 0 à 10\N{NO-BREAK SPACE}?" in shown_now
    assert building.number == 0


# --- After the opening --------------------------------------------------------------------------


@pytest.fixture
def opened(building, client) -> Building:
    building.client.post(f"{building.desk}/open")
    first = client.post(f"{building.public}/start").headers["Location"]
    building.respondent = (client, first.rsplit("/", 1)[0])
    return building


def test_harmless_changes_make_a_version_and_responses_keep_theirs(opened, client):
    opened.filled("/add?type=text&in=vous", label_fr="Autre chose ?", shape="short")
    page = html.unescape(opened.client.get(f"{opened.desk}/versions").text)
    assert "Publier les changements" in page
    opened.client.post(f"{opened.desk}/versions", data={"made_from": opened.number})
    assert opened.versions() == [1, 2]
    who, link = opened.respondent
    assert "Autre chose" not in who.get(f"{link}/vous").text
    later = client.post(f"{opened.public}/start").headers["Location"]
    assert "Autre chose" in client.get(later).text
    page = html.unescape(opened.client.get(f"{opened.desk}/versions").text)
    assert "Autre chose ?" in page
    assert re.search(r"Version 2 <span[^>]*>[^<]*, Personne \d+</span>", page), "who wrote it"


def test_harmful_changes_are_named_and_not_published(opened):
    opened.filled("/items/avis", required="y")
    opened.filled("/items/salaries", label_fr="Combien de personnes ?")
    page = html.unescape(opened.client.get(f"{opened.desk}/versions").text)
    assert "Ces changements ne peuvent pas être publiés" in page
    answer = opened.client.post(f"{opened.desk}/versions", data={"made_from": opened.number})
    assert "Non publié" in html.unescape(opened.client.get(answer.headers["Location"]).text)
    assert opened.versions() == [1]
    opened.filled("/items/avis", required="")


def test_publishing_twice_or_from_an_older_window_makes_one_version(opened):
    before = opened.number
    opened.filled("/items/avis", label_fr="Votre opinion")
    opened.client.post(f"{opened.desk}/versions", data={"made_from": before})
    assert opened.versions() == [1]
    for _ in range(2):
        opened.client.post(f"{opened.desk}/versions", data={"made_from": opened.number})
    assert opened.versions() == [1, 2]


def test_a_draft_is_tested_while_others_answer(opened):
    opened.filled("/items/avis", label_fr="Votre opinion")
    link = opened.begin_test()
    assert "Votre opinion" in html.unescape(opened.client.get(f"{link}/vous").text)
    who, real = opened.respondent
    assert "Votre avis" in who.get(f"{real}/vous").text
    other = who.post(f"{opened.public}/start").headers["Location"]
    assert "Votre avis" in who.get(other).text, "nobody is sent to the version of a test"


def test_answers_of_several_versions_are_read_together(opened, client):
    who, link = opened.respondent
    who.post(f"{link}/vous", data={"employeur": "non", "avis": "Ancien.", "go": "next"})
    who.post(f"{link}/end")
    opened.filled("/items/employeur", lines="Oui\nNon\nBientôt")
    opened.client.post(f"{opened.desk}/versions", data={"made_from": opened.number})
    later = client.post(f"{opened.public}/start").headers["Location"].rsplit("/", 1)[0]
    client.post(f"{later}/vous", data={"employeur": "bientot", "go": "next"})
    client.post(f"{later}/end")
    page = opened.client.get(f"{opened.desk}/results").text
    assert "2 réponses ont été envoyées" in html.unescape(page)
    assert "Bientôt" in page


def test_versions_and_the_draft_are_taken_away_as_files(opened):
    opened.filled("/items/avis", label_fr="Votre opinion")
    for version, label in (("draft", "Votre opinion"), ("1", "Votre avis")):
        for kind in ("xlsx", "yaml"):
            answer = opened.client.get(f"{opened.desk}/versions/{version}.{kind}")
            assert answer.status_code == 200
            assert read_definition(answer.data).survey.questions["avis"].labels.text() == label
    for number in ("7", "-1", "0", "un", "9" * 30):
        assert opened.client.get(f"{opened.desk}/versions/{number}.yaml").status_code == 404


# --- What people and programs may send ----------------------------------------------------------
