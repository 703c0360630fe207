"""The mark of a device: a signed cookie that tells one browser from another, and nothing else."""

from __future__ import annotations

import hashlib
import secrets

from flask import Response, after_this_request, g, request, session
from itsdangerous import BadSignature, URLSafeSerializer

from app.corpus.codes import derived_secret
from app.settings import current_settings

COOKIE = "sillage_device"
LIFETIME = 400 * 24 * 3600
"""Seconds; browsers keep no cookie for longer (RFC 6265bis)."""


def device_digest() -> str | None:
    """What is kept of the mark of the browser that asks; None where it has none of ours."""
    try:
        mark = _serializer().loads(kept_in_browser(COOKIE))
    except BadSignature:
        return None
    return _digest_of(str(mark))


def marked_device() -> str:
    """The same, a browser without a mark given one with the answer to this request."""
    known = device_digest()
    if known is not None:
        return known
    if "device_mark" in g:
        return _digest_of(g.device_mark)
    mark = g.device_mark = _mark_of_session() or secrets.token_urlsafe(24)
    keep_in_browser(COOKIE, str(_serializer().dumps(mark)))
    return _digest_of(mark)


def _mark_of_session() -> str:
    """The mark that follows from the token of the form, where this browser has one.

    The same for whoever sends a form again because its answer, and the mark with it, was lost:
    they are nobody else then, and do not vote twice.
    """
    token = str(session.get("csrf_token", ""))
    content = b"device:" + token.encode()
    return derived_secret(current_settings().secret_key, content) if token else ""


def keep_in_browser(name: str, value: str) -> None:
    """Give a cookie that lasts with the answer to this request, unless it is an error."""

    @after_this_request
    def give(response: Response) -> Response:
        if response.status_code < 400:
            response.set_cookie(
                _full_name(name),
                value,
                max_age=LIFETIME,
                secure=current_settings().secure_cookies,
                httponly=True,
                samesite="Lax",
            )
        return response


def kept_in_browser(name: str) -> str:
    """What this browser kept of ours under a name, as it says; empty where it kept nothing."""
    return request.cookies.get(_full_name(name), "")


def _full_name(name: str) -> str:
    return f"{current_settings().cookie_prefix}{name}"


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_settings().secret_key, salt="device")


def _digest_of(mark: str) -> str:
    return hashlib.sha256(mark.encode()).hexdigest()
