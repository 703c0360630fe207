"""The two processes: one answers the browser, the other does the background work."""

from __future__ import annotations

import threading

import click
import waitress
from flask import current_app
from flask.cli import with_appcontext

from app.jobs.queue import queue
from app.settings import current_settings


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Answer requests, with waitress."""
    serve_until_stopped()


@click.command("worker")
@click.option("--workers", type=click.IntRange(1, 32), default=1)
@with_appcontext
def worker(workers: int) -> None:
    """Do background work."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    stop = threading.Event()

    def recover() -> None:
        with app.app_context():
            queue.recover()
            queue.keep_recovering(stop)

    threading.Thread(target=recover, daemon=True).start()
    queue.huey.create_consumer(workers=workers, shutdown_timeout=2).run()
    stop.set()


def serve_until_stopped() -> None:
    settings = current_settings()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    waitress.serve(app, host=settings.host, port=settings.port, threads=8, ident=None)
