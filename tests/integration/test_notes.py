"""Notes of a table: kept once each, corrected and removed until they are cited."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.extensions import db
from app.jobs.runner import writing
from app.models import Nature, Note, NoteOrigin, RoomTable
from app.web.paging import Cursor
from app.workshops import note_queries
from app.workshops.note_limits import BY_PARTICIPANT, Pace, TooManyNotes, refuse_flood
from app.workshops.notes import (
    NewNote,
    NoteChanged,
    NoteInCorpus,
    add_note,
    correct_note,
    keep_note,
    note_mark,
    remove_note,
    restore_note,
)
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    NoteFactory,
    RoomTableFactory,
    RoundFactory,
    contribution_with_excerpt,
)
from tests.integration.test_many_at_once import at_once

KEY = "0" * 16


@pytest.fixture
def table(session) -> RoomTable:
    activity = ActivityFactory(consultation_id=ConsultationFactory().id)
    table = RoomTableFactory(activity_id=activity.id)
    table.activity = activity
    session.commit()
    return table


def _page(session, table, **where) -> list[str]:
    page = note_queries.notes_page(session, table.id, Cursor(), **where)
    return [note.text for note in page.rows]


def test_a_note_that_is_sent_twice_is_kept_once(session, table):
    new = NewNote(KEY, "Il manque un lieu", Nature.NEED, round_number=2)
    assert keep_note(session, table, new)
    first = add_note(session, table, new)
    assert not keep_note(session, table, new)
    assert add_note(session, table, new).id == first.id
    kept = session.scalars(sa.select(Note)).one()
    assert (kept.text, kept.nature, kept.round_number) == ("Il manque un lieu", Nature.NEED, 2)
    assert (kept.activity_id, kept.table_id) == (table.activity_id, table.id)


def test_one_key_may_serve_in_two_activities(session, table):
    other = RoomTableFactory(activity_id=ActivityFactory().id)
    add_note(session, table, NewNote(KEY, "Ici"))
    add_note(session, other, NewNote(KEY, "Là"))
    assert _page(session, other) == ["Là"]


def test_one_key_sent_by_many_at_the_same_moment_makes_one_note(app, session, table):
    def send():
        with app.app_context(), writing():
            note = add_note(db.session(), table, NewNote(KEY, "Une fois"))
            db.session.commit()
            return note.id

    assert len(set(at_once([send] * 12))) == 1
    session.rollback()
    assert _page(session, table) == ["Une fois"]


def test_notes_are_paged_the_newest_first(session, table):
    for number in range(30):
        NoteFactory(table=table, text=f"n{number}")
    first = note_queries.notes_page(session, table.id, Cursor())
    assert [note.text for note in first.rows] == [f"n{n}" for n in range(29, 4, -1)]
    second = note_queries.notes_page(session, table.id, Cursor(first.next_key))
    assert [note.text for note in second.rows] == [f"n{n}" for n in range(4, -1, -1)]
    back = note_queries.notes_page(session, table.id, Cursor(second.previous_key, backwards=True))
    assert back.rows == first.rows
    assert back.previous_key is None


def test_a_removed_note_is_neither_shown_nor_counted_until_it_is_put_back(session, table):
    note = NoteFactory(table=table, text="Dit", nature=Nature.NEED)
    remove_note(note)
    session.flush()
    assert _page(session, table) == []
    assert note_queries.note_counts(session, table.id).total == 0
    restore_note(note)
    session.flush()
    assert _page(session, table) == ["Dit"]
    assert note_queries.note_counts(session, table.id).by_nature == {Nature.NEED: 1}


def test_a_removed_note_does_not_come_back_when_it_is_sent_again(session, table):
    new = NewNote(KEY, "Dit")
    remove_note(add_note(session, table, new))
    add_note(session, table, new)
    assert _page(session, table) == []


def _correct(note, text, seen):
    correct_note(note, text=text, nature=note.nature, round_number=note.round_number, seen=seen)


def test_whoever_corrects_a_note_second_is_told_so(session, table):
    note = NoteFactory(table=table, text="Avant")
    seen = note_mark(note)
    _correct(note, "Après", seen)
    with pytest.raises(NoteChanged):
        _correct(note, "Autrement", seen)
    assert note.text == "Après"
    _correct(note, "Après", seen)


def test_a_note_in_the_corpus_stays_as_it_is(session, table):
    note = NoteFactory(table=table, text="Cité")
    note.contribution_id = contribution_with_excerpt(table.activity, "Cité").contribution_id
    with pytest.raises(NoteInCorpus):
        _correct(note, "Autre", note_mark(note))
    with pytest.raises(NoteInCorpus):
        remove_note(note)
    assert (note.text, note.removed_at) == ("Cité", None)


def test_the_running_round_is_the_one_that_began_last(session, table):
    rounds = [RoundFactory(activity_id=table.activity_id, number=n) for n in (1, 2, 3)]
    assert note_queries.running_round(rounds) is None
    rounds[0].started_at = table.activity.created_at
    rounds[1].started_at = table.activity.created_at + dt.timedelta(days=900)
    assert note_queries.running_round(rounds) == 2


def _flood(session, table, number, *, author="a", address="192.0.2.1", pace=None):
    refuse_flood(
        session,
        table,
        author_key=author,
        address=address,
        number=number,
        pace=pace or Pace(1000, 600),
    )


def test_a_participant_who_sends_more_than_somebody_would_is_stopped(session, table):
    for _ in range(3):
        NoteFactory(table=table, origin=NoteOrigin.PARTICIPANT, author_key="a")
    _flood(session, table, BY_PARTICIPANT - 3)
    with pytest.raises(TooManyNotes):
        _flood(session, table, BY_PARTICIPANT - 2)
    _flood(session, table, BY_PARTICIPANT, author="b")


def test_a_robot_that_forgets_its_cookie_is_stopped_by_its_address(session, table):
    pace = Pace(100, 600)
    _flood(session, table, 60, author="a", pace=pace)
    with pytest.raises(TooManyNotes):
        _flood(session, table, 60, author="b", pace=pace)
    _flood(session, table, 60, author="b", address="192.0.2.2", pace=pace)


def test_a_pace_forgets_what_is_old():
    pace = Pace(1, seconds=-1)
    assert pace.allows("a", 1)
    assert pace.allows("a", 1)
