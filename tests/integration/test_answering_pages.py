"""What a page of a questionnaire holds for its script, and does without one."""

from __future__ import annotations

import html
import io
import json
import re

import pytest
import sqlalchemy as sa

from app.models import Response
from tests.integration.test_answering import Answering
from tests.questionnaires import opened_questionnaire

pytestmark = pytest.mark.either_database

ATTACK = "</script><script>alert(1)</script>"

FORM = f"""
code: essai
title: Essai
languages: [fr, en, es]
lists:
  oui_non: {{oui: Oui, non: Non}}
  villes:
  - {{name: brest, label: Brest, filters: {{region: ouest}}}}
  - {{name: lille, label: Lille, filters: {{region: nord}}}}
items:
  - group: vous
    label: {{fr: Vous, en: You, es: Usted}}
    items:
      - text: secret
        label: {{fr: Votre secret, en: Your secret, es: Su secreto}}
      - text: region
        label: Votre région
      - integer: effectif
        label: Combien ?
        constraint: . > 0
        constraint_message: "{ATTACK}"
  - group: suite
    label: La suite
    items:
      - select_one: employeur
        list: oui_non
        label: Employez-vous ?
      - text: metier
        label: "Quel métier, ${{region}} ? {ATTACK}"
        relevant: ${{employeur}} = 'oui' and ${{region}} != ''
        default: artisan
      - text: ailleurs
        label: D’ailleurs
        relevant: ${{region}} = 'sud'
      - select_one: ville
        list: villes
        label: Ville
        choice_filter: region = ${{region}}
      - note: rappel
        label: "Vous avez dit ${{employeur}} en ${{region}}."
      - repeat: projet
        label: Un projet
        relevant: ${{employeur}} = 'oui'
        items:
          - text: titre
            label: Titre
          - integer: cout
            label: Coût
          - file: plan
            label: Plan
"""


@pytest.fixture
def answering(session, client) -> Answering:
    made = opened_questionnaire(session, FORM)
    found = Answering(client, f"/consultations/{made.consultation.slug}", made.activity.code)
    found.start()
    return found


def _answers(session) -> dict:
    session.rollback()
    return session.scalars(sa.select(Response)).one().answers


def _json(page: str, name: str):
    found = re.search(rf'<script type="application/json" id="{name}"[^>]*>(.*?)</script>', page)
    return json.loads(found[1])


def _seen(page: str) -> str:
    """The page as a browser shows it without a script."""
    while "<template>" in page:
        page = re.sub(r"<template>(?:(?!<template>).)*?</template>", "", page, flags=re.S)
    return page


def test_a_page_tells_its_script_the_answers_that_its_conditions_read_and_no_other(answering):
    answering.page("vous", secret="Personne ne doit le lire", region="ouest")
    page = answering.client.get(f"{answering.link}/suite").text
    assert _json(page, "survey-answers")["values"] == {"region": "ouest"}
    assert "Personne ne doit le lire" not in page


def test_words_of_an_author_or_a_respondent_never_end_the_script(answering):
    first = answering.client.get(f"{answering.link}/vous").text
    assert _json(first, "survey-rules")[0]["items"][2]["messages"]["constraint"] == ATTACK
    answering.page("vous", region=ATTACK)
    second = answering.client.get(f"{answering.link}/suite").text
    assert _json(second, "survey-answers")["values"] == {"region": ATTACK}
    for page in (first, second):
        assert "<script>alert" not in page
        assert "alert(1)</script>" not in page


def test_a_question_that_may_come_waits_out_of_sight_with_its_default(answering):
    answering.page("vous", region="ouest")
    page = answering.client.get(f"{answering.link}/suite").text
    assert re.search(r'name="metier" value="artisan"', page)
    assert 'name="metier"' not in _seen(page)
    assert 'name="projet/0/titre"' in page
    assert "projet" not in _seen(page).split('id="survey-rules"')[0]
    assert 'name="ailleurs"' not in page, "nothing on this page can bring it"


def test_a_filter_that_no_answer_of_the_page_moves_leaves_only_what_is_offered(answering):
    answering.page("vous", region="ouest")
    page = answering.client.get(f"{answering.link}/suite").text
    assert 'value="brest"' in page
    assert 'value="lille"' not in page


