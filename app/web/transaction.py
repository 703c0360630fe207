"""One transaction a request: committed after success, rolled back after anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from flask import Flask, Response, current_app, request

from app.extensions import db, write_intent
from app.web.acts_recorded import takes_away, write_down_act, write_down_taking_away
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
    while it writes. PostgreSQL locks rows, and the page writes from its start.
    """
    view.reads_first = True  # type: ignore[attr-defined]
    return view


def begin_writing() -> bool:
    """Write from now on. Returns whether what was read ended: it may have changed since, and is
    read again."""
    if write_intent.get():
        return False
    db.session.commit()
    write_intent.set(True)
    return True


def end_writing() -> None:
    """Keep what was written so far, whatever becomes of this request; from now on it reads."""
    db.session.commit()
    write_intent.set(False)


def undo() -> None:
    """Undo what was begun, and give the connection back, also where it is dead."""
    try:
        db.session.rollback()
    except sa.exc.SQLAlchemyError:
        db.session().invalidate()


def _announce_writing() -> None:
    """Say whether this request writes, once all that it sends is there.

    What comes slowly must not hold the only lock of SQLite meanwhile.
    """
    writes = request.method not in SAFE_METHODS
    if writes and request.endpoint:
        take_in_json()
        _ = request.form
    view = current_app.view_functions.get(request.endpoint or "")
    is_only_reading = getattr(view, "reads_first", False) and db.engine.dialect.name == "sqlite"
    write_intent.set(writes and not is_only_reading)


def _end(response: Response) -> Response:
    if request.method in SAFE_METHODS and not write_intent.get():
        # Reading changes nothing: what was begun is let go with the session. The exception called
        # `begin_writing`: somebody who comes back from their identity provider comes by GET.
        if takes_away(response):
            _keep_who_took_it()
        return response
    if response.status_code < 400:
        write_down_act(db.session())
        db.session.commit()
    else:
        undo()
    return response


def _keep_who_took_it() -> None:
    """In a short transaction of its own, once what is taken away was read."""
    db.session.rollback()
    write_intent.set(True)
    write_down_taking_away(db.session())
    db.session.commit()
    write_intent.set(False)


def _forget(_error: BaseException | None) -> None:
    """Let the session go: the database may have died since it said all that was asked."""
    write_intent.set(False)
    undo()
