"""Taking something away while somebody else begins to use it: the second waits, and is told."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.conference import programme
from app.conference import queries as conference_queries
from app.extensions import db
from app.jobs.runner import writing
from app.models import (
    Activity,
    Card,
    CardOrigin,
    ConferenceSession,
    Consultation,
    Document,
    DocumentState,
    Nature,
    Note,
    NoteGroup,
    Role,
    RoomTable,
    WorkshopSeries,
)
from app.workshops.corpus_entry import validate_notes
from app.workshops.layout import Step, as_typed, change_layout, state_of
from app.workshops.note_queries import note_to_change, table_to_change
from app.workshops.notes import NewNote, NoteInCorpus, add_note, correct_note, note_mark
from app.workshops.queries import rounds_of, tables_of
from app.workshops.series_services import create_series, delete_series
from app.workshops.services import NewTable, Plan, add_workshop
from app.workshops.turns import Gone, StillUsed
from tests.documents import document_to_check
from tests.factories import ConsultationFactory, WorkshopSeriesFactory
from tests.integration.card_rooms import make_room
from tests.integration.test_many_at_once import at_once
from tests.workshop_rows import workshop_with_notes


@pytest.fixture
def while_somebody(app, session):
    """Do one thing and, before it is committed, begin the other; what the other came to."""

    def both(first: Callable[[Session], None], second: Callable[[Session], None]) -> str:
        session.commit()
        with app.app_context():
            engine = db.engine
        came: list[str] = []

        def begin_other() -> None:
            with writing(), Session(engine) as other:
                try:
                    second(other)
                    other.commit()
                    came.append("done")
                except (programme.InUse, StillUsed, Gone, NoResultFound, NoteInCorpus) as error:
                    came.append(type(error).__name__)

        thread = threading.Thread(target=begin_other)
        with writing(), Session(engine) as one:
            first(one)
            one.flush()
            thread.start()
            thread.join(0.5)
            assert thread.is_alive()
            one.commit()
        thread.join(30)
        session.rollback()
        return came[0]

    return both


def _take_note(table: RoomTable) -> Callable[[Session], None]:
    def act(session: Session) -> None:
        activity = session.get_one(Activity, table.activity_id)
        held = table_to_change(session, activity.consultation_id, table.id)
        assert held is not None
        add_note(session, held, NewNote("k" * 32, "Un bus", Nature.NEED))

    return act


def _remove(room) -> Callable[[Session], None]:
    def act(session: Session) -> None:
        conference = session.get_one(type(room.conference), room.conference.id)
        part = conference_queries.session_of(session, conference, room.debate.id)
        assert part is not None
        programme.remove_session(session, conference, part)

    return act


@pytest.fixture
def room(session):
    return make_room(session)


@pytest.fixture
def table(session, room) -> RoomTable:
    table = RoomTable(activity_id=room.activity.id, session_id=room.debate.id, number=1)
    session.add(table)
    session.commit()
    return table


def test_a_debate_of_which_a_note_is_taken_at_that_moment_stays(
    session, while_somebody, room, table
):
    assert while_somebody(_take_note(table), _remove(room)) == "InUse"
    assert session.get(ConferenceSession, room.debate.id) is not None


def test_a_session_about_which_a_card_is_sent_at_that_moment_stays(session, while_somebody, room):
    def send(one: Session) -> None:
        card = Card(form_id=room.form.id, key="c" * 32, origin=CardOrigin.PHONE)
        card.session_id = room.debate.id
        one.add(card)

    assert while_somebody(send, _remove(room)) == "InUse"
    assert session.get(ConferenceSession, room.debate.id) is not None


def test_a_debate_to_which_a_document_belongs_stays_and_the_steward_reads_why(
    session, sign_in, room, table
):
    document_to_check(room.activity, table_id=table.id)
    steward = sign_in(room.consultation, Role.STEWARD)
    home = f"/consultations/{room.consultation.slug}/conferences/{room.activity.code}"
    answer = steward.post(f"{home}/sessions/{room.debate.id}/remove", follow_redirects=True)
    assert answer.status_code == 200
    assert "des documents ou des fiches s’y rattachent" in answer.text
    session.rollback()
    assert session.get(ConferenceSession, room.debate.id) is not None


def test_a_debate_goes_with_the_empty_groups_of_its_wall(session, sign_in, room, table):
    session.add(NoteGroup(table_id=table.id, name="Vide", position=0))
    steward = sign_in(room.consultation, Role.STEWARD)
    home = f"/consultations/{room.consultation.slug}/conferences/{room.activity.code}"
    debate_id = room.debate.id
    answer = steward.post(f"{home}/sessions/{debate_id}/remove")
    assert answer.status_code == 302
    session.rollback()
    assert session.get(ConferenceSession, debate_id) is None


def test_a_table_where_a_note_is_taken_at_that_moment_stays(session, while_somebody):
    made = workshop_with_notes(ConsultationFactory())
    activity = made.workshop.activity
    session.execute(sa.delete(Note).where(Note.table_id == made.tables[1]))

    def drop(one: Session) -> None:
        tables, rounds = tables_of(one, activity.id), rounds_of(one, activity.id)
        typed = as_typed(tables, rounds)
        change_layout(
            one,
            one.get_one(Activity, activity.id),
            made_from=state_of(tables, rounds),
            tables=typed[0],
            rounds=typed[1],
            step=Step.DROP_TABLE,
        )

    table = session.get_one(RoomTable, made.tables[1])
    assert while_somebody(_take_note(table), drop) == "StillUsed"
    assert session.get(RoomTable, made.tables[1]) is not None


def test_a_series_to_which_a_workshop_is_added_at_that_moment_stays(session, while_somebody):
    series = WorkshopSeriesFactory(consultation_id=ConsultationFactory().id)

    def add(one: Session) -> None:
        consultation = one.get_one(Consultation, series.consultation_id)
        add_workshop(one, consultation, one.get_one(WorkshopSeries, series.id), Plan(place="Laval"))

    def delete(one: Session) -> None:
        delete_series(one, one.get_one(WorkshopSeries, series.id))

    assert while_somebody(add, delete) == "StillUsed"
    assert session.get(WorkshopSeries, series.id) is not None


def test_a_series_that_is_deleted_at_that_moment_gets_no_workshop(session, while_somebody):
    series = WorkshopSeriesFactory(consultation_id=ConsultationFactory().id)

    def delete(one: Session) -> None:
        delete_series(one, one.get_one(WorkshopSeries, series.id))

    def add(one: Session) -> None:
        there = one.get_one(WorkshopSeries, series.id)
        consultation = one.get_one(Consultation, series.consultation_id)
        add_workshop(one, consultation, there, Plan(place="Laval"))

    assert while_somebody(delete, add) in ("Gone", "NoResultFound")
    assert session.scalar(sa.select(sa.func.count()).select_from(Activity)) == 0


def test_a_note_that_enters_the_corpus_at_that_moment_is_not_corrected(
    app, session, while_somebody
):
    made = workshop_with_notes(ConsultationFactory())
    activity_id, note = made.workshop.activity_id, made.notes[0]

    def validate(one: Session) -> None:
        with app.test_request_context():
            assert validate_notes(one, one.get_one(Activity, activity_id)) == len(made.notes)

    def correct(one: Session) -> None:
        assert note.table_id is not None
        found = note_to_change(one, note.table_id, note.id)
        assert found is not None
        nature, number = found.nature, found.round_number
        correct_note(
            found, text="Autre chose", nature=nature, round_number=number, seen=note_mark(found)
        )

    assert while_somebody(validate, correct) == "NoteInCorpus"


def test_what_several_take_away_at_once_is_gone_and_no_error_of_ours(session, sign_in):
    consultation = ConsultationFactory()
    series = create_series(session, consultation, title="Ateliers", themes=["Argent"])
    workshop = add_workshop(
        session, consultation, series, Plan(place="Nantes"), tables=[NewTable()]
    )
    document = document_to_check(workshop.activity)
    document.state = DocumentState.TO_CHECK
    people = [sign_in(consultation, Role.STEWARD) for _ in range(4)]
    home = f"/consultations/{consultation.slug}"
    for address, kind in (
        (f"documents/{document.id}/remove", Document),
        (f"workshops/{workshop.activity.code}/delete", Activity),
        (f"workshops/series/{series.id}/delete", WorkshopSeries),
    ):
        answers = at_once([lambda who=who, at=address: who.post(f"{home}/{at}") for who in people])
        assert {one.status_code for one in answers} <= {302, 404}, address
        session.rollback()
        assert session.scalar(sa.select(sa.func.count()).select_from(kind)) == 0