def test_a_text_quotes_an_answer_of_its_page_where_a_script_can_keep_it_true(answering):
    answering.page("vous", region="ouest")
    page = answering.client.get(f"{answering.link}/suite").text
    assert '<p>Vous avez dit <span data-quote="employeur">…</span> en ouest.</p>' in page


def test_a_page_comes_back_once_with_what_its_answers_bring(session, answering):
    answering.page("vous", region="ouest")
    page = answering.client.get(f"{answering.link}/suite").text
    asked = re.search(r'name="#asked" value="([^"]*)"', page)[1]
    assert asked == "employeur ville rappel"
    again = answering.page("suite", employeur="oui", **{"#asked": asked})
    assert again.status_code == 200
    assert "Vos réponses amènent d’autres questions" in again.text
    assert 'href="#q-metier"' in again.text
    assert 'href="#q-projet-0-titre"' in again.text
    session.rollback()
    assert session.scalars(sa.select(Response)).one().page == "suite"
    asked = re.search(r'name="#asked" value="([^"]*)"', again.text)[1]
    assert answering.page("suite", employeur="oui", **{"#asked": asked}).status_code == 302


def test_a_page_that_does_not_say_what_it_asked_goes_on(answering):
    answering.page("vous", region="ouest")
    assert answering.page("suite", employeur="oui").status_code == 302


def _projects(**more: str) -> dict[str, str]:
    titles = {f"projet/{n}/titre": title for n, title in enumerate(("Un", "Deux", "Trois"))}
    return {"employeur": "oui", "projet#count": "3", **titles, **more}


def test_an_entry_is_taken_out_and_the_others_stay(session, answering):
    answering.page("vous", region="ouest")
    answering.page("suite", **_projects(**{"projet/1/cout": "5"}))
    page = answering.page("suite", go="remove:projet/1", **_projects(**{"projet/2/cout": "cher"}))
    assert [entry["titre"] for entry in _answers(session)["projet"]] == ["Un", "Trois"]
    assert 'name="projet/1/cout" value="cher"' in page.text, "what was refused stays in its entry"
    assert "Cette question demande" not in page.text


@pytest.mark.parametrize(
    "go",
    [
        "remove:",
        "remove:projet",
        "remove:projet/99",
        "remove:projet/-1",
        "remove:projet/9999999",
        "remove:employeur/0",
        "remove:../0",
        "language:xx",
        "language:",
        "add:nothing",
        "add:",
    ],
)
def test_a_button_with_a_forged_value_changes_nothing(session, answering, go):
    answering.page("vous", region="ouest")
    answering.page("suite", **_projects())
    before = _answers(session)
    assert answering.page("suite", go=go, **_projects()).status_code == 200
    assert _answers(session) == before


def test_the_questions_are_read_in_a_language_that_the_site_does_not_speak(session, answering):
    page = answering.page("vous", go="language:es", secret="callado")
    assert "Su secreto" in page.text
    assert '<form class="narrow survey"' in page.text
    assert 'novalidate lang="es"' in page.text
    assert "Continuer" in page.text
    assert "Su secreto" in answering.client.get(f"{answering.link}/vous").text
    assert _answers(session)["secret"] == "callado"
    assert "Votre secret" in answering.page("vous", go="language:fr").text


def test_a_file_that_was_received_can_be_taken_back(session, answering):
    answering.page("vous", region="ouest")
    sent = _projects() | {"go": "next", "projet/0/plan": (io.BytesIO(b"un plan"), "plan.txt")}
    answering.client.post(f"{answering.link}/suite", data=sent, content_type="multipart/form-data")
    key = _answers(session)["projet"][0]["plan"]["key"]
    page = answering.client.get(f"{answering.link}/suite").text
    assert "Garder le fichier déjà reçu : plan.txt" in html.unescape(page)
    answering.page("suite", **_projects(**{"projet/0/plan": ["", key]}))
    assert _answers(session)["projet"][0]["plan"]["key"] == key
    answering.page("suite", **_projects(**{"projet/0/plan": ""}))
    assert _answers(session)["projet"][0]["plan"] is None


def test_no_input_of_a_page_has_the_same_attribute_twice(answering):
    page = answering.client.get(f"{answering.link}/vous").text
    for tag in re.findall(r"<(?:input|textarea|select)[^>]*>", page):
        names = re.findall(r'\s([a-z-]+)="', tag)
        assert len(names) == len(set(names)), tag
