"""The drill of killed processes, small: a server that is killed while people speak to it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from app.extensions import db
from benchmarks.drills.killing import Crowd, Size, compared
from benchmarks.drills.places import open_places
from benchmarks.processes import until
from tests.drills.served import Served
from tests.emptying import expect_rows_of_others

pytestmark = pytest.mark.either_database

SIZE = Size(respondents=4, submissions=20, kills=3, questionnaire="short")
_FORKS = multiprocessing.get_context("fork")


def _serve(app: Flask, listening: socket.socket) -> None:
    with app.app_context():
        # Two processes would talk over one connection.
        db.engine.dispose(close=False)
    make_server("127.0.0.1", 0, app, threaded=True, fd=listening.fileno()).serve_forever()


def _keep_serving(app: Flask, listening: socket.socket, told: Connection) -> None:
    """Serve in a process of its own, and again in another one whenever it has ended."""
    while True:
        server = _FORKS.Process(target=_serve, args=(app, listening))
        server.start()
        told.send(server.pid)
        server.join()


@pytest.fixture
def place(app: Flask, session: Session) -> Served:
    with app.app_context():
        places = open_places(session, ideas=20)
        session.commit()
        db.engine.dispose()
    expect_rows_of_others()
    return Served(app, session, 0, places)


@pytest.fixture
def kill(app: Flask, place: Served) -> Iterator[Callable[[], None]]:
    """Kills the server; another one answers at once."""
    told, tell = multiprocessing.Pipe(duplex=False)
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listening:
        place.port = int(listening.getsockname()[1])
        keeper = _FORKS.Process(target=_keep_serving, args=(app, listening, tell))
        keeper.start()
        pids = [told.recv()]

        def kill_it() -> None:
            os.kill(pids.pop(), signal.SIGKILL)
            pids.append(told.recv())

        yield kill_it
        keeper.kill()
        keeper.join()
        os.kill(pids.pop(), signal.SIGKILL)


def _wait_for(crowd: Crowd, thanked: int) -> None:
    until(lambda: len(crowd.acknowledged) >= thanked, f"{thanked} to be thanked", 120)


def test_whatever_is_acknowledged_by_a_server_that_is_killed_is_there_once(
    place: Served, kill: Callable[[], None]
) -> None:
    crowd = Crowd(place.port, place.places, SIZE)
    people = threading.Thread(target=crowd.run)
    people.start()
    for number in range(SIZE.kills):
        _wait_for(crowd, 2 + 5 * number)
        kill()
    people.join()
    found = compared(place, crowd)
    assert [one.words for one in found if one.is_met is False] == []
    assert (len(crowd.acknowledged), crowd.faults) == (SIZE.submissions, 0)
