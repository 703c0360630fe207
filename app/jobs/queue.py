"""The queue that tells workers of jobs: huey, on SQLite or PostgreSQL, with the same task."""

from __future__ import annotations

import threading
import uuid
from typing import Any

import structlog
from flask import Flask, current_app
from huey import MemoryHuey, PostgresHuey, SqliteHuey
from huey.api import Huey
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.extensions import current_session, db
from app.jobs import control, services
from app.jobs.runner import execute, writing
from app.jobs.works import WORKS

BETWEEN_RECOVERIES = 10.0
"""Seconds."""

log = structlog.get_logger(__name__)


def build_huey(url: str) -> Huey:
    """The storage that `url` names: `sqlite:///path`, `postgresql://…` or `memory://`."""
    if url.startswith("sqlite:///"):
        return SqliteHuey("sillage", filename=url.removeprefix("sqlite:///"), results=False)
    if url.startswith("postgresql://"):
        return PostgresHuey("sillage", dsn=url, table_prefix="queue", results=False)
    return MemoryHuey("sillage", results=False)


class Queue:
    """Carries the identifiers of jobs to workers. The job's row is the truth."""

    def init_app(self, app: Flask, url: str) -> None:
        huey = build_huey(url)

        def run_job(job_id: str) -> None:
            with app.app_context():
                execute(uuid.UUID(job_id), WORKS)

        app.extensions["huey"] = huey
        app.extensions["run_job"] = huey.task(name="run_job")(run_job)

    @property
    def huey(self) -> Huey:
        huey: Huey = current_app.extensions["huey"]
        return huey

    def send(self, job_id: uuid.UUID) -> None:
        current_app.extensions["run_job"](str(job_id))

    def recover(self) -> None:
        """Tell the workers again of every job that waits; telling twice does no harm."""
        with writing():
            waiting = control.recover(current_session(), WORKS)
            db.session.commit()
        db.session.remove()
        for job_id in waiting:
            self.send(job_id)

    def keep_recovering(self, stop: threading.Event) -> None:
        """Look for jobs without a worker until told to stop; an accident is tried again."""
        while not stop.wait(BETWEEN_RECOVERIES):
            try:
                self.recover()
            except Exception as error:
                log.warning("recovery failed", error=error)

    def work(self) -> None:
        """Do what waits, in this process, and return."""
        while (task := self.huey.dequeue()) is not None:
            self.huey.execute(task)


queue = Queue()


@event.listens_for(Session, "after_commit")
def _send_scheduled(session: Session) -> None:
    """Tell the queue of the jobs of this transaction.

    When the queue cannot be reached the jobs still wait in their table: `recover` finds them.
    """
    if session.in_nested_transaction():
        return
    for job_id in session.info.pop(services.TO_SEND, []):
        try:
            queue.send(job_id)
        except Exception as error:
            log.warning("queue unreachable", job=str(job_id), error=error)


@event.listens_for(Session, "after_rollback")
def _forget_scheduled(session: Session) -> Any:
    session.info.pop(services.TO_SEND, None)
