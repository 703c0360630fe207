"""The wall of a table: notes are grouped by several people, and none is lost."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa

from app.models import Note, NoteGroup, Role, RoomTable
from app.workshops import wall
from app.workshops.note_queries import table_to_change
from app.workshops.notes import remove_note
from app.workshops.wall_queries import MOST_NOTES, wall_of
from tests.factories import ActivityFactory, ConsultationFactory, NoteFactory, RoomTableFactory
from tests.integration.test_many_at_once import at_once

pytestmark = pytest.mark.either_database

JSON = {"Accept": "application/json"}


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def table(session, consultation) -> RoomTable:
    table = RoomTableFactory(activity_id=ActivityFactory(consultation_id=consultation.id).id)
    session.commit()
    return table


@pytest.fixture
def notes(session, table) -> dict[str, Note]:
    made = {text: NoteFactory(table=table, text=text) for text in "abcd"}
    session.commit()
    return made


@pytest.fixture
def home(consultation, table) -> str:
    return f"/consultations/{consultation.slug}/tables/{table.id}/wall"


@pytest.fixture
def facilitator(sign_in, consultation):
    return sign_in(consultation, Role.FACILITATOR)


def _group(session, table, name: str) -> NoteGroup:
    return wall.add_group(session, table, uuid.uuid4(), name)


def _shown(session, table) -> dict[str, str]:
    """The names of the columns and the notes in each."""
    session.rollback()
    return {
        column.group.name if column.group else "": "".join(note.text for note in column.notes)
        for column in wall_of(session, table.id).columns
    }


def test_notes_stand_without_a_group_at_first_the_newest_on_top(session, table, notes):
    assert _shown(session, table) == {"": "dcba"}


def test_a_note_goes_into_a_group_at_the_place_that_was_chosen(session, table, notes):
    group = _group(session, table, "G")
    for text, place in (("a", 0), ("b", 0), ("c", 1), ("d", 99)):
        wall.move_note(session, table, notes[text].id, group.id, place)
    session.commit()
    assert _shown(session, table) == {"": "", "G": "bcad"}
    wall.shift_note(session, table, notes["c"].id, 1)
    wall.shift_note(session, table, notes["b"].id, -1)
    wall.move_note(session, table, notes["d"].id, None)
    session.commit()
    assert _shown(session, table) == {"": "d", "G": "bac"}


def test_groups_are_named_ordered_and_dissolved_and_their_notes_stay(session, table, notes):
    one, two, three = (_group(session, table, name) for name in ("un", "deux", "trois"))
    wall.move_note(session, table, notes["a"].id, two.id)
    wall.shift_group(session, table, three.id, -1)
    wall.shift_group(session, table, one.id, -1)
    wall.rename_group(session, table, two.id, "DEUX")
    session.commit()
    assert list(_shown(session, table)) == ["", "un", "trois", "DEUX"]
    assert wall.dissolve_group(session, table, two.id) == "DEUX"
    session.commit()
    assert _shown(session, table) == {"": "dcba", "un": "", "trois": ""}


def test_a_group_that_is_sent_twice_is_made_once(session, table):
    group_id = uuid.uuid4()
    first = wall.add_group(session, table, group_id, "G")
    assert wall.add_group(session, table, group_id, "G") is first
    other = RoomTableFactory(activity_id=table.activity_id)
    with pytest.raises(wall.NotOnTheWall):
        wall.add_group(session, other, group_id, "G")


def test_what_is_gone_or_of_another_table_moves_nothing(session, table, notes):
    other = RoomTableFactory(activity_id=table.activity_id)
    foreign = _group(session, other, "ailleurs")
    with pytest.raises(wall.NotOnTheWall):
        wall.move_note(session, table, notes["a"].id, foreign.id)
    with pytest.raises(wall.NotOnTheWall):
        wall.move_note(session, table, NoteFactory(table=other).id, None)
    remove_note(notes["b"])
    session.flush()
    with pytest.raises(wall.NotOnTheWall):
        wall.move_note(session, table, notes["b"].id, None)
    for act in (wall.dissolve_group, wall.rename_group):
        with pytest.raises(wall.NotOnTheWall):
            act(session, table, foreign.id, *(["x"] if act is wall.rename_group else []))
    assert notes["a"].group_id is None


def test_a_wall_has_an_end(session, table):
    for number in range(wall.MOST_GROUPS):
        _group(session, table, str(number))
    with pytest.raises(wall.TooManyGroups):
        _group(session, table, "de trop")
    for _ in range(MOST_NOTES + 1):
        NoteFactory(table=table)
    shown = wall_of(session, table.id)
    assert shown.is_cut
    assert len(shown.columns[0].notes) == MOST_NOTES


def test_the_version_of_a_wall_changes_with_what_it_shows(session, table, notes):
    seen = {wall_of(session, table.id).version}
    group = _group(session, table, "G")
    seen.add(wall_of(session, table.id).version)
    wall.move_note(session, table, notes["a"].id, group.id)
    seen.add(wall_of(session, table.id).version)
    group.name = "H"
    notes["b"].text = "B"
    session.flush()
    seen.add(wall_of(session, table.id).version)
    assert len(seen) == 4
    assert wall_of(session, table.id).version in seen


def test_many_who_move_notes_at_once_lose_none(session, app, facilitator, home, table, notes):
    """Into two groups, of which one is dissolved at the same moment."""
    kept, gone = _group(session, table, "reste"), _group(session, table, "part")
    session.commit()
    cookie = facilitator.get_cookie("sillage").value

    def send(do: str, **fields: str):
        browser = app.test_client()
        browser.set_cookie("sillage", cookie)
        return lambda: browser.post(home, data={"do": do, **fields}, headers=JSON)

    moves = [
        send(f"move:{note.id}", **{f"to:{note.id}": str(group.id)})
        for note in notes.values()
        for group in (kept, gone)
    ]
    answers = at_once([*moves, send(f"dissolve:{gone.id}"), send(f"left:{kept.id}")])
    assert {answer.status_code for answer in answers} <= {200, 409}
    shown = _shown(session, table)
    assert set(shown) == {"", "reste"}
    assert sorted("".join(shown.values())) == list("abcd")


# --- The page ------------------------------------------------------------------------------------


def test_a_wall_is_changed_by_plain_forms(session, facilitator, home, table, notes):
    note = notes["a"].id
    page = facilitator.post(
        home,
        data={"do": f"move:{note}", f"to:{note}": "new", "new_group": str(uuid.uuid4())},
        follow_redirects=True,
    )
    assert "Groupe sans nom" in page.text
    group = session.scalars(sa.select(NoteGroup)).one()
    facilitator.post(home, data={"do": f"rename:{group.id}", f"name:{group.id}": "Nom <b>"})
    assert "Nom &lt;b&gt;" in facilitator.get(home).text
    for do in (f"later:{note}", f"earlier:{note}", f"right:{group.id}", f"left:{group.id}"):
        assert facilitator.post(home, data={"do": do}).status_code == 302
    facilitator.post(home, data={"do": f"move:{note}", f"to:{note}": ""})
    assert _shown(session, table) == {"": "adcb", "Nom <b>": ""}
    facilitator.post(home, data={"do": f"dissolve:{group.id}"})
    facilitator.post(home, data={"do": f"add:{uuid.uuid4()}", "name": "Autre"})
    assert set(_shown(session, table)) == {"", "Autre"}


def test_a_script_is_told_what_was_done_in_a_sentence(session, facilitator, home, table, notes):
    group = _group(session, table, "Lieux")
    session.commit()
    note = notes["a"].id
    move = {"do": f"move:{note}", f"to:{note}": str(group.id), "place": "0"}
    answer = facilitator.post(home, data=move, headers=JSON)
    assert answer.json == {"sentence": "La note est maintenant dans\N{NO-BREAK SPACE}: Lieux."}
    facilitator.post(home, data={"do": f"dissolve:{group.id}"})
    late = facilitator.post(home, data=move, headers=JSON)
    assert late.status_code == 409
    assert "entre-temps" in late.json["sentence"]
    assert _shown(session, table) == {"": "dcba"}


@pytest.mark.parametrize("name", ["", "  ", "x" * 121, "nul \0"])
def test_a_group_without_a_name_that_can_be_kept_is_refused(
    session, facilitator, home, table, name
):
    add = {"do": f"add:{uuid.uuid4()}", "name": name}
    assert facilitator.post(home, data=add, headers=JSON).status_code == 422
    group = _group(session, table, "Avant")
    session.commit()
    rename = {"do": f"rename:{group.id}", f"name:{group.id}": name}
    assert facilitator.post(home, data=rename, headers=JSON).status_code == 422
    assert set(_shown(session, table)) == {"", "Avant"}


@pytest.mark.parametrize("do", ["", "move", "move:1", "fly:x", "move:é", "__class__:x"])
def test_a_change_that_is_none_is_refused(facilitator, home, do):
    assert facilitator.post(home, data={"do": do}).status_code == 400


def test_the_board_is_not_sent_again_while_it_is_the_same(session, facilitator, home, table, notes):
    first = facilitator.get(f"{home}/board")
    etag = {"If-None-Match": first.headers["ETag"]}
    assert facilitator.get(f"{home}/board", headers=etag).status_code == 304
    table = table_to_change(session, table.activity.consultation_id, table.id)
    wall.move_note(session, table, notes["a"].id, _group(session, table, "G").id)
    session.commit()
    changed = facilitator.get(f"{home}/board", headers=etag)
    assert changed.status_code == 200
    assert "csrf" not in changed.text


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.WRITER])
def test_a_wall_is_for_facilitators(sign_in, consultation, home, role):
    client = sign_in(consultation, role)
    assert client.get(home).status_code == 403
    assert client.get(f"{home}/board").status_code == 403
    assert client.post(home, data={"do": f"add:{uuid.uuid4()}"}).status_code == 403
