"""The queues that tell workers of jobs: huey, on SQLite, PostgreSQL or Redis, alike."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Collection, Mapping
from typing import Any

import psycopg
import structlog
from flask import Flask, current_app
from huey import MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey
from huey.api import Huey
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.extensions import db
from app.jobs import control, services
from app.jobs.queues import QUEUE_OF, QueueName
from app.jobs.runner import execute, stored
from app.jobs.works import WORKS
from app.models import JobKind
from config import REDIS

BETWEEN_RECOVERIES = 10.0
"""Seconds."""
LONGEST_PAUSE = 1.0
"""Seconds between two looks at an empty queue, where it cannot wake its workers (SQLite)."""
LAST_MOMENTS = 2
"""Seconds that a worker which is asked to stop gives to what it does."""

log = structlog.get_logger(__name__)


def build_huey(url: str, name: QueueName = QueueName.IMPORTS) -> Huey:
    """A queue in the storage that `url` names: `sqlite:///path`, `postgresql://…`, `redis://…`, or
    `memory://`. Queues share a storage and never meet."""
    own = f"sillage-{name}"
    if url.startswith("sqlite:///"):
        return SqliteHuey(own, filename=url.removeprefix("sqlite:///"), results=False)
    if url.startswith("postgresql://"):
        return _in_postgresql(own, url)
    if url.startswith(REDIS):
        return RedisHuey(own, url=url, results=False)
    return MemoryHuey(own, results=False)


def _in_postgresql(name: str, url: str) -> Huey:
    """A process may start while its database is away, and works once that is back. The tables of
    the queue are there then: migrations, too, are made by a process that began with this."""
    huey = PostgresHuey(name, dsn=url, table_prefix="queue", results=False, create_tables=False)
    try:
        _make_tables(huey, url)
    except psycopg.OperationalError as error:
        log.warning("queue unreachable", queue=name, error=error)
    return huey


def _make_tables(huey: Huey, url: str) -> None:
    """Hosts that start at once would each make the tables, and all but one would fail."""
    with psycopg.connect(url) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(20162)")
        huey.storage.initialize_schema()
    # The processes that a server forks from this one would talk over one connection.
    huey.storage.close()


class Queue:
    """Carries the identifiers of jobs to workers. The job's row is the truth."""

    def init_app(self, app: Flask, url: str) -> None:
        def run_job(job_id: str) -> None:
            with app.app_context():
                execute(uuid.UUID(job_id), WORKS)

        app.extensions["hueys"] = {name: build_huey(url, name) for name in QueueName}
        app.extensions["run_job"] = {
            name: huey.task(name="run_job")(run_job)
            for name, huey in app.extensions["hueys"].items()
        }

    @property
    def hueys(self) -> Mapping[QueueName, Huey]:
        hueys: Mapping[QueueName, Huey] = current_app.extensions["hueys"]
        return hueys

    def send(self, job_id: uuid.UUID, kind: JobKind) -> None:
        current_app.extensions["run_job"][QUEUE_OF[kind]](str(job_id))

    def recover(self) -> None:
        """Tell the workers again of the jobs that lost theirs, and of those that wait though their
        queue is empty.

        Telling twice does no harm. But a queue that still holds something will come to what waits:
        told again every few seconds, by each worker, it would grow while a long job lasts.
        """
        try:
            with stored() as session:
                waiting = control.recover(session, WORKS)
        finally:
            # Whatever happened: kept, a transaction would hold all who write up.
            db.session.remove()
        if not waiting:
            return
        empty = {name for name, huey in self.hueys.items() if huey.pending_count() == 0}
        for job_id, kind in waiting:
            if QUEUE_OF[kind] in empty:
                self.send(job_id, kind)

    def keep_recovering(self, stop: threading.Event) -> None:
        """Look for jobs without a worker until told to stop; an accident is tried again."""
        while True:
            try:
                self.recover()
            except Exception as error:
                log.warning("recovery failed", error=error)
            if stop.wait(BETWEEN_RECOVERIES):
                return

    def consume(self, names: Collection[QueueName], threads: int) -> None:
        """Do what waits in these queues until a signal comes, each with threads of its own."""
        consumers = [
            self.hueys[name].create_consumer(
                workers=threads,
                max_delay=LONGEST_PAUSE,
                # Nothing is put off: jobs that are due later are rows.
                periodic=False,
                scheduler_interval=60,
                shutdown_timeout=LAST_MOMENTS,
            )
            for name in names
        ]
        *others, last = consumers
        for consumer in others:
            consumer.start()
        last.run()  # The signals are its own: it was started last.
        for consumer in others:
            consumer.stop()

    def work(self) -> None:
        """Do what waits, in this process, and return."""
        while any(self._work_one(huey) for huey in self.hueys.values()):
            pass

    def _work_one(self, huey: Huey) -> bool:
        task = huey.dequeue()
        if task is not None:
            huey.execute(task)
        return task is not None


queue = Queue()


@event.listens_for(Session, "after_commit")
def _send_scheduled(session: Session) -> None:
    """Tell the queue of the jobs of this transaction.

    When the queue cannot be reached the jobs still wait in their table: `recover` finds them.
    """
    if session.in_nested_transaction():
        return
    for job_id, kind in session.info.pop(services.TO_SEND, []):
        try:
            queue.send(job_id, kind)
        except Exception as error:
            log.warning("queue unreachable", job=str(job_id), error=error)


@event.listens_for(Session, "after_rollback")
def _forget_scheduled(session: Session) -> Any:
    session.info.pop(services.TO_SEND, None)
