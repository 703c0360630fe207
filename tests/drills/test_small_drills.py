"""The drills that need no process of their own, small; the others are commands (`benchmarks/`)."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from benchmarks.drills import broken_upload, sending_twice
from benchmarks.drills.places import open_places
from benchmarks.drills.results import Result
from benchmarks.drills.team import signed_in
from tests.drills.served import Served

pytestmark = pytest.mark.either_database


@pytest.fixture
def served(app: Flask, session: Session) -> Iterator[Served]:
    with app.app_context():
        places = open_places(session, ideas=1)
        session.commit()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Served(app, session, server.server_port, places)
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_form_whose_answer_is_lost_is_thanked_and_leaves_one_row(served: Served) -> None:
    result = sending_twice.drill(served, served.places)
    assert result.is_met, result.line("sending twice", "", 0)


def test_an_upload_that_breaks_off_leaves_nothing(served: Served) -> None:
    person = signed_in(served.port)
    result = Result(tuple(broken_upload.break_off(served, person, served.places, 1)))
    assert result.is_met, result.line("broken upload", "", 0)
