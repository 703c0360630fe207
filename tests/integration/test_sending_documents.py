"""Documents on their way in: kept as they came, once, and removed with their file."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa

from app.corpus.held_originals import forget_files
from app.corpus.originals import FOLDER, OriginalLost, keep, key_of, opened
from app.documents import typing_in
from app.documents.correcting import NotToCheck, NoWords
from app.models import (
    CardForm,
    CardsImport,
    Channel,
    CorpusImport,
    Document,
    DocumentKind,
    DocumentState,
    Job,
    JobKind,
    Role,
)
from app.settings import current_settings
from tests.documents import activity_of, document_to_check, words_of
from tests.factories import ConsultationFactory, DocumentFactory, RoomTableFactory, RoundFactory

pytestmark = pytest.mark.either_database

BYTES = b"Le bus du soir manque.\n"


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def store(app):
    return app.extensions["store"]


def _send(client, activity, consultation, content=BYTES, name="notes.txt", **fields):
    return client.post(
        f"/consultations/{consultation.slug}/documents/new?activity={activity.code}",
        data={"file": (io.BytesIO(content), name), "kind": "notes", **fields},
    )


def _documents(session) -> list[Document]:
    session.rollback()
    return list(session.scalars(sa.select(Document)))


def test_a_file_is_kept_and_handed_to_a_job(session, sign_in, consultation, store):
    workshop = activity_of(consultation)
    table = RoomTableFactory(activity_id=workshop.id, number=2)
    RoundFactory(activity_id=workshop.id, number=1)
    client = sign_in(consultation, Role.FACILITATOR)
    answer = _send(client, workshop, consultation, table=str(table.id), round_number="1")
    (document,) = _documents(session)
    assert answer.headers["Location"].endswith(f"/documents/{document.id}")
    assert (document.kind, document.state) == (DocumentKind.NOTES, DocumentState.READING)
    assert (document.table_id, document.round_number) == (table.id, 1)
    assert (document.title, document.filename, document.size) == ("notes", "notes.txt", len(BYTES))
    assert opened(store, document.sha256).read() == BYTES
    job = session.get_one(Job, document.job_id)
    assert (job.kind, job.subject_id) == (JobKind.DOCUMENT, document.id)
    page = client.get(answer.headers["Location"])
    assert f"/documents/{document.id}/progress.json" in page.text
    assert client.get(f"{answer.headers['Location']}/progress.json").json["state"] == "queued"


def test_the_same_file_is_one_document_of_its_activity(session, sign_in, consultation):
    first, second = activity_of(consultation), activity_of(consultation)
    client = sign_in(consultation, Role.FACILITATOR)
    addresses = [_send(client, first, consultation).headers["Location"] for _ in range(2)]
    assert addresses[0] == addresses[1]
    assert "déjà été envoyé" in client.get(addresses[0]).text
    assert len(_documents(session)) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(Job)) == 1
    _send(client, second, consultation)
    assert len(_documents(session)) == 2


def test_a_refused_file_that_is_sent_again_is_read_again(session, sign_in, consultation):
    workshop = activity_of(consultation)
    client = sign_in(consultation, Role.FACILITATOR)
    _send(client, workshop, consultation)
    (document,) = _documents(session)
    document.state, document.trouble = DocumentState.REFUSED, {"code": "not_read"}
    session.commit()
    _send(client, workshop, consultation)
    (document,) = _documents(session)
    assert (document.state, document.trouble) == (DocumentState.READING, {})
    assert session.scalar(sa.select(sa.func.count()).select_from(Job)) == 2


def test_a_file_that_is_too_large_is_refused_and_not_kept(
    app, session, sign_in, consultation, store
):
    workshop = activity_of(consultation)
    client = sign_in(consultation, Role.FACILITATOR)
    with app.app_context():
        limit = current_settings().upload_limit
    answer = _send(client, workshop, consultation, content=b"x" * (limit + 1), title="Mes notes")
    assert answer.status_code == 422
    assert "trop volumineux" in answer.text
    assert "Mes notes" in answer.text
    assert _documents(session) == []
    assert list(store.each(FOLDER)) == []


@pytest.mark.parametrize(
    ("name", "told"), [("../../etc/x.txt", "x.txt"), ("<script>alert(1)</script>.txt", None)]
)
def test_a_name_is_only_what_is_told_of_a_file(session, sign_in, consultation, name, told):
    workshop = activity_of(consultation)
    client = sign_in(consultation, Role.FACILITATOR)
    answer = _send(client, workshop, consultation, name=name)
    (document,) = _documents(session)
    assert "/" not in document.filename
    assert told is None or document.filename == told
    assert "<script>alert" not in client.get(answer.headers["Location"]).text
    assert "<script>alert" not in client.get(f"/consultations/{consultation.slug}/documents").text


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "minutes"},
        {"kind": "everything"},
        {"kind": ""},
        {"table": "x"},
        {"title": "x" * 201},
    ],
)
def test_what_the_activity_does_not_have_is_refused(session, sign_in, consultation, fields):
    workshop = activity_of(consultation)
    client = sign_in(consultation, Role.FACILITATOR)
    answer = _send(client, workshop, consultation, **fields)
    assert answer.status_code == 422
    assert _documents(session) == []


def test_the_table_of_another_workshop_is_refused(session, sign_in, consultation):
    workshop = activity_of(consultation)
    elsewhere = RoomTableFactory(activity_id=activity_of(consultation).id)
    client = sign_in(consultation, Role.FACILITATOR)
    answer = _send(client, workshop, consultation, table=str(elsewhere.id))
    assert answer.status_code == 422
    assert _documents(session) == []


def test_documents_are_not_sent_of_a_questionnaire_nor_of_another_consultation(
    session, sign_in, consultation
):
    questionnaire = activity_of(consultation, Channel.QUESTIONNAIRE)
    elsewhere = activity_of(ConsultationFactory())
    client = sign_in(consultation, Role.FACILITATOR)
    for activity in (questionnaire, elsewhere):
        assert _send(client, activity, consultation).status_code == 404
    assert _documents(session) == []


def test_a_scan_gets_its_text_from_somebody_who_types_it(session, sign_in, consultation):
    document = DocumentFactory(
        activity=activity_of(consultation),
        state=DocumentState.REFUSED,
        trouble={"code": "no_text"},
    )
    client = sign_in(consultation, Role.FACILITATOR)
    here = f"/consultations/{consultation.slug}/documents/{document.id}"
    assert f"{here}/text" in client.get(here).text
    assert client.post(f"{here}/text", data={"text": " \n "}).status_code == 422
    answer = client.post(f"{here}/text", data={"text": "# Constats\r\n\r\nUn mot.\r\n\r\nDeux."})
    assert answer.status_code == 302
    session.rollback()
    assert words_of(session, document) == ["Un mot.", "Deux."]
    assert document.state is DocumentState.TO_CHECK
    with pytest.raises(NotToCheck):
        typing_in.type_in(session, document.id, "Autre chose.")


def test_a_text_of_nothing_is_refused(session, consultation):
    document = DocumentFactory(
        activity=activity_of(consultation),
        state=DocumentState.REFUSED,
        trouble={"code": "no_text"},
    )
    with pytest.raises(NoWords):
        typing_in.type_in(session, document.id, "\r\n ")
    assert document.state is DocumentState.REFUSED


def test_a_refused_document_says_why_and_its_original_can_be_had(session, sign_in, consultation):
    document = DocumentFactory(
        activity=activity_of(consultation),
        state=DocumentState.REFUSED,
        trouble={"code": "encrypted"},
    )
    client = sign_in(consultation, Role.WRITER)
    page = client.get(f"/consultations/{consultation.slug}/documents/{document.id}")
    assert page.status_code == 200
    assert f"/documents/{document.id}/original" in page.text
    assert f"/documents/{document.id}/remove" not in page.text


def test_a_removed_document_takes_its_file_along_unless_another_row_holds_it(
    app, session, sign_in, consultation, store
):
    first, second = activity_of(consultation), activity_of(consultation)
    client = sign_in(consultation, Role.FACILITATOR)
    for activity in (first, second):
        _send(client, activity, consultation)
    one, other = _documents(session)
    for document in (one, other):
        document.state = DocumentState.TO_CHECK
    session.commit()
    here, sha256 = f"/consultations/{consultation.slug}/documents", one.sha256
    addresses = [f"{here}/{document.id}/remove" for document in (one, other)]
    assert client.post(addresses[0]).status_code == 302
    assert store.holds(key_of(sha256))
    assert client.post(addresses[1]).status_code == 302
    session.expunge_all()
    assert _documents(session) == []
    with pytest.raises(OriginalLost):
        opened(store, sha256)


@pytest.mark.parametrize("state", [DocumentState.READING, DocumentState.VALIDATED])
def test_a_document_that_is_read_or_validated_stays(session, sign_in, consultation, state):
    document = document_to_check(activity_of(consultation), state=state)
    client = sign_in(consultation, Role.FACILITATOR)
    client.post(f"/consultations/{consultation.slug}/documents/{document.id}/remove")
    assert len(_documents(session)) == 1


def test_files_of_imports_and_of_cards_are_held(session, consultation, store):
    conference = activity_of(consultation, Channel.CONFERENCE)
    form = CardForm(activity_id=conference.id, title="Fiche")
    session.add(form)
    session.flush()
    keys = [keep(io.BytesIO(one), store, limit=1).sha256 for one in (b"a", b"b", b"c")]
    session.add(CardsImport(form_id=form.id, filename="a.csv", sha256=keys[0]))
    session.add(
        CorpusImport(consultation_id=consultation.id, filename="b.csv", sha256=keys[1], size=1)
    )
    forget_files(session, keys, store)
    session.commit()
    assert [store.holds(key_of(key)) for key in keys] == [True, True, False]


def test_a_file_stays_where_the_act_that_let_it_go_is_undone(session, store):
    """What comes after it in the same session may be committed: a job tells how it failed."""
    kept = keep(io.BytesIO(BYTES), store, limit=100).sha256
    forget_files(session, [kept], store)
    session.rollback()
    session.commit()
    assert store.holds(key_of(kept))
    forget_files(session, [kept], store)
    session.commit()
    assert not store.holds(key_of(kept))
