"""What the worker does beside its jobs: it says that it lives, and tells of troubles by mail."""

from __future__ import annotations

import threading
from collections.abc import Collection

import click
import sqlalchemy as sa
import structlog
from flask import Flask
from flask.cli import with_appcontext

from app.cli.refusal import Refusal
from app.extensions import db
from app.jobs.queues import QueueName
from app.models.types import now
from app.settings import current_settings
from app.watching.looking import look

BETWEEN_LOOKS = 30.0
"""Seconds."""

log = structlog.get_logger(__name__)


@click.command("alerts")
@with_appcontext
def alerts() -> None:
    """Look for troubles and tell them by mail, from cron: also where nothing else runs.

    Whatever looks beside it, each is told once. Exits with 1 when a message did not leave.
    """
    if not current_settings().alert_email:
        click.echo("ALERT_EMAIL is not set: nobody is told.")
        return
    try:
        told = look(now())
    except sa.exc.SQLAlchemyError:
        raise Refusal("The database does not answer: run `flask doctor`. Nobody is told.") from None
    for news, has_left in told:
        what = f"{news.finding.trouble.value}{' is over' if news.is_over else ''}"
        click.echo(f"Told: {what}." if has_left else f"Not told, no mail leaves: {what}.")
    if not told:
        click.echo("Nothing to tell.")
    if not all(has_left for _news, has_left in told):
        click.get_current_context().exit(1)


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
