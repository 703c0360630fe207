"""Depositing a written contribution, and checking what was read of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.corpus.originals import opened
from app.models import Document, DocumentKind, DocumentState, Receipt, Submission, SubmissionState
from app.models.types import now
from tests.integration.counting import count_of
from tests.submissions import TEXT, Calling, a_file

pytestmark = pytest.mark.either_database

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture
def calling(app, session):
    return Calling(app, session)


def _files(app) -> list[Path]:
    directory = app.extensions["settings"].uploads_directory
    return [path for path in directory.rglob("*") if path.is_file()]


def test_a_typed_text_is_kept_once_and_cut_into_excerpts_to_check(app, calling, client):
    addresses = {calling.deposit(client) for _ in range(2)}
    assert len(addresses) == 1
    submission = calling.submission
    assert (submission.state, submission.sent_at) == (SubmissionState.CHECKING, None)
    assert (submission.on_behalf_of, submission.kind.value) == ("Réseau du Marais", "network")
    assert submission.document.kind is DocumentKind.SUBMISSION
    assert submission.document.account_id is None
    assert _files(app)[0].read_bytes().decode().split() == TEXT.split()
    page = client.get(addresses.pop()).text
    assert "Est-ce bien ce que vous avez écrit" in page
    assert page.count('class="check__passage') == len(calling.passages) == 4


def test_a_document_is_read_by_a_job_and_its_page_says_so(app, calling, client, work):
    content = (DATA / "synthese.odt").read_bytes()
    check = calling.deposit(client, text="", file=a_file(content, "../é<b>.odt"))
    page = client.get(check).text
    assert "en cours de lecture" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert client.get(f"{check}/progress.json").json["state"] == "queued"
    work()
    assert len(calling.passages) > 10
    document = calling.submission.document
    assert (document.filename, document.state) == ("é<b>.odt", DocumentState.TO_CHECK)
    with opened(app.extensions["store"], document.sha256) as file:
        assert file.read() == content
    assert "é&lt;b&gt;.odt" in client.get(check).text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": "\u200b\u202e "}, "Donnez un titre"),
        ({"organisation": "\u200b"}, "nom de la structure"),
        ({"kind": ""}, "type de structure"),
        ({"speaks_for": ""}, "Dites au nom de qui"),
        ({"may_be_published": "perhaps"}, "Choisissez si elle peut"),
        ({"text": " "}, "Tapez votre texte"),
        ({"text": "x" * 500_001}, "500 000 caractères"),
        ({"text": "\0"}, "ne peuvent pas être"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(calling, client, values, sentence):
    answer = client.post(f"{calling.home}/new", data=calling.fields(territory="Sarthe", **values))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Sarthe"' in answer.text
    assert count_of(calling.session, Submission) == count_of(calling.session, Document) == 0


def test_nothing_is_chosen_in_favour_of_publishing(calling, client):
    assert " checked" not in client.get(f"{calling.home}/new").text


def test_a_refused_form_says_that_the_file_has_to_be_chosen_again(app, calling, client):
    answer = client.post(
        f"{calling.home}/new", data=calling.fields(file=a_file(b"Un mot.", "a.txt"))
    )
    assert answer.status_code == 422
    assert "videz l’un des deux" in answer.text
    assert "Choisissez de nouveau votre fichier" in answer.text
    assert "Le bus du soir manque." in answer.text
    large = a_file(b"x" * (app.extensions["settings"].upload_limit + 1), "a.txt")
    answer = client.post(f"{calling.home}/new", data=calling.fields(text="", file=large))
    assert "trop volumineux" in answer.text
    assert "Réseau du Marais" in answer.text
    assert _files(app) == []


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.4 nothing", "a.pdf", "abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_another_takes_its_place(
    app, calling, client, work, content, name, sentence
):
    check = calling.deposit(client, text="", file=a_file(content, name))
    work()
    page = client.get(check).text
    assert "n’a pas pu être lu" in page
    assert f"{check}/file" in page
    assert f"{check}/text" in page
    answer = client.post(f"{check}/file", data={"file": a_file(b"Un mot. Un autre.", "b.txt")})
    assert answer.headers["Location"] == check
    work()
    (document,) = calling.documents
    assert (document.filename, document.state) == ("b.txt", DocumentState.TO_CHECK)
    assert len(_files(app)) == 1


def test_a_refused_file_or_a_scan_may_be_typed_instead(calling, client, work):
    check = calling.deposit(client, text="", file=a_file(b"%PDF-1.4 nothing", "a.pdf"))
    work()
    version = calling.submission.document.version
    data = {"text": "Un mot.\n\nUn autre.", "version": version}
    assert client.post(f"{check}/text", data={**data, "text": " "}).status_code == 422
    assert client.post(f"{check}/text", data=data).status_code == 302
    assert len(calling.passages) == 2
    late = client.post(f"{check}/text", data={**data, "text": "Trop tard."})
    assert late.status_code == 422
    assert "Trop tard." in late.text


def test_an_excerpt_is_corrected_left_out_and_taken_back(calling, client):
    check = calling.deposit(client)
    first, second = calling.passages[:2]
    version = calling.version_in(client, check)

    def act(passage, version, **data):
        address = f"{check}/passages/{passage.id}"
        return client.post(address, data={"version": version, **data})

    done = act(first, version, act="correct", words="Le bus manque le soir.")
    assert done.headers["Location"] == f"{check}#passage-{first.id}"
    late = act(second, version, act="correct", words="Ce que je voulais dire.")
    assert late.status_code == 409
    assert "Ce que je voulais dire." in late.text
    version = calling.version_in(client, check)
    assert act(second, version, act="drop").status_code == 302
    assert [one.is_dropped for one in calling.passages[:2]] == [False, True]
    assert calling.passages[0].corrected == "Le bus manque le soir."
    other = Calling(calling.app, calling.session)
    elsewhere = other.deposit(client, key="e" * 32)
    strange = client.post(f"{elsewhere}/passages/{first.id}", data={"version": 1, "act": "drop"})
    assert strange.status_code in (404, 409)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"is_published": False}, ""),
        ({"opens_at": now() + dt.timedelta(days=1)}, "Cet appel ouvre le"),
        ({"closes_at": now() - dt.timedelta(days=1)}, "Cet appel est clos"),
        ({"wants_account": True}, "qui ont un compte"),
    ],
)
def test_a_call_that_does_not_take_it_says_why_and_loses_nothing(
    app, session, client, values, sentence
):
    calling = Calling(app, session, **values)
    page = client.get(f"{calling.home}/new")
    answer = client.post(f"{calling.home}/new", data=calling.fields())
    if not sentence:
        assert page.status_code == answer.status_code == 404
        return
    assert sentence in page.text
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Le bus du soir manque." in answer.text
    assert count_of(session, Receipt) == 0


def test_what_one_checks_is_in_no_list_of_the_team_and_behind_no_other_code(
    calling, client, sign_in
):
    check = calling.deposit(client, territory="Secrète")
    document = calling.submission.document
    steward = sign_in(calling.consultation, "steward")
    home = f"/consultations/{calling.consultation.slug}"
    assert "Pour des bus le soir" not in steward.get(f"{home}/documents").text
    assert steward.get(f"{home}/documents/{document.id}").status_code == 404
    assert "Secrète" not in steward.get(calling.home).text
    assert client.get(f"{calling.home}/check/AAAAA-BBBBB-CCCCC-DDDDD").status_code == 404
    code = check.rsplit("/", 1)[1]
    other = Calling(calling.app, calling.session)
    assert client.get(f"{other.home}/check/{code}").status_code == 404
    assert client.get(f"{calling.home}/check/{code.replace('-', '').lower()}").status_code == 200
