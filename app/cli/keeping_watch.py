"""What the worker does beside its jobs: it says that it lives, and tells of troubles by mail."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Collection

import structlog
from flask import Flask

from app.cli.writing import transaction
from app.extensions import db
from app.jobs.queues import QueueName
from app.models.types import now
from app.settings import current_settings
from app.watching.alerts import News, claim_news, was_told
from app.watching.figures import figures_of
from app.watching.machine import disk_of, last_backup
from app.watching.signs import WORKERS, keep_sign
from app.watching.telling import NotTold, tell
from app.watching.troubles import troubles_of_machine, troubles_of_work

BETWEEN_LOOKS = 30.0
"""Seconds."""

log = structlog.get_logger(__name__)


def keep_watching(app: Flask, served: Collection[QueueName], stop: threading.Event) -> None:
    """Look until told to stop, for a worker of these queues; an accident is tried again.

    In a thread of its own: a mail server that does not answer holds nothing up.
    """
    with app.app_context():
        while True:
            try:
                look(now(), served)
            except Exception as error:
                log.warning("watching failed", error=error)
            db.session.remove()
            if stop.wait(BETWEEN_LOOKS):
                return


def look(moment: dt.datetime, served: Collection[QueueName]) -> None:
    """Say that a worker of these queues lives, and tell what has to be told."""
    for news in _due(moment, served):
        trouble = news.finding.trouble
        try:
            tell(news, moment)
        except NotTold as error:
            # No message about messages: whoever reads the log finds it. A trouble is tried again
            # later; that one is over is not.
            log.error("alert not sent", trouble=trouble.value, reason=str(error))
            continue
        log.warning("alert sent", trouble=trouble.value, is_over=news.is_over)
        if not news.is_over:
            with transaction() as session:
                was_told(session, trouble, moment)


def _due(moment: dt.datetime, served: Collection[QueueName]) -> list[News]:
    settings = current_settings()
    with transaction() as session:
        for name in served:
            keep_sign(session, WORKERS[name], moment)
        if not settings.alert_email:
            return []
        found = troubles_of_work(figures_of(session, moment))
        directory = settings.data_directory
        found += troubles_of_machine(disk_of(directory), last_backup(directory), moment)
        return claim_news(session, found, moment)
