"""Pages for what goes wrong: what happened, and what to do now."""

from __future__ import annotations

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from app.settings import current_settings
from app.web.problems import is_for_programs, problem
from app.web.request_code import request_code
from app.web.transaction import undo
from app.web.unsaved import is_passing, not_saved

log = structlog.get_logger(__name__)

CHUNK = 2**16
MOST_LET_GO = 64 * 2**20
"""Bytes of a body that is too large; proxies let through no more (`deploy/`)."""


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(SecurityError, _untrusted_host)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _untrusted_host(_error: SecurityError) -> Response:
    """No page: without a host to trust, no address can be written in it."""
    return Response("This host is not served here.\n", 400, content_type="text/plain")


def _sentences(code: int) -> tuple[str, str]:
    """What happened and what to do, for a status code."""
    return {
        400: (_("This request cannot be read"), _("Go back and try again.")),
        403: (
            _("This page is not open to you"),
            _("Your role in this consultation does not include it. Ask a steward."),
        ),
        404: (
            _("This page does not exist"),
            _("The address may be mistyped, or the page may have moved."),
        ),
        405: (_("This address cannot be used that way"), _("Go back and use the form.")),
        413: (
            _("This file is too large"),
            _("The limit is %(megabytes)d MB. Go back: split the file, or leave columns out."),
        ),
        429: (_("Too many tries"), _("Wait a few minutes, then try again.")),
    }.get(code, (_("This request was refused"), _("Go back and try again.")))


def _http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:
        return make_response(error.get_response())
    if code >= 500:
        return _unexpected(error)
    if is_for_programs():
        return problem(code, error.name)
    title, advice = _sentences(code)
    if code == 413:
        _take_in_the_rest()
        advice %= {"megabytes": current_settings().upload_limit // 2**20}
    return _page(code, title, advice)


def _take_in_the_rest() -> None:
    """Let go of what is still being sent: a connection that is closed meanwhile is reset, and the
    browser shows nothing of the answer. Only where the server knows the end of it."""
    stream, left = request.environ["wsgi.input"], MOST_LET_GO
    while request.environ.get("wsgi.input_terminated") and left > 0:
        chunk = stream.read(CHUNK)
        if not chunk:
            break
        left -= len(chunk)


def _expired_form(_error: CSRFError) -> Response:
    return _page(
        400,
        _("This form has expired"),
        _("Go back, reload the page, and send it again: what you typed is still there."),
    )


def _unexpected(error: Exception) -> Response:
    cause = getattr(error, "original_exception", None) or error
    undo()
    if is_passing(cause):
        log.error("out of reach", method=request.method, error=cause)
        return problem(503, "Service Unavailable") if is_for_programs() else not_saved()
    log.exception("request failed", method=request.method, exc_info=error)
    if is_for_programs():
        return problem(500, "Internal Server Error")
    return _page(
        500,
        _("Something went wrong on our side"),
        _("Nothing was changed. Try again; if it happens again, tell a steward."),
    )


def _page(code: int, title: str, advice: str) -> Response:
    # The consultation may be why the page failed: an error page does not depend on it.
    g.pop("consultation", None)
    # What was typed is not lost: a browser may not find the form again as it was filled in.
    fields = request.form.items(multi=True) if code == 429 else ()
    sent = [(name, value) for name, value in fields if name != "csrf_token"]
    page = render_template(
        "errors/error.html",
        code=code,
        title=title,
        advice=advice,
        sent=sent,
        request_code=request_code() if code >= 500 else "",
    )
    return make_response(page, code)
