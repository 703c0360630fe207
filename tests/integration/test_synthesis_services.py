"""Writing a synthesis: each act is an event, nothing is changed from an older version."""

from __future__ import annotations

import random

import pytest
import sqlalchemy as sa

from app.models import (
    Document,
    DocumentState,
    Nature,
    Synthesis,
    SynthesisEvent,
    SynthesisLine,
    SynthesisSource,
)
from app.models.types import now
from app.web.paging import Cursor
from app.workshops.syntheses import keeping, services
from app.workshops.syntheses.history import change_of, history_page
from app.workshops.syntheses.keeping import Edit
from app.workshops.syntheses.lines import LineGone, replayed
from app.workshops.syntheses.queries import lines_of, synthesis_of
from tests.factories import ConsultationFactory, DocumentFactory
from tests.workshop_rows import workshop_with_notes


@pytest.fixture
def made(session):
    return workshop_with_notes(ConsultationFactory())


@pytest.fixture
def activity(made):
    return made.workshop.activity


def _add(session, activity, text: str = "Une ligne", edit: Edit | None = None, **values):
    return services.add_line(session, activity, edit or Edit(), text=text, **values)


def _lines(session, activity):
    synthesis = synthesis_of(session, activity.id)
    return lines_of(session, synthesis.id) if synthesis else ()


def _texts(session, activity) -> list[str]:
    return [line.text for line in _lines(session, activity)]


def _replayed(session, activity):
    events = session.scalars(sa.select(SynthesisEvent).order_by(SynthesisEvent.number)).all()
    return replayed(change_of(event) for event in events)


def test_a_line_keeps_its_words_its_heading_and_the_notes_that_it_comes_from(
    session, made, activity
):
    notes = [made.notes[1].id, made.notes[0].id]
    _add(
        session, activity, "  Une\n avance ", heading=" Financer ", nature=Nature.NEED, notes=notes
    )
    session.commit()
    (line,) = _lines(session, activity)
    assert (line.text, line.heading, line.nature) == ("Une avance", "Financer", Nature.NEED)
    assert line.notes == (made.notes[0].id, made.notes[1].id)
    assert _replayed(session, activity) == (line,)


def test_acts_drawn_at_random_leave_what_their_events_make_again(session, made, activity):
    draw = random.Random(4)
    removed = []
    for number in range(60):
        lines = _lines(session, activity)
        line = draw.choice(lines).id if lines else None
        note = draw.choice(made.notes).id
        act = draw.choice(["add", "reword", "move", "beside", "attach", "detach", "remove", "back"])
        heading = draw.choice(["", "Financer", "Former"])
        if act == "add" or line is None:
            _add(session, activity, f"Ligne {number}", heading=heading, notes=[note])
        elif act == "reword":
            services.reword_line(
                session,
                activity,
                Edit(),
                line,
                text=f"Mots {number}",
                nature=Nature.NEED,
                heading=heading,
            )
        elif act == "move":
            services.move_line(session, activity, Edit(), line, up=draw.random() < 0.5)
        elif act == "beside":
            other = draw.choice(lines).id
            services.move_line_beside(session, activity, Edit(), line, other, below=True)
        elif act == "attach":
            services.attach_notes(session, activity, Edit(), line, [note])
        elif act == "detach":
            services.detach_note(session, activity, Edit(), line, note)
        elif act == "remove":
            services.remove_line(session, activity, Edit(), line)
            removed.append(line)
        elif removed:
            services.put_line_back(session, activity, Edit(), removed.pop())
        assert _replayed(session, activity) == _lines(session, activity)
    synthesis = synthesis_of(session, activity.id)
    assert session.scalar(sa.select(sa.func.count(SynthesisEvent.id))) == synthesis.version > 30
    places = session.scalars(sa.select(SynthesisLine.position).order_by(SynthesisLine.position))
    assert list(places) == list(range(len(_lines(session, activity))))


def test_who_acts_on_an_older_version_changes_nothing(session, activity):
    line = _add(session, activity, "Une ligne", Edit(made_from=0))
    session.commit()
    with pytest.raises(keeping.ChangedMeanwhile):
        services.remove_line(session, activity, Edit(made_from=0), line)
    session.rollback()
    assert _texts(session, activity) == ["Une ligne"]


def test_an_act_that_is_sent_twice_is_done_once(session, activity):
    edit = Edit(made_from=0, key="k" * 64)
    first = _add(session, activity, "Une ligne", edit)
    assert _add(session, activity, "Une ligne", edit) == first
    assert _texts(session, activity) == ["Une ligne"]
    assert synthesis_of(session, activity.id).version == 1


def test_what_changes_nothing_is_no_event(session, activity):
    line = _add(session, activity)
    services.move_line(session, activity, Edit(), line, up=True)
    services.reword_line(
        session, activity, Edit(), line, text="Une ligne", nature=Nature.OTHER, heading=""
    )
    assert synthesis_of(session, activity.id).version == 1


