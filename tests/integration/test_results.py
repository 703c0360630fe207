"""Results of a questionnaire: each question told, and every answer in a table."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook

from app.corpus.codes import new_secret
from app.models import Role
from app.questionnaires.answering.responding import Beginning, save_page, start_response, submit
from app.questionnaires.publishing import add_questionnaire
from app.questionnaires.queries import latest_version
from surveys.yaml_form import read_yaml
from tests.factories import ConsultationFactory
from tests.responding import row

FORM = """
code: essai
title: Essai
lists:
  freins: {tresorerie: La trésorerie, locaux: Les locaux, aucun: Aucun}
  ordre: {a: Premier, b: Deuxième}
items:
  - group: tout
    label: Tout
    items:
      - select_multiple: freins
        list: freins
        label: Quels freins ?
      - integer: salaries
        label: Combien de salariés ?
      - rank: priorites
        list: ordre
        label: Vos priorités ?
      - text: avis
        label: Votre avis ?
        appearance: multiline
  - repeat: projets
    label: Vos projets
    items:
      - text: titre
        label: Titre du projet
"""

ANSWERS = [
    {"freins": ["tresorerie", "locaux"], "salaries": ["2"], "avis": ["=1+1"]},
    {"freins": ["tresorerie"], "salaries": ["10"], "avis": ["Rien à dire de plus."]},
    {"freins": [], "salaries": ["4"], "avis": [""]},
]


@pytest.fixture
def case(session, sign_in):
    consultation = ConsultationFactory()
    made = add_questionnaire(
        session, consultation_id=consultation.id, title="Essai", survey=read_yaml(FORM)
    )
    made.open()
    today = dt.date(2016, 5, 20)
    version = latest_version(session, made.id)
    for n, raw in enumerate(ANSWERS):
        response, _code = start_response(session, made, version, Beginning(new_secret()))
        ranks = {"priorites#a": ["1"], "priorites#b": ["2"]}
        save = {"page": 0, "raw": {**raw, **ranks}, "uploads": {}, "today": today}
        save_page(session, made, response, **save)
        projects = {f"projets/{i}/titre": [f"Projet {i}"] for i in range(n)}
        save_page(session, made, response, **{**save, "page": 1, "raw": projects})
        submit(session, made, response, today)
    unsent, _code = start_response(session, made, version, Beginning(new_secret()))
    save_page(session, made, unsent, **{**save, "page": 0, "raw": {"salaries": ["999"]}})
    code = made.activity.code
    session.commit()
    client = sign_in(consultation, Role.STEWARD)
    return client, f"/consultations/{consultation.slug}/questionnaire-desk/{code}/results"


def test_options_are_counted_one_by_one_and_both_percentages_are_told_apart(case):
    client, address = case
    page = client.get(address).text
    assert "3 réponses ont été envoyées." in page
    told = row(page, "La trésorerie")
    assert told == ["2", "100 %", "67 %"], "of the two people who answered, of the three ticks"


def test_a_response_that_was_not_sent_counts_for_nothing(case):
    client, address = case
    assert "999" not in client.get(address).text
    assert "999" not in client.get(f"{address}/codes.csv").text


def _rows(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def test_the_table_has_a_column_for_each_option_rank_and_entry(case):
    client, address = case
    heads, *rows = _rows(client.get(f"{address}/codes.csv"))
    assert len(rows) == 3
    assert {len(row) for row in rows} == {len(heads)}
    found = dict(zip(heads, rows[2], strict=True))
    assert found["salaries"] == "4"
    assert found["projets/0/titre"] == "Projet 0"
    assert found["projets/1/titre"] == "Projet 1"
    assert dict(zip(heads, rows[0], strict=True))["avis"] == "'=1+1"
    assert [h for h in heads if h.startswith("freins.")] == [
        "freins.tresorerie",
        "freins.locaux",
        "freins.aucun",
    ]


def test_the_workbook_explains_its_codes(case):
    client, address = case
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{address}.xlsx").data))
    assert book.sheet_names == ["Codes", "Libellés", "Dictionnaire"]
    assert len(book.get_sheet_by_index(0).to_python()) == 4


def test_a_sheet_that_does_not_exist_is_a_404(case):
    client, address = case
    assert client.get(f"{address}/secrets.csv").status_code == 404


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.FACILITATOR, Role.WRITER])
def test_only_a_steward_takes_the_answers_away(session, sign_in, role):
    consultation = ConsultationFactory()
    made = add_questionnaire(
        session, consultation_id=consultation.id, title="Essai", survey=read_yaml(FORM)
    )
    made.open()
    made.results_are_public = True
    code = made.activity.code
    session.commit()
    client = sign_in(consultation, role)
    base = f"/consultations/{consultation.slug}/questionnaire-desk/{code}/results"
    for path in ("/codes.csv", ".xlsx"):
        assert client.get(base + path).status_code == 403
    assert client.get(f"{base.removesuffix('results')}progress").status_code == 403
