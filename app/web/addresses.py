"""Whole addresses, for what is printed or scanned."""

from __future__ import annotations

from flask import request

from app.settings import current_settings


def whole_address(path: str) -> str:
    """The address of a path of this site: under PUBLIC_URL, or as this request came without it.

    A proxy or a forged header may make a request look as if it came elsewhere: what is printed
    for a room of people follows the setting.
    """
    return (current_settings().public_url or request.host_url.rstrip("/")) + path
