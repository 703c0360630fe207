"""One transaction a request: committed after success, rolled back after anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, request

from app.extensions import db, write_intent
from app.web.json_body import take_in_json

V = TypeVar("V", bound=Callable[..., object])

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    app.before_request(_announce_writing)
    app.after_request(_end)
    app.teardown_request(_forget)


def reads_first(view: V) -> V:
    """Declare a page that reads and computes before it writes, and calls `begin_writing` then.

    SQLite has one writer at a time: a page that many people send at once holds others up only
    while it writes.
    """
    view.reads_first = True  # type: ignore[attr-defined]
    return view


def begin_writing() -> None:
    """End what was read and write from now on; what was read may have changed: read it again."""
    db.session.commit()
    write_intent.set(True)


def end_writing() -> None:
    """Keep what was written so far, whatever becomes of this request; from now on it reads."""
    db.session.commit()
    write_intent.set(False)


def _announce_writing() -> None:
    """Say whether this request writes, once all that it sends is there.

    What comes slowly must not hold the only lock of SQLite meanwhile.
    """
    writes = request.method not in SAFE_METHODS
    if writes and request.endpoint:
        take_in_json()
        _ = request.form
    view = current_app.view_functions.get(request.endpoint or "")
    write_intent.set(writes and not getattr(view, "reads_first", False))


def _end(response: Response) -> Response:
    if request.method in SAFE_METHODS:
        # Reading changes nothing: what was begun is let go with the session.
        return response
    if response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response


def _forget(_error: BaseException | None) -> None:
    write_intent.set(False)
