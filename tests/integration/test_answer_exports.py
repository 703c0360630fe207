"""Answers are taken away in every format, with the same values and no formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import odfdo
import pyreadstat
import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from app.models import QuestionnaireVersion, Response, ResponseOrigin, Role
from app.questionnaires.exports.responses import CHUNK, Wanted, exported_responses
from surveys.yaml_form import read_yaml, write_yaml
from tests.factories import ConsultationFactory
from tests.integration.every_type import HOSTILE, PLAIN, add_every_type, answer, everybody

pytestmark = pytest.mark.either_database

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝")


@pytest.fixture
def case(session, sign_in):
    consultation = ConsultationFactory()
    made = add_every_type(session, consultation.id)
    for first, entries in everybody():
        answer(session, made, first, entries, language="fr")
    session.commit()
    client = sign_in(consultation, Role.STEWARD)
    base = f"/consultations/{consultation.slug}/questionnaire-desk/{made.activity.code}"
    return client, base, made


def _csv(answer_) -> tuple[list[str], list[dict[str, str]]]:
    rows = list(csv.reader(io.StringIO(answer_.data.decode("utf-8-sig")), delimiter=";"))
    return rows[0], [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def _sav(answer_, tmp_path):
    file = tmp_path / "a.sav"
    file.write_bytes(answer_.data)
    return pyreadstat.read_sav(file, output_format="dict")


def test_every_format_is_offered_with_what_it_is_for(case):
    client, base, _made = case
    page = client.get(f"{base}/exports").text
    for end in ("results.xlsx", "results.ods", "codes.csv", "labels.csv", "results.sav"):
        assert end in page
    assert "10 réponses" in page


def test_codes_say_of_each_response_what_it_is_and_never_its_identifier(case, session):
    client, base, _made = case
    heads, rows = _csv(client.get(f"{base}/results/codes.csv"))
    assert heads[:5] == ["#response", "#submitted", "#origin", "#version", "#language"]
    assert {row["#origin"] for row in rows} == {"online"}
    assert {row["#version"] for row in rows} == {"1"}
    assert {row["#language"] for row in rows} == {"fr"}
    assert len({row["#response"] for row in rows}) == len(rows)
    ids = {identifier.hex for identifier in session.scalars(sa.select(Response.id))}
    text = client.get(f"{base}/results/codes.csv").text
    assert not any(one in text.replace("-", "") for one in ids)
    assert all(len(row["#submitted"]) == len("2016-05-20 10:00:00") for row in rows)


def test_the_number_of_a_response_is_the_same_in_every_file(case):
    client, base, _made = case
    _heads, first = _csv(client.get(f"{base}/results/codes.csv"))
    _heads, second = _csv(client.get(f"{base}/results/labels.csv"))
    numbers = [row["#response"] for row in first]
    assert numbers == [next(iter(row.values())) for row in second]


def test_an_anonymous_questionnaire_gives_days_and_no_order(session, sign_in):
    consultation = ConsultationFactory()
    made = add_every_type(session, consultation.id, is_anonymous=True)
    numbers = []
    for first, entries in everybody():
        begun = answer(session, made, first, entries)
        numbers.append(begun.answers["nom"])
    session.commit()
    client = sign_in(consultation, Role.STEWARD)
    base = f"/consultations/{consultation.slug}/questionnaire-desk/{made.activity.code}"
    _heads, rows = _csv(client.get(f"{base}/results/codes.csv"))
    assert {row["#submitted"] for row in rows} == {dt.datetime.now(dt.UTC).date().isoformat()}
    assert len(rows) == len(numbers)


def test_no_text_starts_like_a_formula_in_a_csv(case):
    client, base, _made = case
    for name in ("codes", "labels", "codebook"):
        _heads, rows = _csv(client.get(f"{base}/results/{name}.csv"))
        for row in rows:
            for cell in row.values():
                is_number = cell.replace(".", "", 1).lstrip("-").isdigit()
                assert is_number or not cell.startswith(STARTS), cell


def test_the_opendocument_workbook_holds_the_same_words_as_texts(case):
    client, base, _made = case
    data = client.get(f"{base}/results.ods").data
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["Codes", "Libellés", "Dictionnaire"]
    heads, *rows = book.get_sheet_by_index(0).to_python()
    found = dict(zip(heads, rows[0], strict=True))
    assert found["avis"] == PLAIN["avis"][0]
    assert found["metier.text"] == PLAIN["metier#other"][0]
    assert found["salaries"] == 0.0
    assert found["budget"] == 0.00001
    assert {row[heads.index("nom")] for row in rows} >= set(HOSTILE)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.namelist()[0] == "mimetype"
        assert b"formula" not in package.read("content.xml")


def test_another_reader_of_opendocument_agrees(case, tmp_path):
    client, base, _made = case
    file = tmp_path / "a.ods"
    file.write_bytes(client.get(f"{base}/results.ods").data)
    document = odfdo.Document(file)
    table = document.body.get_table(0)
    heads = [cell.value for cell in table.get_row(0).get_cells()]
    row = [cell.value for cell in table.get_row(1).get_cells()]
    assert row[heads.index("nom")] == "'=Éloïse"
    assert row[heads.index("structure.siret")] == "73282932000074"
    assert table.height == 11


def test_the_same_answers_make_the_same_file(case):
    client, base, _made = case
    for name in ("results.ods", "results/codes.csv"):
        assert client.get(f"{base}/{name}").data == client.get(f"{base}/{name}").data


def test_spss_data_read_back_with_the_same_values_and_labels(case, tmp_path):
    client, base, _made = case
    data, meta = _sav(client.get(f"{base}/results.sav"), tmp_path)
    assert meta.number_rows == 10
    assert set(data["origin"]) == {"online"}
    assert meta.variable_value_labels["origin"]["paper"] == "Sur papier"
    assert data["employeur"][:2] == ["oui", "non"]
    assert meta.variable_value_labels["employeur"] == {"oui": "Oui", "non": "Non"}
    assert meta.variable_value_labels["metier"]["coop"] == "Coopérative"
    assert list(data["salaries"][:2]) == [0.0, None] or data["salaries"][0] == 0.0
    assert data["budget"][0] == 0.00001
    assert str(data["creation"][0]) == "1998-12-31"
    assert str(data["ouverture"][0]) == "08:30:00"
    assert data["avis"][0] == PLAIN["avis"][0]
    assert data["nom"][0] == "'=Éloïse"
    assert data["freins.tresorerie"][0] == 1.0
    assert data["priorites.b"][0] == 1.0
    assert data["projets_1_cout"][0] == -5.0
    labels = meta.column_names_to_labels
    assert labels["employeur"] == "Employez-vous des salariés ?"
    assert labels["projets_1_cout"] == "Coût [projets/1/cout]"
    assert meta.variable_measure["facile"] == "ordinal"
    assert meta.variable_measure["employeur"] == "nominal"
    assert meta.variable_measure["budget"] == "scale"


def test_spss_data_of_no_response_still_tell_the_questions(case, tmp_path):
    client, base, _made = case
    data, meta = _sav(client.get(f"{base}/results.sav?until=2001-01-01"), tmp_path)
    assert meta.number_rows == 0
    assert data["creation"] == data["nom"] == []
    assert meta.column_names_to_labels["nom"] == "Votre nom"
    assert meta.variable_value_labels["employeur"] == {"oui": "Oui", "non": "Non"}


def test_the_codebook_ties_the_names_of_spss_to_our_columns(case):
    client, base, _made = case
    _heads, rows = _csv(client.get(f"{base}/results/codebook.csv"))
    names = {row["Colonne"]: row["Nom dans SPSS"] for row in rows}
    assert names["projets/1/cout"] == "projets_1_cout"
    assert names["#response"] == "response"
    assert {row["Code"]: list(row.values())[3] for row in rows if row["Colonne"] == "facile"} == {
        "n": "Pas d’accord",
        "p": "Plutôt",
        "o": "D’accord",
    }


def test_a_very_long_answer_is_whole_in_every_format(session, sign_in, tmp_path):
    consultation = ConsultationFactory()
    made = add_every_type(session, consultation.id)
    long = "Été à l’école. " * 1300
    answer(session, made, {**PLAIN, "avis": [long]}, {})
    session.commit()
    client = sign_in(consultation, Role.STEWARD)
    base = f"/consultations/{consultation.slug}/questionnaire-desk/{made.activity.code}"
    data, _meta = _sav(client.get(f"{base}/results.sav"), tmp_path)
    assert data["avis"] == [long.strip()]
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{base}/results.ods").data))
    assert long.strip() in book.get_sheet_by_index(0).to_python()[1]


def test_responses_to_an_earlier_version_are_exported_with_the_latest_questions(case, session):
    client, base, made = case
    later = read_yaml(
        write_yaml(read_yaml(session.scalars(sa.select(QuestionnaireVersion.definition)).one()))
        .replace("La trésorerie", "L’argent")
        .replace("aucun: Aucun", "aucun: Aucun\n    autre_chose: Autre chose")
    )
    session.add(
        QuestionnaireVersion(questionnaire_id=made.id, number=2, definition=write_yaml(later))
    )
    session.flush()
    answer(session, made, *everybody()[0])
    session.commit()
    heads, rows = _csv(client.get(f"{base}/results/codes.csv"))
    assert "freins.autre_chose" in heads
    assert sorted(row["#version"] for row in rows) == ["1"] * 10 + ["2"]
    assert "L’argent" in client.get(f"{base}/results/codebook.csv").text


def test_files_can_be_narrowed_to_an_origin_and_to_days(case, session):
    client, base, made = case
    answer(session, made, *everybody()[0], origin=ResponseOrigin.PAPER)
    session.commit()
    _heads, rows = _csv(client.get(f"{base}/results/codes.csv?origin=paper"))
    assert [row["#origin"] for row in rows] == ["paper"]
    today = dt.datetime.now(dt.UTC).date()
    page = client.get(f"{base}/exports?origin=online&until={today}").text
    assert f"results.sav?origin=online&amp;until={today}" in page
    assert "10 réponses" in page
    assert "results.sav" not in client.get(f"{base}/exports?until=2001-01-01").text
    _heads, rows = _csv(client.get(f"{base}/results/codes.csv?since=2001-01-01&until={today}"))
    assert len(rows) == 11


@pytest.mark.parametrize(
    "asked", ["origin=fax", "since=demain", "since=2020-01-02&until=2020-01-01"]
)
def test_a_filter_that_cannot_be_is_refused(case, asked):
    client, base, _made = case
    assert client.get(f"{base}/exports?{asked}").status_code == 422
    assert client.get(f"{base}/results.ods?{asked}").status_code == 404


def test_rows_are_read_a_few_at_a_time(case, session):
    _client, _base, made = case
    statements = []
    sa.event.listen(session.bind, "before_cursor_execute", lambda *a: statements.append(a[2]))
    first = next(exported_responses(session, made.id, Wanted()))
    assert first.answers
    assert len([one for one in statements if one.startswith("SELECT")]) == 1
    assert CHUNK <= 1000


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.FACILITATOR, Role.WRITER])
def test_only_a_steward_takes_answers_away(session, sign_in, role):
    consultation = ConsultationFactory()
    made = add_every_type(session, consultation.id)
    session.commit()
    client = sign_in(consultation, role)
    base = f"/consultations/{consultation.slug}/questionnaire-desk/{made.activity.code}"
    for path in ("exports", "results.ods", "results.sav", "results/codebook.csv"):
        assert client.get(f"{base}/{path}").status_code == 403
