"""A document that was sent becomes passages to check, or a sentence that says why not."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import time
import uuid

import docx
import pytest
import sqlalchemy as sa
import xlsxwriter

from app.corpus import originals
from app.documents import reading_job
from app.documents.sentences import trouble_sentence
from app.jobs import control, services
from app.models import (
    Document,
    DocumentPassage,
    DocumentState,
    Job,
    JobKind,
    JobState,
    Nature,
)
from app.models.types import now
from tests.factories import ActivityFactory, DocumentFactory

pytestmark = pytest.mark.either_database


class Desk:
    """Sends documents and reads them as a worker would."""

    def __init__(self, app, session, work):
        self._store = app.extensions["store"]
        self.work = work
        self.session = session
        self.activity = ActivityFactory()

    def send(self, data: bytes, keep: bool = True) -> tuple[uuid.UUID, Job]:
        sha256 = hashlib.sha256(data).hexdigest()
        if keep:
            originals.keep(io.BytesIO(data), self._store, limit=30 * 2**20)
        document = DocumentFactory(activity=self.activity, sha256=sha256, size=len(data))
        job = services.schedule(
            self.session,
            kind=JobKind.DOCUMENT,
            subject_id=document.id,
            consultation_id=document.consultation_id,
            account_id=None,
        )
        document.job_id = job.id
        self.session.commit()
        return document.id, job

    def read(self, data: bytes, keep: bool = True) -> Document:
        document_id, _ = self.send(data, keep)
        self.work()
        return self.document(document_id)

    def document(self, document_id: uuid.UUID) -> Document:
        self.session.rollback()
        return self.session.get_one(Document, document_id)

    def passages(self, document: Document) -> list[DocumentPassage]:
        return list(
            self.session.scalars(
                sa.select(DocumentPassage)
                .where(DocumentPassage.document_id == document.id)
                .order_by(DocumentPassage.start)
            )
        )


@pytest.fixture
def desk(app, session, work) -> Desk:
    return Desk(app, session, work)


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading("Constats", 1)
    document.add_paragraph("Les locaux manquent.", style="List Bullet")
    document.add_heading("Propositions", 1)
    document.add_paragraph("Ouvrir les mairies le soir.", style="List Bullet")
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def _xlsx(*rows: tuple[object, ...]) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return output.getvalue()


def test_a_document_becomes_passages_to_check_under_their_headings(desk):
    document = desk.read(_docx())
    assert document.state is DocumentState.TO_CHECK
    assert (document.format, document.pages, document.trouble) == ("docx", None, {})
    assert [
        (document.text[p.start : p.end], p.location, p.nature, p.corrected, p.is_dropped)
        for p in desk.passages(document)
    ] == [
        ("Les locaux manquent.", "Constats", Nature.FINDING, None, False),
        ("Ouvrir les mairies le soir.", "Propositions", Nature.PROPOSAL, None, False),
    ]


def test_a_sheet_of_notes_gives_one_passage_a_row_with_its_table_and_round(desk):
    document = desk.read(
        _xlsx(
            ("Note", "Nature", "Table", "Tour"),
            ("Les locaux manquent", "Constat", 3, 1),
            ("Un lieu partagé", "besoin", "Table 4", "2e tour"),
        )
    )
    assert (document.state, document.format) == (DocumentState.TO_CHECK, "xlsx")
    assert [
        (document.text[p.start : p.end], p.nature, p.table_number, p.round_number)
        for p in desk.passages(document)
    ] == [
        ("Les locaux manquent", Nature.FINDING, 3, 1),
        ("Un lieu partagé", Nature.NEED, 4, 2),
    ]


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", {"code": "empty"}),
        (b"\x89PNG\r\n\x1a\n\x00\x00", {"code": "not_a_document", "found": "picture"}),
        (_docx()[:4000], {"code": "damaged", "cause": "damaged"}),
        (_xlsx(("Nom", "Ville"), ("Anne", "Nantes")), {"code": "no_note_column"}),
        (_xlsx(("Note",)), {"code": "sheet", "reason": "no_rows", "details": {}}),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_with_a_sentence(app, desk, data, trouble):
    document = desk.read(data)
    assert (document.state, document.trouble) == (DocumentState.REFUSED, trouble)
    assert (document.text, desk.passages(document)) == ("", [])
    with app.test_request_context():
        assert trouble_sentence(document.trouble)


def test_a_document_without_text_is_to_check_and_says_so(desk):
    output = io.BytesIO()
    docx.Document().save(output)
    document = desk.read(output.getvalue())
    assert (document.state, document.text) == (DocumentState.TO_CHECK, "")
    assert document.trouble == {"code": "no_text"}
    assert desk.passages(document) == []


def test_a_lost_original_fails_the_job_and_refuses_the_document(desk):
    document_id, job = desk.send(_docx(), keep=False)
    desk.work()
    document = desk.document(document_id)
    assert desk.session.get_one(Job, job.id).error == {"code": "original_lost"}
    assert (document.state, document.trouble) == (DocumentState.REFUSED, {"code": "not_read"})


def test_a_reading_that_is_cancelled_before_it_began_refuses_the_document(app, desk):
    document_id, job = desk.send(_docx())
    control.cancel(desk.session, job, {JobKind.DOCUMENT: reading_job.WORK})
    desk.session.commit()
    desk.work()
    document = desk.document(document_id)
    assert (document.state, document.trouble) == (DocumentState.REFUSED, {"code": "cancelled"})
    assert desk.session.get_one(Job, job.id).state is JobState.CANCELLED


def test_a_reading_that_is_cancelled_while_it_lasts_stops(desk, monkeypatch):
    document_id, job = desk.send(_docx())
    job_id = job.id
    desk.session.rollback()

    def lasting(path, *, while_waiting):
        desk.session.get_one(Job, job_id, populate_existing=True).cancel_asked = True
        desk.session.commit()
        for _ in range(100):
            time.sleep(0.05)
            while_waiting()

    monkeypatch.setattr(reading_job, "read_apart", lasting)
    desk.work()
    document = desk.document(document_id)
    assert desk.session.get_one(Job, job_id).state is JobState.CANCELLED
    assert (document.state, document.trouble) == (DocumentState.REFUSED, {"code": "cancelled"})


def test_a_worker_that_was_thought_lost_stores_nothing_a_second_time(app, desk):
    document = desk.read(_docx())
    document_id = document.id
    outcome = reading_job.Outcome(text="Autre chose", passages=[reading_job.Proposed(0, 5)])
    reading_job.store(desk.session, document_id, outcome)
    reading_job.give_up(desk.session, document_id, JobState.FAILED)
    desk.session.commit()
    document = desk.document(document_id)
    assert document.text.startswith("Constats")
    assert document.state is DocumentState.TO_CHECK
    assert len(desk.passages(document)) == 2


def test_a_reading_whose_worker_was_killed_is_done_again(app, desk):
    document_id, job = desk.send(_docx())
    job.state, job.attempts, job.alive_at = JobState.RUNNING, 1, now() - dt.timedelta(minutes=1)
    desk.session.commit()
    desk.work()
    document = desk.document(document_id)
    assert document.state is DocumentState.TO_CHECK
    assert len(desk.passages(document)) == 2
    assert desk.session.get_one(Job, job.id).attempts == 2


def test_an_accident_while_storing_leaves_nothing_half_stored(desk, monkeypatch):
    monkeypatch.setattr(reading_job, "proposed", lambda document: [reading_job.Proposed(0, 3)] * 2)
    document = desk.read(_docx())
    assert (document.state, document.text) == (DocumentState.REFUSED, "")
    assert document.trouble == {"code": "not_read"}
    assert desk.passages(document) == []