def test_a_removed_line_comes_back_where_it_was_with_its_notes(session, made, activity):
    first = _add(session, activity, "Première", notes=[made.notes[0].id])
    _add(session, activity, "Seconde")
    services.remove_line(session, activity, Edit(), first)
    assert session.scalar(sa.select(sa.func.count(SynthesisSource.id))) == 0
    services.put_line_back(session, activity, Edit(), first)
    assert _texts(session, activity) == ["Première", "Seconde"]
    assert _lines(session, activity)[0].notes == (made.notes[0].id,)


def test_a_note_of_another_workshop_or_a_removed_one_is_refused(session, made, activity):
    other = workshop_with_notes(ConsultationFactory(), code="AT2")
    line = _add(session, activity)
    made.notes[0].removed_at = now()
    session.commit()
    for note in (other.notes[0].id, made.notes[0].id):
        with pytest.raises(services.NotOfThisWorkshop):
            services.attach_notes(session, activity, Edit(), line, [note])
        with pytest.raises(services.NotOfThisWorkshop):
            _add(session, activity, "Autre", notes=[made.notes[1].id, note])
    assert _texts(session, activity) == ["Une ligne"]


def test_a_line_of_another_synthesis_is_not_there(session, made, activity):
    other = workshop_with_notes(ConsultationFactory(), code="AT2").workshop.activity
    foreign = _add(session, other, "Ailleurs")
    _add(session, activity)
    for act in (
        lambda: services.remove_line(session, activity, Edit(), foreign),
        lambda: services.put_line_back(session, activity, Edit(), foreign),
        lambda: services.move_line(session, activity, Edit(), foreign, up=True),
        lambda: services.attach_notes(session, activity, Edit(), foreign, [made.notes[0].id]),
    ):
        with pytest.raises(LineGone):
            act()
    assert _texts(session, other) == ["Ailleurs"]


@pytest.mark.parametrize("text", ["", " \n", "…", "- !"])
def test_a_line_without_words_is_refused(session, activity, text):
    with pytest.raises(services.NothingSaid):
        _add(session, activity, text)
    assert session.scalar(sa.select(sa.func.count(Synthesis.id))) == 0


def test_what_is_too_long_is_refused_not_cut(session, activity):
    line = _add(session, activity)
    words = {"text": "Une", "nature": Nature.OTHER, "heading": ""}
    for too_long in ({"text": "a" * 2001}, {"heading": "a" * 201}):
        with pytest.raises(services.TooLong):
            _add(session, activity, **{"text": "Une", **too_long})
        with pytest.raises(services.TooLong):
            services.reword_line(session, activity, Edit(), line, **{**words, **too_long})
    assert _texts(session, activity) == ["Une ligne"]


def test_a_synthesis_has_an_end(session, activity, monkeypatch):
    monkeypatch.setattr(services, "MOST_LINES", 2)
    gone = _add(session, activity, "Une")
    services.remove_line(session, activity, Edit(), gone)
    _add(session, activity, "Deux")
    _add(session, activity, "Trois")
    with pytest.raises(services.TooManyLines):
        _add(session, activity, "Quatre")
    with pytest.raises(services.TooManyLines):
        services.put_line_back(session, activity, Edit(), gone)


def test_where_a_file_was_validated_nothing_is_written(session, activity):
    document = DocumentFactory(activity=activity, activity_id=activity.id)
    _add(session, activity)
    document.state = DocumentState.VALIDATED
    session.commit()
    with pytest.raises(keeping.ValidatedAsDocument):
        _add(session, activity, "Une autre")
    assert session.scalar(sa.select(sa.func.count(Document.id))) == 1


def test_the_history_tells_each_act_page_by_page_the_latest_first(session, made, activity):
    line = _add(session, activity, "Former les bénévoles")
    services.reword_line(
        session,
        activity,
        Edit(),
        line,
        text="Former tous les bénévoles",
        nature=Nature.NEED,
        heading="Former",
    )
    services.attach_notes(session, activity, Edit(), line, [made.notes[0].id])
    services.detach_note(session, activity, Edit(), line, made.notes[0].id)
    services.remove_line(session, activity, Edit(), line)
    synthesis = synthesis_of(session, activity.id)
    first = history_page(session, activity.id, synthesis.id, cursor=Cursor(), size=2)
    second = history_page(session, activity.id, synthesis.id, cursor=Cursor(first.next_key), size=2)
    third = history_page(session, activity.id, synthesis.id, cursor=Cursor(second.next_key), size=2)
    acts = [*first.rows, *second.rows, *third.rows]
    assert [act.number for act in acts] == [5, 4, 3, 2, 1]
    assert third.next_key is None
    removed, detached, attached, reworded, added = acts
    assert [note.id for note in attached.notes_added] == [made.notes[0].id]
    assert [note.id for note in detached.notes_detached] == [made.notes[0].id]
    assert [piece.text for piece in reworded.words if piece.kind == "added"] == ["tous "]
    assert {piece.kind for piece in (*added.words, *removed.words)} == {"kept"}
    back = history_page(
        session, activity.id, synthesis.id, cursor=Cursor(third.previous_key, True), size=2
    )
    assert [act.number for act in back.rows] == [3, 2]
