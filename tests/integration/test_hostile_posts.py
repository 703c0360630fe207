"""Posts that no page of ours makes: each gets an answer, nothing wrong is kept, nothing fails."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable
from urllib.parse import quote_from_bytes

import pytest
import sqlalchemy as sa

from app.models import Response, Role
from app.questionnaires.answering.responding import END
from app.questionnaires.publishing import add_questionnaire
from surveys.answers.pages import NOT_PAGES
from surveys.yaml_form import read_yaml
from tests.databases import has_turn
from tests.factories import ConsultationFactory
from tests.integration.every_type import SURVEY

SIMPLE = (
    "employeur",
    "salaries",
    "budget",
    "creation",
    "ouverture",
    "metier",
    "freins",
    "note_sur_dix",
    "nom",
    "avis",
    "lu",
    "source",
    "piece",
    "double",
    "bonjour",
)
PARTS = (
    "metier#other",
    "freins#other",
    "priorites#a",
    "priorites#b",
    "structure#name",
    "structure#siret",
    "structure#actor_type",
    "structure#territory",
    "structure#nothing",
)
ODD = {
    "nul": "a\0b",
    "half a pair": "\ud800",
    "not a character": "\uffff\ufffe",
    "escape": "\x1b[31m\x07",
    "many digits": "9" * 5000,
    "zeros": "0" * 8 + "1" + "0" * 5000,
    "exponent": "1e400",
    "nan": "NaN",
    "infinity": "-Infinity",
    "odd date": "0000-00-00",
    "far date": "99999-12-31",
    "arabic digits": "١٢",
    "superscript": "²",
    "braces": "${nom} {{7*7}} %(limit)s {0}",
    "json": "[" * 5000 + "]" * 5000,
    "markup": "</script><script>alert(1)</script>",
    "formula": "=cmd|' /C calc'!A0",
    "direction": "\u202eabc",
    "long": "x" * 200_000,
    "spaces": " " * 100_000,
    "combining": "e" + "\u0301" * 5000,
}


NO_TEXT = "half a pair"
"""No browser sends it: UTF-8 has no such sign. Refused as a whole, and nothing is kept."""


@pytest.fixture
def form(session, client):
    consultation = ConsultationFactory()
    made = add_questionnaire(session, consultation_id=consultation.id, title="Essai", survey=SURVEY)
    made.open()
    session.commit()
    made.consultation = consultation
    made.home = f"/consultations/{consultation.slug}/questionnaires/{made.activity.code}"
    made.desk = f"/consultations/{consultation.slug}/questionnaire-desk/{made.activity.code}"
    made.page = client.post(f"{made.home}/start").headers["Location"]
    made.link = made.page.rsplit("/", 1)[0]
    return made


def _kept(session) -> dict:
    session.rollback()
    return session.scalars(sa.select(Response)).one().answers


@pytest.mark.parametrize("name", ODD)
def test_an_odd_answer_to_every_question_is_told_or_kept(session, client, form, database, name):
    """All at once on both databases; alone, up to the end and back, on one of them: each field and
    each odd answer meets both."""
    odd = ODD[name]
    taken = (400,) if name == NO_TEXT else (200, 302)
    body = {field: odd.encode("utf-8", "surrogatepass") for field in (*SIMPLE, *PARTS)}
    answer = client.post(form.page, data={**body, "go": "next"})
    assert answer.status_code in taken
    assert client.get(form.page).status_code == 200
    for number, (field, value) in enumerate(body.items()):
        if not has_turn(database, number, [*ODD].index(name)):
            continue
        answer = client.post(form.page, data={field: value, "go": "later"})
        assert answer.status_code in taken, field
        assert client.get(form.page).status_code == 200, field
        assert client.get(f"{form.link}/end").status_code == 200, field
        assert client.post(f"{form.link}/end").status_code in (302, 200), field
        client.post(f"{form.link}/correct")
    assert "\\u0000" not in json.dumps(_kept(session))


@pytest.mark.parametrize("name", ODD)
def test_odd_names_of_fields_change_nothing(session, client, form, name):
    client.post(form.page, data={"employeur": "non", "go": "next"})
    before = {question: value for question, value in _kept(session).items() if value}
    odd = ODD[name].encode("utf-8", "surrogatepass")[:20_000]
    for field in (odd, b"projets/" + odd + b"/titre", b"projets/" + odd, b"nom#" + odd, b"#" + odd):
        body = f"{quote_from_bytes(field)}=x&employeur=non"
        answer = client.post(form.page, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (200, 302, 400, 413)
    assert {question: value for question, value in _kept(session).items() if value} == before


@pytest.mark.parametrize("go", ["{}", "add:{}", "remove:{}", "remove:projets/{}", "language:{}"])
def test_an_odd_button_changes_nothing(session, client, form, go):
    client.post(form.page, data={"employeur": "non", "go": "next"})
    for name, odd in ODD.items():
        pressed = go.format(odd[:20_000]).encode("utf-8", "surrogatepass")
        answer = client.post(form.page, data={"employeur": "non", "go": pressed})
        assert answer.status_code in ((400,) if name == NO_TEXT else (200, 302)), name
        assert client.get(form.page).status_code == 200, name
    assert _kept(session)["employeur"] == "non"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"employeur": ["oui"]}', "application/json"),
        (b"\xff\xfe\x00", "text/plain"),
        (b"employeur=oui", "multipart/form-data"),
        (b"employeur=oui", "multipart/form-data; boundary="),
        (
            b'--x\r\nContent-Disposition: form-data; name="nom"\r\n\r\nabc',
            "multipart/form-data; boundary=x",
        ),
        (
            b'--x\r\nContent-Disposition: form-data; name="piece"; filename="a"\r\n',
            "multipart/form-data; boundary=x",
        ),
        (b"--x\r\n" + b"\r" * 500_000, "multipart/form-data; boundary=x"),
        (b"&".join(b"f%d=1" % n for n in range(10_000)), "application/x-www-form-urlencoded"),
        (b"nom=" + b"x" * 5_000_000, "application/x-www-form-urlencoded"),
        (b"nom=%FF%FE%ED%A0%80", "application/x-www-form-urlencoded"),
        (b"nom=a&nom=b&nom=c", "application/x-www-form-urlencoded; charset=utf-7"),
    ],
)
def test_an_odd_body_is_answered(session, client, form, body, kind):
    client.post(form.page, data={"employeur": "non", "go": "next"})
    for where in (
        form.page,
        f"{form.link}/end",
        f"{form.link}/correct",
        f"{form.home}/start",
        f"{form.home}/resume",
        f"{form.home}/invitation/{'x' * 32}",
    ):
        answer = client.post(where, data=body, content_type=kind)
        assert answer.status_code < 500, where
    assert client.get(form.page, follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    "file",
    [
        b"a\0b.pdf",
        b"\xff\xfe",
        b"..",
        b"/",
        b"..\\..\\x",
        b"x" * 5000,
        b"\xed\xa0\x80.pdf",
        b"=cmd.csv",
        b"<svg onload=alert(1)>",
        b'a\\"b',
        b"\r\nX: y",
        b"\x1b[2J",
    ],
)
def test_a_file_with_an_odd_name_is_kept_or_told(session, client, form, sign_in, file):
    media_type = file if b"\r" not in file and b'"' not in file else b"text/html"
    body = (
        b'--x\r\nContent-Disposition: form-data; name="piece"; filename="' + file + b'"\r\n'
        b"Content-Type: " + media_type + b"\r\n\r\nabc\r\n"
        b'--x\r\nContent-Disposition: form-data; name="employeur"\r\n\r\nnon\r\n--x--\r\n'
    )
    answer = client.post(form.page, data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code in (200, 302)
    assert client.get(form.page).status_code == 200
    assert client.post(f"{form.link}/end").status_code == 302
    session.rollback()
    response = session.scalars(sa.select(Response)).one()
    if response.answers.get("piece"):
        steward = sign_in(form.consultation, Role.STEWARD)
        answer = steward.get(f"{form.desk}/responses/{response.id}/file?where=piece")
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        for kind in ("codes.csv", "labels.xlsx", "codes.ods", "codes.sav"):
            export = steward.get(f"{form.desk}/results/{kind}")
            assert export.status_code in (200, 404), kind


@pytest.mark.parametrize(
    "where",
    [
        "",
        "piece/0",
        "a" * 5000,
        "\ud800",
        "projets/x/y",
        "nom",
        "projets/99999999999999999999/x",
        "projets/²/x",
        "structure",
        "..",
        "piece/" * 500,
    ],
)
def test_an_odd_place_of_a_file_leads_nowhere(session, client, form, sign_in, where):
    client.post(form.page, data={"employeur": "non", "structure#name": "A", "go": "next"})
    client.post(f"{form.link}/end")
    session.rollback()
    response = session.scalars(sa.select(Response)).one()
    steward = sign_in(form.consultation, Role.STEWARD)
    desk = f"{form.desk}/responses/{response.id}/file"
    answer = steward.get(desk, query_string={"where": where.encode("utf-8", "surrogatepass")})
    assert answer.status_code in (400, 404)


def test_an_import_with_an_odd_name_or_odd_cells_is_told(form, sign_in, work):
    steward = sign_in(form.consultation, Role.STEWARD)
    heads = "#response;#origin;#submitted;#language;employeur;priorites.a;salaries;creation"
    rows = [";".join([odd[:2000].replace(";", ",").replace("\n", " ")] * 8) for odd in ODD.values()]
    table = "\n".join([heads, *rows]).encode("utf-8", "surrogatepass")
    for name in (b"a\0b.csv", b"\xed\xa0\x80.csv", b"=x.csv", b"x" * 5000):
        for content in (table, table.replace(b"\0", b""), b"\0" * 500, b"PK\x03\x04" + b"x" * 500):
            body = (
                b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + name + b'"\r\n'
                b"Content-Type: text/csv\r\n\r\n" + content + b"\r\n--x--\r\n"
            )
            sent = steward.post(
                f"{form.desk}/import", data=body, content_type="multipart/form-data; boundary=x"
            )
            assert sent.status_code in (302, 422)
            work()
            if sent.status_code == 302:
                page = steward.get(sent.headers["Location"], follow_redirects=True)
                assert page.status_code == 200
                assert "erreur de notre" not in page.text
                if page.request.path.count("answers-imports"):
                    started = steward.post(page.request.path, data={"skip_bad_rows": "y"})
                    assert started.status_code == 302
                    work()
                    done = steward.get(started.headers["Location"], follow_redirects=True)
                    assert done.status_code == 200


@pytest.mark.parametrize("name", ["end", "correct", "keep", "withdraw", "é" * 300, "x" * 5000])
def test_a_page_is_answered_whatever_its_section_is_called(session, client, name):
    consultation = ConsultationFactory()
    survey = read_yaml(
        f"code: essai\ntitle: Essai\nitems:\n"
        f"- {{group: {name}, label: Un, items: [{{text: a, label: A}}]}}\n"
        f"- {{group: deux, label: Deux, items: [{{text: b, label: B}}]}}\n"
    )
    made = add_questionnaire(session, consultation_id=consultation.id, title="E", survey=survey)
    made.open()
    session.commit()
    home = f"/consultations/{consultation.slug}/questionnaires/{made.activity.code}"
    first = client.post(f"{home}/start").headers["Location"]
    assert 'name="a"' in client.get(first).text
    client.post(first, data={"a": "gardé", "go": "later"})
    answer = client.post(first, data={"a": "gardé", "go": "next"})
    assert answer.headers["Location"].endswith("/deux")
    assert _kept(session)["a"] == "gardé"
    assert client.get(first.rsplit("/", 1)[0]).headers["Location"].endswith("/deux")


def test_no_page_is_called_as_what_stands_beside_the_pages(app):
    """Whoever adds such an address adds it to what no page is called."""
    beside = {
        rule.rule.rsplit("/", 1)[1]
        for rule in app.url_map.iter_rules()
        if "/answers/<token>/" in rule.rule
    } - {"<page>"}
    assert beside | {END} == NOT_PAGES


class SlowBody:
    """What comes of a form: nothing before `meanwhile` was done."""

    def __init__(self, body: bytes, meanwhile: Callable[[], None]) -> None:
        self.body, self.meanwhile = io.BytesIO(body), meanwhile

    def read(self, size: int = -1) -> bytes:
        self.meanwhile()
        self.meanwhile = lambda: None
        return self.body.read(size)


def test_a_body_that_comes_slowly_keeps_nobody_waiting(app, form):
    others: list[int] = []

    def start() -> None:
        others.append(app.test_client().post(f"{form.home}/start").status_code)

    def somebody_else_starts() -> None:
        other = threading.Thread(target=start)
        other.start()
        other.join(10)
        others.append(0)

    body = b"employeur=non&go=next"
    answer = app.test_client().post(
        form.page,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={
            "wsgi.input": SlowBody(body, somebody_else_starts),
            "CONTENT_LENGTH": str(len(body)),
        },
    )
    assert answer.status_code == 302
    assert others == [302, 0]
