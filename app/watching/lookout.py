"""What a web process does beside its requests: where no worker lives, it tells so in its place."""

from __future__ import annotations

import threading
import time

import structlog
from flask import Flask, Response

from app.extensions import current_session, db
from app.models.types import now
from app.settings import current_settings
from app.watching.looking import look
from app.watching.signs import signs_of, unserved_queues

BETWEEN_LOOKS = 60.0
"""Seconds. A look is one small query while workers live."""

log = structlog.get_logger(__name__)


class Lookout:
    """Looks once a minute, after whichever request comes first, in a thread of its own: no page
    waits for a mail server."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._next_at = 0.0

    def after(self, response: Response) -> Response:
        """Look if it is time; to be called after each request."""
        if current_settings().alert_email and self._is_time():
            threading.Thread(target=self._look, daemon=True).start()
        return response

    def _is_time(self) -> bool:
        with self._lock:
            if time.monotonic() < self._next_at:
                return False
            self._next_at = time.monotonic() + BETWEEN_LOOKS
            return True

    def _look(self) -> None:
        with self._app.app_context():
            try:
                look_for_workers()
            except Exception as error:
                log.warning("watching failed", error=error)
            db.session.remove()


def look_for_workers() -> None:
    """Tell what has to be told where a queue has no worker. Workers that live do it themselves."""
    moment = now()
    is_silent = unserved_queues(signs_of(current_session()), moment)
    db.session.rollback()
    if is_silent:
        look(moment)


def init_app(app: Flask) -> None:
    app.after_request(Lookout(app).after)
