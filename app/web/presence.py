"""When a session was last used, to the hour, without a page ever waiting for it."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError

from app.extensions import current_session, db, write_intent
from app.models import AccountSession
from app.models.types import now
from app.sqlite import at_once
from app.web.transaction import SAFE_METHODS

HOUR = dt.timedelta(hours=1)


def init_app(app: Flask) -> None:
    app.after_request(_note)


def _note(response: Response) -> Response:
    """Once an hour: with what the request writes, or apart from a request that reads."""
    opened: AccountSession | None = g.get("sign_in")
    has_failed = response.status_code >= 500
    if opened is None or has_failed or abs(now() - opened.seen_at) < HOUR:
        return response
    if write_intent.get():
        current_session().execute(_seen(opened.id))
    elif request.method in SAFE_METHODS:
        _note_apart(opened.id)
    return response


def _seen(session_id: uuid.UUID) -> sa.Update:
    """Nothing where the session was closed meanwhile, or somebody else notes it now."""
    free = sa.select(AccountSession.id).where(AccountSession.id == session_id)
    return (
        sa.update(AccountSession)
        .where(AccountSession.id.in_(free.with_for_update(skip_locked=True)))
        .values(seen_at=now())
        .execution_options(synchronize_session=False)
    )


def _note_apart(session_id: uuid.UUID) -> None:
    """In a transaction of its own that waits for nobody: the next page tries again."""
    token = write_intent.set(True)
    try:
        with db.engine.connect() as connection, at_once(connection), connection.begin():
            connection.execute(_seen(session_id))
    except OperationalError:
        pass
    finally:
        write_intent.reset(token)
