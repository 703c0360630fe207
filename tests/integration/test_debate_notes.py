"""What is noted in the debates of a conference enters the corpus once somebody stands behind it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import Contribution, Excerpt, Nature, Note, Role
from tests.conferences import ToCome
from tests.factories import ConferenceSessionFactory, NoteFactory, RoomTableFactory


@pytest.fixture
def made(app, session):
    made = ToCome(app, session)
    part = ConferenceSessionFactory(conference_id=made.conference.id, title="Employer")
    made.table = RoomTableFactory(
        activity_id=made.conference.activity_id, session_id=part.id, title=part.title
    )
    NoteFactory(table=made.table, text="Le logement manque.", nature=Nature.NEED)
    session.commit()
    return made


def test_notes_of_debates_enter_the_corpus_once_and_later_ones_by_the_next_call(
    session, made, sign_in
):
    client = sign_in(made.consultation, Role.FACILITATOR)
    assert "1 note n’est pas encore dans le corpus." in client.get(f"{made.home}/desk").text
    for _ in range(2):
        answer = client.post(f"{made.home}/notes", follow_redirects=True)
        assert answer.status_code == 200
    assert "pas encore dans le corpus" not in answer.text
    session.rollback()
    [excerpt] = session.scalars(sa.select(Excerpt))
    assert (excerpt.nature, excerpt.location) == (Nature.NEED, "Employer")

    NoteFactory(table=made.table, text="Un bus le soir.")
    session.commit()
    client.post(f"{made.home}/notes")
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Contribution)) == 2
    assert all(note.contribution_id for note in session.scalars(sa.select(Note)))


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.WRITER])
def test_who_was_not_at_the_desk_stands_behind_no_note(session, made, sign_in, role):
    client = sign_in(made.consultation, role)
    assert client.post(f"{made.home}/notes").status_code == 403
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Contribution)) == 0
