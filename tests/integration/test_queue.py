"""The real queues: SQLite's file, PostgreSQL and Redis carry the same task to the same row."""

from __future__ import annotations

import datetime as dt
import threading
import uuid

import psycopg
import pytest
import sqlalchemy as sa

from app.extensions import db
from app.jobs import control
from app.jobs.queue import build_huey, queue
from app.jobs.queues import QUEUE_OF, QueueName
from app.models import Job, JobKind, JobState
from benchmarks.drills.far_storage import is_redis_here, redis_server
from tests.factories import ConsultationFactory

LONG_AGO = dt.datetime(2016, 4, 28, tzinfo=dt.UTC)
STORAGES = ["sqlite", "postgresql", "memory", "redis"]


@pytest.fixture(scope="module")
def redis_url():
    """A Redis of the test's own; skipped where there is none."""
    if not is_redis_here():
        pytest.skip("wants redis-server and the client of Redis")
    with redis_server() as address:
        yield address


@pytest.fixture(params=STORAGES)
def url(request, tmp_path):
    urls = {"sqlite": f"sqlite:///{tmp_path / 'queue.db'}", "memory": "memory://"}
    return urls.get(request.param) or request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def hueys(url):
    made = [build_huey(url, name) for name in QueueName]
    for huey in made:
        huey.flush()
    yield made
    for huey in made:
        huey.flush()


def _done(huey) -> None:
    while (waiting := huey.dequeue()) is not None:
        huey.execute(waiting)


def test_what_is_sent_is_done_once_in_order(hueys):
    done: list[str] = []
    task = hueys[0].task(name="note")(done.append)
    names = [str(uuid.uuid4()) for _ in range(5)]
    for name in names:
        task(name)
    _done(hueys[0])
    assert done == names


def test_queues_of_one_storage_never_meet(hueys):
    done: list[str] = []
    tasks = [huey.task(name="note")(done.append) for huey in hueys]
    for task, name in zip(tasks, QueueName, strict=True):
        task(name)
    for huey, name in zip(hueys, QueueName, strict=True):
        assert huey.pending_count() == 1
        _done(huey)
        assert done.pop() == name
        assert done == []


def test_a_process_starts_while_the_server_of_its_queue_is_away():
    away = build_huey("postgresql://nobody@127.0.0.1:1/nowhere")
    with pytest.raises(psycopg.OperationalError):
        away.pending_count()


def test_every_kind_of_job_has_a_queue():
    assert set(QUEUE_OF) == set(JobKind)
    assert set(QUEUE_OF.values()) == set(QueueName)


def test_a_look_that_fails_holds_nobody_up(app, session, monkeypatch):
    """It had begun to write: on SQLite everybody else would wait for the end of its transaction."""

    def breaks(own, _works):
        own.execute(sa.delete(Job))
        raise LookupError

    monkeypatch.setattr(control, "recover", breaks)
    with app.app_context():
        own = db.session()
        with pytest.raises(LookupError):
            queue.recover()
        assert not own.in_transaction()
        stop = threading.Event()
        stop.set()
        queue.keep_recovering(stop)
        assert not own.in_transaction()


def test_a_job_that_waits_is_told_again_once_not_each_time(app, session):
    """Several workers look every ten seconds, and an analysis may take ten minutes."""
    consultation = ConsultationFactory()
    waiting = [
        Job(kind=JobKind.LEARNING, consultation_id=consultation.id, subject_id=consultation.id)
        for _ in range(3)
    ]
    lost = Job(kind=JobKind.LEARNING, consultation_id=consultation.id, subject_id=consultation.id)
    lost.state, lost.alive_at, lost.attempts = JobState.RUNNING, LONG_AGO, 1
    session.add_all(waiting)
    session.commit()
    with app.app_context():
        for _ in range(3):
            queue.recover()
        analysis, mail = queue.hueys[QueueName.ANALYSIS], queue.hueys[QueueName.MAIL]
        assert (analysis.pending_count(), mail.pending_count()) == (3, 0)
        session.add(lost)
        session.commit()
        queue.recover()
        assert analysis.pending_count() == 4, "what was lost does not wait for the queue to empty"
