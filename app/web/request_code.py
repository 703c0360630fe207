"""A code for each request: it stands in every line that the request writes in the log, and on the
page of an error, for whoever reports it. It says nothing of who asked."""

from __future__ import annotations

import secrets

import structlog
from flask import Flask, g, request

from app.corpus.codes import ALPHABET

LENGTH = 8


def init_app(app: Flask) -> None:
    """Bind it before anything else is done."""
    app.before_request(_begin)


def request_code() -> str:
    """The code of this request, as the log has it."""
    code: str = g.get("request_code", "")
    return code


def _begin() -> None:
    # Threads answer one request after the other: nothing of the one before may stay.
    structlog.contextvars.clear_contextvars()
    g.request_code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    structlog.contextvars.bind_contextvars(request=g.request_code, endpoint=request.endpoint or "")
