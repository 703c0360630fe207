"""Counting each request, and what is kept for some seconds for those who watch."""

from __future__ import annotations

import time

from flask import Flask, Response, current_app, g, request

from app.watching.kept import Kept
from app.watching.request_counts import METHODS, Kind, RequestCounts

COUNTS, READINESS, FIGURES = "request_counts", "kept_readiness", "kept_figures"
"""Where the application has them."""
DIRECTORY = "metrics"
"""In the data directory."""


def init_app(app: Flask) -> None:
    """Bind it before the other hooks, so that their time is counted too."""
    app.extensions[COUNTS] = RequestCounts(app.extensions["settings"].data_directory / DIRECTORY)
    app.extensions[READINESS] = Kept(seconds=1.0)
    app.extensions[FIGURES] = Kept(seconds=15.0)
    app.before_request(_begin)
    app.after_request(_count)


def request_counts() -> RequestCounts:
    """What the processes of this machine counted."""
    counts: RequestCounts = current_app.extensions[COUNTS]
    return counts


def _begin() -> None:
    g.begun_at = time.perf_counter()


def _count(response: Response) -> Response:
    method = request.method if request.method in METHODS else "other"
    kind = Kind(request.endpoint or "none", method, response.status_code)
    # What is answered before the first hook takes no time.
    ended = time.perf_counter()
    request_counts().add(kind, ended - g.get("begun_at", ended))
    return response
