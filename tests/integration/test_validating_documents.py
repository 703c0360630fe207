"""Standing behind a document: what it becomes, and what happens when two people do it at once."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.documents import correcting, validating
from app.documents.correcting import Change, ChangedMeanwhile, NotToCheck
from app.documents.queries import outcome_of
from app.documents.validating import NothingKept, WrittenHere
from app.extensions import db
from app.jobs.runner import writing
from app.models import (
    Consultation,
    Contribution,
    Document,
    DocumentKind,
    DocumentState,
    Excerpt,
    Nature,
    Note,
    NoteOrigin,
    Role,
)
from app.workshops.syntheses.keeping import Edit
from app.workshops.syntheses.services import add_line
from app.workshops.syntheses.validation import validate_synthesis
from tests.documents import TEXT, activity_of, document_to_check, passages_of
from tests.factories import AccountFactory, ConsultationFactory, RoomTableFactory

pytestmark = pytest.mark.either_database


@pytest.fixture
def workshop(session):
    return activity_of(ConsultationFactory())


def _validate(session, document: Document, made_from: int | None = None) -> Document:
    version = document.version if made_from is None else made_from
    return validating.validate(
        session, document.id, made_from=version, account_id=AccountFactory().id
    )


def _notes(session) -> list[Note]:
    return list(session.scalars(sa.select(Note).order_by(Note.position)))


def test_a_synthesis_becomes_one_contribution_with_its_kept_excerpts(session, workshop):
    document = document_to_check(workshop, title="Synthèse de la table 2")
    first, second, _third, last = passages_of(session, document)
    correcting.set_nature(session, Change(document.id, first.id, 0), Nature.FINDING)
    correcting.correct(session, Change(document.id, first.id, 1), "Le bus manque le soir, en tout.")
    correcting.set_dropped(session, Change(document.id, second.id, 2), True)
    correcting.set_nature(session, Change(document.id, last.id, 3), Nature.PROPOSAL)
    outcome = outcome_of(session, document.id)
    assert (outcome.kept, outcome.corrected, outcome.dropped) == (3, 1, 1)
    _validate(session, document)
    session.commit()
    contribution = session.scalars(sa.select(Contribution)).one()
    assert document.contribution_id == contribution.id
    assert contribution.title == "Synthèse de la table 2"
    assert contribution.text == TEXT.replace(
        "Le bus du soir manque. Les horaires ne vont pas.", "Le bus manque le soir, en tout."
    )
    excerpts = session.scalars(sa.select(Excerpt).order_by(Excerpt.start)).all()
    said = [(contribution.text[e.start : e.end], e.nature, e.location) for e in excerpts]
    assert said == [
        ("Le bus manque le soir, en tout.", Nature.FINDING, "Constats"),
        ("Un guichet unique", Nature.OTHER, "Propositions"),
        ("Une navette le samedi", Nature.PROPOSAL, "Propositions"),
    ]


def test_notes_become_one_note_a_passage_at_the_tables_that_are_told(session, workshop):
    tables = [RoomTableFactory(activity_id=workshop.id, number=number) for number in (1, 2)]
    document = document_to_check(
        workshop, kind=DocumentKind.NOTES, table_id=tables[0].id, round_number=3
    )
    _first, second, third, last = passages_of(session, document)
    second.table_number, second.round_number = 2, 1
    third.table_number = 9
    last.is_dropped = True
    session.commit()
    _validate(session, document)
    session.commit()
    notes = _notes(session)
    assert [(one.table_id, one.round_number) for one in notes] == [
        (tables[0].id, 3),
        (tables[1].id, 1),
        (None, 3),
    ]
    assert notes[1].text == "Les bénévoles sont fatigués."
    assert {(one.origin, one.document_id) for one in notes} == {(NoteOrigin.DOCUMENT, document.id)}
    assert document.contribution_id is None
    assert session.scalar(sa.select(sa.func.count()).select_from(Contribution)) == 0


def test_a_document_is_validated_once(session, workshop):
    document = document_to_check(workshop, kind=DocumentKind.NOTES)
    _validate(session, document)
    session.commit()
    with pytest.raises(NotToCheck):
        _validate(session, document)
    session.rollback()
    assert len(_notes(session)) == 4


def test_what_was_not_seen_is_not_validated(session, workshop):
    document = document_to_check(workshop)
    passage = passages_of(session, document)[0]
    correcting.correct(session, Change(document.id, passage.id, 0), "Autre chose.")
    session.commit()
    with pytest.raises(ChangedMeanwhile):
        _validate(session, document, made_from=0)
    session.rollback()
    assert session.get_one(Document, document.id).state is DocumentState.TO_CHECK


def test_a_document_of_which_nothing_is_kept_is_not_validated(session, workshop):
    document = document_to_check(workshop)
    ids = [one.id for one in passages_of(session, document)]
    correcting.change_many(session, document.id, 0, ids, is_dropped=True)
    with pytest.raises(NothingKept):
        _validate(session, document)


@pytest.mark.parametrize("kind", [DocumentKind.NOTES, DocumentKind.MINUTES])
def test_of_two_who_validate_at_once_one_succeeds_and_nothing_is_doubled(
    app, session, workshop, kind
):
    document = document_to_check(workshop, kind=kind)
    accounts = [AccountFactory().id for _ in range(2)]
    session.commit()
    ready = threading.Barrier(2)
    came: list[str] = []

    def try_it(account_id) -> None:
        with app.app_context():
            engine = db.engine
        ready.wait()
        with writing(), Session(engine) as other:
            try:
                validating.validate(other, document.id, made_from=0, account_id=account_id)
                other.commit()
                came.append("validated")
            except NotToCheck:
                came.append("told")

    threads = [threading.Thread(target=try_it, args=(one,)) for one in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(came) == ["told", "validated"]
    session.rollback()
    assert session.get_one(Document, document.id).validated_by in accounts
    assert len(_notes(session)) == (4 if kind is DocumentKind.NOTES else 0)
    excerpts = session.scalar(sa.select(sa.func.count()).select_from(Excerpt))
    assert excerpts == (0 if kind is DocumentKind.NOTES else 4)


def test_what_fails_half_way_stores_nothing(session, workshop, monkeypatch):
    document = document_to_check(workshop)
    monkeypatch.setattr(Document, "validate", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        _validate(session, document)
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Contribution)) == 0
    assert session.get_one(Document, document.id).state is DocumentState.TO_CHECK


def _written(session, activity) -> None:
    """A synthesis that was written here, of one line, and validated."""
    add_line(session, activity, Edit(), text="Le bus du soir manque.")
    validate_synthesis(session, activity, Edit())


def test_a_file_is_no_second_synthesis_of_a_workshop_whose_own_was_validated(session, workshop):
    document = document_to_check(workshop)
    _written(session, workshop)
    session.commit()
    with pytest.raises(WrittenHere):
        _validate(session, document)
    session.rollback()
    assert session.get_one(Document, document.id).state is DocumentState.TO_CHECK
    notes = document_to_check(workshop, kind=DocumentKind.NOTES)
    assert _validate(session, notes).state is DocumentState.VALIDATED


def test_a_file_and_the_written_synthesis_are_not_both_validated_at_once(app, session, workshop):
    document = document_to_check(workshop)
    account_id = AccountFactory().id
    session.commit()
    with app.app_context():
        engine = db.engine
    came: list[str] = []

    def validate_file() -> None:
        with writing(), Session(engine) as other:
            try:
                validating.validate(other, document.id, made_from=0, account_id=account_id)
                other.commit()
                came.append("validated")
            except WrittenHere:
                came.append("told")

    thread = threading.Thread(target=validate_file)
    with writing(), Session(engine) as one, app.test_request_context():
        _written(one, one.get_one(type(workshop), workshop.id))
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
        one.commit()
    thread.join(30)
    assert came == ["told"]
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Contribution)) == 1


def test_whoever_stands_behind_a_second_synthesis_reads_why_not(session, sign_in, workshop):
    document = document_to_check(workshop)
    _written(session, workshop)
    consultation = session.get_one(Consultation, workshop.consultation_id)
    facilitator = sign_in(consultation, Role.FACILITATOR)
    home = f"/consultations/{consultation.slug}/documents/{document.id}"
    answer = facilitator.post(f"{home}/validate", data={"version": "0"})
    assert answer.status_code == 409
    assert "un fichier ne peut pas en tenir lieu aussi" in answer.text
