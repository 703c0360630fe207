"""The queue that tells workers of jobs: huey, on SQLite or PostgreSQL, with the same task."""

from __future__ import annotations

import uuid
from typing import Any

import structlog
from flask import Flask, current_app
from huey import MemoryHuey, PostgresHuey, SqliteHuey, crontab
from huey.api import Huey
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.extensions import current_session, db
from app.jobs import services
from app.jobs.runner import execute, writing
from app.jobs.works import WORKS

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

        def recover_jobs() -> None:
            with app.app_context():
                self.recover()

        app.extensions["huey"] = huey
        app.extensions["run_job"] = huey.task(name="run_job")(run_job)
        huey.periodic_task(crontab(minute="*"), name="recover_jobs")(recover_jobs)

    @property
    def huey(self) -> Huey:
        huey: Huey = current_app.extensions["huey"]
        return huey

    def send(self, job_id: uuid.UUID) -> None:
        current_app.extensions["run_job"](str(job_id))

    def recover(self) -> None:
        """Tell the workers again of every job that waits; telling twice does no harm."""
        with writing():
            waiting = services.recover(current_session())
            db.session.commit()
        db.session.remove()
        for job_id in waiting:
            self.send(job_id)

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
            log.warning("queue unreachable", job=str(job_id), error=str(error))


@event.listens_for(Session, "after_rollback")
def _forget_scheduled(session: Session) -> Any:
    session.info.pop(services.TO_SEND, None)
