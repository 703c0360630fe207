"""One transaction a request: committed after success, rolled back after anything else."""

from __future__ import annotations

from flask import Flask, Response, request

from app.extensions import db, write_intent

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    app.before_request(_announce_writing)
    app.after_request(_end)
    app.teardown_request(_forget)


def _announce_writing() -> None:
    """Say whether this request writes, once all of its form is there.

    A form that comes slowly must not hold the only lock of SQLite meanwhile.
    """
    writes = request.method not in SAFE_METHODS
    if writes and request.endpoint:
        _ = request.form
    write_intent.set(writes)


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
