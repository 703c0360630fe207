"""The two processes: one answers the browser, the other does the background work."""

from __future__ import annotations

import threading

import click
import structlog
import waitress
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.cli.keeping_watch import keep_watching
from app.cli.writing import transaction
from app.extensions import db
from app.figures.asking import ask_for_figures, consultations_due
from app.jobs.queue import queue
from app.jobs.queues import QueueName
from app.models.types import now
from app.notifications.digest_job import ask_for_digests
from app.settings import current_settings
from app.strategy.governance.reminding import ask_for_reminders
from app.talk.news import ask_for_news

BETWEEN_LOOKS = 20.0
"""Seconds between two looks at what is due."""

log = structlog.get_logger(__name__)


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Answer requests, with waitress."""
    serve_until_stopped()


@click.command("worker")
@click.option(
    "--queue",
    "names",
    multiple=True,
    type=click.Choice([name.value for name in QueueName]),
    help="A queue to serve; several may be named. All of them by default.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 32),
    default=1,
    show_default=True,
    help="Threads of each queue.",
)
@with_appcontext
def worker(names: tuple[str, ...], workers: int) -> None:
    """Do background work."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    stop = threading.Event()

    def recover() -> None:
        with app.app_context():
            queue.keep_recovering(stop)

    threading.Thread(target=recover, daemon=True).start()
    for ask in (_keep_asking_for_messages, _keep_asking_for_figures):
        threading.Thread(target=ask, args=(app, stop), daemon=True).start()
    served = [QueueName(name) for name in names] or [*QueueName]
    threading.Thread(target=keep_watching, args=(app, served, stop), daemon=True).start()
    queue.consume(served, workers)
    stop.set()


def _keep_asking_for_messages(app: Flask, stop: threading.Event) -> None:
    """Look for what is due to be sent until told to stop; an accident is tried again."""
    with app.app_context():
        while not stop.wait(BETWEEN_LOOKS):
            try:
                with transaction() as session:
                    ask_for_digests(session, now())
                    ask_for_reminders(session, now())
                    ask_for_news(session, now())
            except Exception as error:
                log.warning("messages not asked for", error=error)
            db.session.remove()


def _keep_asking_for_figures(app: Flask, stop: threading.Event) -> None:
    """Look for what is to be counted again until told to stop; an accident is tried again."""
    with app.app_context():
        while not stop.wait(BETWEEN_LOOKS):
            try:
                # Looked for while only reading: on a large corpus it takes a while.
                due = consultations_due(db.session(), now())
                db.session.remove()
                if due:
                    with transaction() as session:
                        ask_for_figures(session, due)
            except Exception as error:
                log.warning("figures not asked for", error=error)
            db.session.remove()


def serve_until_stopped() -> None:
    settings = current_settings()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    waitress.serve(
        app,
        host=settings.host,
        port=settings.port,
        threads=8,
        ident=None,
        # What proxies add to a request is read by the application, as many as are trusted; and that
        # there is one at all, by whatever is for this machine only (`/metrics`).
        clear_untrusted_proxy_headers=False,
    )
