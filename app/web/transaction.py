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
    write_intent.set(request.method not in SAFE_METHODS)


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
