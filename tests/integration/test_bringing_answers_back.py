"""What was exported comes back into an empty questionnaire and gives the same results."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
import sqlalchemy as sa

from app.models import (
    AnswersImport,
    Contribution,
    ImportState,
    Questionnaire,
    Respondent,
    Response,
    ResponseOrigin,
    ResponseState,
    Role,
)
from app.models.types import now
from app.questionnaires.publishing import add_questionnaire
from app.questionnaires.results.reading import results_for
from surveys.yaml_form import read_yaml
from tests.factories import ConsultationFactory
from tests.integration.every_type import FORM, PLAIN, add_every_type, answer, everybody

pytestmark = pytest.mark.either_database

SMALL = """
code: essai
title: Essai
lists: {oui_non: {oui: Oui, non: Non}}
items:
  - select_one: employeur
    list: oui_non
    label: Employeur ?
    required: yes
  - integer: salaries
    label: Combien ?
    relevant: ${employeur} = 'oui'
    constraint: . > 0
    constraint_message: Au moins un.
  - text: avis
    label: Votre avis ?
    appearance: multiline
"""


class Desk:
    """A steward with a questionnaire to bring answers back into."""

    def __init__(self, client, slug: str, made: Questionnaire, work):
        self.client, self.made, self.work = client, made, work
        self.base = f"/consultations/{slug}/questionnaire-desk"
        self.home = f"{self.base}/{made.activity.code}"

    def send(self, data: bytes, name: str = "codes.csv"):
        """Send a file and have it checked; the page that says what would come of it."""
        sent = self.client.post(f"{self.home}/import", data={"file": (io.BytesIO(data), name)})
        if sent.status_code != 302:
            return sent
        self.work()
        self.job = sent.headers["Location"]
        followed = self.client.get(self.job)
        if followed.status_code == 302:
            self.page = followed.headers["Location"]
            return self.client.get(self.page)
        return followed

    def confirm(self, **values):
        said = self.client.post(self.page, data=values)
        self.work()
        return said

    def bring_back(self, data: bytes, name: str = "codes.csv", **values) -> None:
        assert self.send(data, name).status_code == 200
        assert self.confirm(**values).status_code == 302

    def export(self, name: str = "results/codes.csv") -> bytes:
        return self.client.get(f"{self.home}/{name}").data


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def desk_of(session, consultation, sign_in, work):
    client = sign_in(consultation, Role.STEWARD)

    def make(made: Questionnaire) -> Desk:
        session.commit()
        return Desk(client, consultation.slug, made, work)

    return make


@pytest.fixture
def full(session, consultation, desk_of) -> Desk:
    made = add_every_type(session, consultation.id)
    for first, entries in everybody():
        answer(session, made, first, entries, language="fr")
    return desk_of(made)


@pytest.fixture
def empty(session, consultation, desk_of) -> Desk:
    return desk_of(add_every_type(session, consultation.id))


@pytest.fixture
def small(session, consultation, desk_of) -> Desk:
    made = add_questionnaire(
        session, consultation_id=consultation.id, title="Petit", survey=read_yaml(SMALL)
    )
    made.open()
    return desk_of(made)


def _rows(data: bytes) -> list[dict[str, str]]:
    heads, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    return [dict(zip(heads, row, strict=True)) for row in rows]


def _without_what_changes(data: bytes) -> list[dict[str, str]]:
    """Rows in the order of their numbers, without the origin and the documents, which stay."""
    rows = sorted(_rows(data), key=lambda row: row["#response"])
    return [
        {name: cell for name, cell in row.items() if name not in ("#origin", "piece", "piece.key")}
        for row in rows
    ]


def _results(session, made: Questionnaire):
    session.rollback()
    today = now().date()
    found = results_for(session, made, {}, sees_all=True, today=today, language="fr")
    return [one for one in found.overview() if one.label != "Une pièce"]


def _csv(*rows: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _responses(session, desk: Desk) -> list[Response]:
    session.rollback()
    query = sa.select(Response).where(Response.questionnaire_id == desk.made.id)
    return list(session.scalars(query))


FILES = ["results/codes.csv", "results.xlsx", "results.ods"]


@pytest.mark.parametrize("name", FILES)
def test_an_export_comes_back_and_gives_the_same_results(session, full, empty, name):
    empty.bring_back(full.export(name), name)
    assert _without_what_changes(empty.export()) == _without_what_changes(full.export())
    assert _results(session, empty.made) == _results(session, full.made)
    kept = _responses(session, empty)
    assert {one.origin for one in kept} == {ResponseOrigin.IMPORT}
    assert {one.state for one in kept} == {ResponseState.SUBMITTED}


def test_open_answers_enter_the_corpus_with_their_respondents(session, full, empty):
    empty.bring_back(full.export())
    session.rollback()
    texts = sa.select(Contribution.text).where(Contribution.activity_id == empty.made.activity_id)
    originals = sa.select(Contribution.text).where(
        Contribution.activity_id == full.made.activity_id
    )
    assert sorted(session.scalars(texts)) == sorted(session.scalars(originals))
    assert PLAIN["avis"][0] in session.scalars(texts).all()
    people = sa.select(Respondent).where(Respondent.activity_id == empty.made.activity_id)
    assert len(session.scalars(people).all()) == len(everybody())


def test_the_same_file_twice_adds_nothing(session, full, empty):
    data = full.export()
    empty.bring_back(data)
    page = empty.send(data).text
    assert "Il n’y a rien à ajouter" in page
    empty.confirm()
    assert len(_responses(session, empty)) == len(everybody())


def test_a_file_that_comes_back_to_where_it_came_from_adds_nothing(session, full):
    assert "Il n’y a rien à ajouter" in full.send(full.export()).text


def test_one_import_is_done_once_whoever_insists(session, full, empty):
    empty.send(full.export())
    for _ in range(2):
        assert empty.client.post(empty.page, data={}).status_code == 302
    empty.work()
    assert len(_responses(session, empty)) == len(everybody())


def test_rows_without_a_number_are_told_apart_by_what_they_hold(session, small):
    data = _csv(["employeur", "avis"], ["oui", "Pareil"], ["oui", "Pareil"], ["non", "Autre"])
    small.bring_back(data)
    assert len(_responses(session, small)) == 3
    assert "Il n’y a rien à ajouter" in small.send(data).text


def test_nothing_is_added_before_the_steward_has_seen_the_check(session, full, empty):
    page = empty.send(full.export()).text
    assert "Ajouter 10 réponses" in page
    assert _responses(session, empty) == []


def test_columns_that_are_unknown_or_missing_are_named(small):
    page = small.send(_csv(["employeur", "surprise"], ["oui", "x"])).text
    assert "surprise" in page
    assert "salaries" in page
    assert "avis" in page


BAD = _csv(
    ["#response", "employeur", "salaries", "avis"],
    ["R1", "oui", "3", "Bien"],
    ["R2", "peut-être", "", ""],
    ["R3", "oui", "trois", ""],
    ["R4", "oui", "-1", ""],
    ["R5", "", "", "Sans réponse obligatoire"],
    ["R" * 50, "non", "", ""],
)


def test_rows_that_break_a_rule_are_listed_with_their_reason(small):
    page = small.send(BAD).text
    rows = re.findall(r'data-label="Ligne">(\d+)<', page)
    assert rows == ["3", "4", "5", "6", "7"]
    for said in ("« peut-être »", "nombre entier", "Au moins un.", "demande une réponse"):
        assert said in page, said


def test_a_bad_row_refuses_the_file_unless_it_is_left_out(session, small):
    small.send(BAD)
    assert small.confirm().status_code == 422
    assert _responses(session, small) == []
    assert small.confirm(skip_bad_rows="y").status_code == 302
    assert [one.sheet for one in _responses(session, small)] == ["R1"]


def test_an_answer_that_is_not_asked_is_listed_and_not_stored(session, small):
    data = _csv(["#response", "employeur", "salaries"], ["R1", "non", "3"])
    assert "Réponses à des questions non posées" in small.send(data).text
    small.confirm()
    (kept,) = _responses(session, small)
    assert "salaries" not in kept.answers


def test_what_was_typed_in_from_paper_may_have_blanks(session, small):
    data = _csv(["#response", "#origin", "avis"], ["R1", "paper", "Bien"])
    small.bring_back(data)
    assert _responses(session, small)[0].answers["avis"] == "Bien"


def test_what_came_back_once_can_come_back_again(session, consultation, small, desk_of):
    small.bring_back(_csv(["#response", "#origin", "avis"], ["R1", "paper", "Bien"]))
    made = add_questionnaire(
        session, consultation_id=consultation.id, title="Copie", survey=read_yaml(SMALL)
    )
    made.open()
    copy = desk_of(made)
    copy.bring_back(small.export())
    assert copy.export() == small.export()


@pytest.mark.parametrize("moment", ["demain", "31/12/2016", "9999-12-31T23:59:59-23:59", "0"])
def test_a_moment_that_is_none_refuses_its_row(session, small, moment):
    data = _csv(["#response", "#submitted", "employeur"], ["R1", moment, "non"])
    assert "#submitted" in small.send(data).text
    small.confirm(skip_bad_rows="y")
    assert _responses(session, small) == []


def test_the_moment_of_a_response_comes_back_with_it(session, small):
    data = _csv(["#response", "#submitted", "employeur"], ["R1", "2016-05-20 10:11:12", "non"])
    small.bring_back(data)
    (kept,) = _responses(session, small)
    assert kept.submitted_at.isoformat() == "2016-05-20T10:11:12+00:00"


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''=x", "'cité'", "-3", "@moi", "+33", "\t="])
def test_a_text_that_looks_like_a_formula_comes_back_exactly(session, full, empty, text):
    answer(session, full.made, {**PLAIN, "nom": [text], "avis": [text]}, {})
    session.commit()
    empty.bring_back(full.export())
    said = {one.answers["avis"] for one in _responses(session, empty)}
    assert text.strip() in said


def test_an_anonymous_questionnaire_keeps_the_day_only(session, full, empty):
    empty.made.is_anonymous = True
    session.commit()
    empty.bring_back(full.export())
    for one in _responses(session, empty):
        assert one.id.version == 4
        assert (one.submitted_at.hour, one.submitted_at.minute) == (0, 0)
        assert one.created_at == one.submitted_at


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
    return file.getvalue()


def _entities() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>')
    return file.getvalue()


HOSTILE_FILES = {
    "bomb": _bomb(),
    "entities": _entities(),
    "empty": b"",
    "program": b"\x7fELF" + bytes(2000),
    "wide": _csv([f"c{n}" for n in range(10_000)], ["1"] * 10_000),
    "strange": _csv(["couleur", "forme"], ["bleu", "rond"]),
    "heads": _csv(["#response", "employeur"]),
    "entries": _csv(["employeur", "projets/99999/titre"], ["oui", "x"]),
}


@pytest.mark.parametrize("kind", sorted(HOSTILE_FILES))
def test_a_hostile_file_adds_nothing_and_is_told_in_a_sentence(session, small, kind):
    page = small.send(HOSTILE_FILES[kind])
    assert page.status_code in (200, 422)
    assert "Traceback" not in page.text
    if kind == "entries":
        assert "projets/99999/titre" in page.text
    else:
        assert "notice--error" in page.text or "error-summary" in page.text
    assert _responses(session, small) == []


HOSTILE_ROWS = {
    "two megabytes": ["R1", "oui", "1", "x" * 2_000_000],
    "html": ["<script>alert(1)</script>", "<b>oui</b>", "<i>", "<img src=x onerror=alert(1)>"],
    "sql": ["'; DROP TABLE response; --", "oui' OR 1=1", "1e999", "NaN"],
    "NUL": ["R\x00", "oui\x00", "1", "a\x00b"],
    "numbers": ["R1", "1.0", "1e400", "x"],
}


@pytest.mark.parametrize("kind", sorted(HOSTILE_ROWS))
def test_a_hostile_row_is_refused_and_shown_as_text(session, small, kind):
    heads = ["#response", "employeur", "salaries", "avis"]
    page = small.send(_csv(heads, HOSTILE_ROWS[kind], ["R9", "non", "", "Bien"]))
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    small.confirm(skip_bad_rows="y")
    assert [one.sheet for one in _responses(session, small)] == ["R9"]


def test_a_draft_takes_no_answers_back(session, consultation, desk_of):
    made = add_questionnaire(
        session, consultation_id=consultation.id, title="Petit", survey=read_yaml(SMALL)
    )
    desk = desk_of(made)
    assert desk.send(BAD).status_code == 422
    assert session.scalars(sa.select(AnswersImport)).all() == []


def test_no_file_is_told_next_to_the_field(small):
    sent = small.client.post(f"{small.home}/import", data={})
    assert sent.status_code == 422
    assert "Choisissez un fichier" in sent.text


def test_a_file_that_is_lost_fails_in_a_sentence(session, small, app):
    small.client.post(f"{small.home}/import", data={"file": (io.BytesIO(BAD), "a.csv")})
    received = session.scalars(sa.select(AnswersImport)).one()
    received.sha256 = "f" * 64
    session.commit()
    small.work()
    session.rollback()
    assert session.scalars(sa.select(AnswersImport)).one().state is ImportState.FAILED


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.FACILITATOR, Role.WRITER])
def test_only_a_steward_brings_answers_back(session, small, consultation, sign_in, role):
    small.send(BAD)
    person = sign_in(consultation, role)
    assert person.get(f"{small.home}/import").status_code == 403
    assert person.get(small.page).status_code == 403
    assert person.post(small.page, data={"skip_bad_rows": "y"}).status_code == 403


def test_an_import_is_not_found_in_another_consultation(session, small, sign_in):
    small.send(BAD)
    other = ConsultationFactory()
    session.commit()
    stranger = sign_in(other, Role.STEWARD)
    place = small.page.rsplit("/", 1)[1]
    address = f"/consultations/{other.slug}/questionnaire-desk/answers-imports/{place}"
    assert stranger.get(address).status_code == 404


def test_the_form_with_every_type_has_every_type():
    asked = {question.type for question in read_yaml(FORM).questions.values()}
    assert len(asked) == 16
