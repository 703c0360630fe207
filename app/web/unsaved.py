"""What could not be kept: the database, the disk or the storage of files is out of reach, and the
person is told so.

The page that says it asks none of them, so that it can always be shown.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import suppress

import sqlalchemy as sa
from flask import Response, current_app, jsonify, make_response, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from app.storage.store import StoreUnreachable
from app.web.language import select_language
from app.web.request_code import request_code

PASSING_ERRNO = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""The disk is full, or takes nothing."""
PASSING_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
TOO_LARGE = "54"
"""The class of PostgreSQL's errors which no other try would be spared."""
RETRY_AFTER = 5
"""Seconds after which a program may try again."""


def is_passing(error: BaseException) -> bool:
    """Whether the database, the disk or the storage of files is out of reach, rather than this
    request at fault: the same request may be kept a little later."""
    if isinstance(error, sa.exc.TimeoutError | StoreUnreachable):
        return True
    if isinstance(error, sa.exc.DBAPIError):
        return error.connection_invalidated or _is_of_the_database(error)
    return isinstance(error, OSError) and error.errno in PASSING_ERRNO


def _is_of_the_database(error: sa.exc.DBAPIError) -> bool:
    if isinstance(error.orig, sqlite3.Error):
        # The lower byte says what it is, the others where it happened.
        code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return code & 0xFF in PASSING_SQLITE
    state = str(getattr(error.orig, "sqlstate", None) or "")
    return isinstance(error, sa.exc.OperationalError) and not state.startswith(TOO_LARGE)


def not_saved() -> Response:
    """The answer to a request that came at such a moment, with what was typed in it."""
    if request.accept_mimetypes.best == "application/json":
        answer = jsonify(sentence=_("Not saved. Wait a moment, then try again."))
    else:
        fields, files = _sent()
        # Not `render_template`: it asks for the account, which only the database knows.
        page = current_app.jinja_env.get_template("errors/unsaved.html")
        answer = make_response(
            page.render(
                language=select_language(),
                was_read=request.method in ("GET", "HEAD"),
                fields=fields,
                files=files,
                request_code=request_code(),
            )
        )
    answer.status_code = 503
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer


def _sent() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What was typed, but passwords and tokens; the fields of the files, and their names."""
    with suppress(OSError, HTTPException):
        fields = [
            (name, value)
            for name, value in request.form.items(multi=True)
            if name != "csrf_token" and "password" not in name
        ]
        files = [
            (name, file.filename) for name, file in request.files.items(multi=True) if file.filename
        ]
        return fields, files
    return [], []
