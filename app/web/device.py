"""The mark of a device: a signed cookie that tells one browser from another, and nothing else."""

from __future__ import annotations

import hashlib
import secrets

from flask import Response, after_this_request, request
from itsdangerous import BadSignature, URLSafeSerializer

from app.settings import current_settings

COOKIE = "sillage_device"
LIFETIME = 400 * 24 * 3600
"""Seconds; browsers keep no cookie for longer (RFC 6265bis)."""


def device_digest() -> str | None:
    """What is kept of the mark of the browser that asks; None where it has none of ours."""
    try:
        mark = _serializer().loads(request.cookies.get(_cookie(), ""))
    except BadSignature:
        return None
    return _digest_of(str(mark))


def marked_device() -> str:
    """The same, a browser without a mark given one with the answer to this request."""
    known = device_digest()
    if known is not None:
        return known
    mark = secrets.token_urlsafe(24)

    @after_this_request
    def give(response: Response) -> Response:
        if response.status_code < 400:
            _give(response, mark)
        return response

    return _digest_of(mark)


def _give(response: Response, mark: str) -> None:
    response.set_cookie(
        _cookie(),
        str(_serializer().dumps(mark)),
        max_age=LIFETIME,
        secure=current_settings().secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def _cookie() -> str:
    return f"{current_settings().cookie_prefix}{COOKIE}"


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_settings().secret_key, salt="device")


def _digest_of(mark: str) -> str:
    return hashlib.sha256(mark.encode()).hexdigest()
