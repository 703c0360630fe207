"""What pages need to go on without a network."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from app.models import Note, Role
from app.web import offline
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    RoomTableFactory,
    RoundFactory,
)


@pytest.fixture
def guarded(app):
    """The application checks tokens, as it does outside of the tests."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def _mark(page) -> str:
    return re.search(r'<body data-account="(\w+)"', page.text)[1]


def test_the_service_worker_is_a_script_of_the_root_that_is_never_kept(client):
    answer = client.get("/service-worker.js")
    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.text.startswith('const VERSION = "')
    assert "worker-src 'self'" in client.get("/").headers["Content-Security-Policy"]


def test_another_style_or_script_makes_another_version_of_the_service_worker(tmp_path):
    style = tmp_path / "a.css"
    style.write_text("a {}")
    first = offline._version(offline._state_of_files(tmp_path))
    assert offline._version(offline._state_of_files(tmp_path)) == first
    style.write_text("b {}")
    assert offline._version(((style, 0),)) != first


def test_a_page_tells_accounts_apart_without_naming_them(session, client, sign_in):
    consultation = ConsultationFactory()
    one, other = sign_in(consultation, Role.WRITER), sign_in(consultation, Role.WRITER)
    assert _mark(client.get("/")) == "nobody"
    marks = {_mark(one.get("/")), _mark(other.get("/")), "nobody"}
    assert len(marks) == 3
    assert client.get("/sending-token").json["account"] == "nobody"
    assert one.get("/sending-token").json["account"] == _mark(one.get("/"))


def test_a_fresh_token_sends_what_was_written_in_a_session_that_has_ended(guarded, client):
    client.get("/")
    client.delete_cookie("sillage")
    assert client.post("/language", data={"language": "en"}).status_code == 400
    token = client.get("/sending-token").json["token"]
    answer = client.post("/language", data={"language": "en"}, headers={"X-CSRFToken": token})
    assert answer.status_code == 302


def test_what_one_account_wrote_is_not_taken_from_another(session, sign_in):
    consultation = ConsultationFactory()
    activity = ActivityFactory(consultation_id=consultation.id)
    table = RoomTableFactory(activity_id=activity.id)
    RoundFactory(activity_id=activity.id, number=1)
    session.commit()
    person = sign_in(consultation, Role.FACILITATOR)
    home = f"/consultations/{consultation.slug}/tables/{table.id}"
    batch = {"items": [{"key": "k" * 16, "text": "a", "nature": "need", "round": "1"}]}
    for mark, status, notes in (("nobody", 409, 0), (_mark(person.get(home)), 200, 1)):
        answer = person.post(f"{home}/batch", json=batch, headers={"X-Sending-As": mark})
        assert answer.status_code == status
        session.rollback()
        assert session.scalar(sa.select(sa.func.count()).select_from(Note)) == notes


def test_what_a_script_asks_beside_the_page_renews_no_session(guarded, session, client, sign_in):
    """Its answer may arrive after the person signed out."""
    assert "Set-Cookie" in client.get("/sending-token").headers
    guarded.config["WTF_CSRF_ENABLED"] = False
    consultation = ConsultationFactory()
    table = RoomTableFactory(activity_id=ActivityFactory(consultation_id=consultation.id).id)
    person = sign_in(consultation, Role.FACILITATOR)
    home = f"/consultations/{consultation.slug}/tables/{table.id}"
    assert "Set-Cookie" in person.get(home).headers
    for path in ("/sending-token", f"{home}/notes", f"{home}/wall/board"):
        assert "Set-Cookie" not in person.get(path).headers, path
    batch = {"items": [{"key": "k" * 16, "text": "a", "nature": "need"}]}
    assert "Set-Cookie" not in person.post(f"{home}/batch", json=batch).headers
    assert "Set-Cookie" in person.get(home).headers
