"""Addresses to go back to, only ever on this site."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

LONGEST = 1500
"""Where to go next waits in cookies and rows: browsers keep 4096 bytes of a cookie."""


def local_path(target: str | None) -> str | None:
    """`target` when it is a path of this site, else `None`.

    A browser reads `//host`, `/\\host` and a path with control characters as another site's.
    """
    if (
        not target
        or len(target) > LONGEST
        or not target.startswith("/")
        or target.startswith(("//", "/\\"))
    ):
        return None
    if "\\" in target or any(ord(character) < 32 for character in target):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else target


def current_path() -> str:
    """The address of this request, to come back to after a detour."""
    path = request.full_path if request.query_string else request.path
    return local_path(path) or "/"


def page_of_form(otherwise: str) -> str:
    """The page of this site on which the form that was sent says that it stands (`back`)."""
    return local_path(request.form.get("back")) or otherwise
