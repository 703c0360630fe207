"""Addresses of pages: within the site, and whole ones, for what is printed or scanned."""

from __future__ import annotations

import functools
from typing import Any

from flask import current_app, has_request_context, request, url_for

from app.settings import current_settings

ON_EVERY_PAGE = frozenset({(), ("slug",), ("filename",)})
"""What addresses of files and of the menu are made of: forty on a page, always the same."""


def address_of(endpoint: str, **values: Any) -> str:
    """What `url_for` says, built once for all requests where it is on every page."""
    if (
        not has_request_context()
        or endpoint.startswith(".")
        or not _is_on_every_page(values)
        or _depends_on_request(endpoint)
    ):
        return url_for(endpoint, **values)
    return _built(request.script_root, endpoint, **values)


def _is_on_every_page(values: dict[str, Any]) -> bool:
    return tuple(values) in ON_EVERY_PAGE and all(isinstance(one, str) for one in values.values())


def _depends_on_request(endpoint: str) -> bool:
    """Whether its blueprint, or the application, puts values of the request into addresses: those
    of one person must not stand on the pages of others."""
    known = current_app.url_default_functions
    return None in known or endpoint.partition(".")[0] in known


@functools.lru_cache(maxsize=2048)
def _built(_root: str, endpoint: str, **values: Any) -> str:
    """An address below a root, which is that of the request: it depends on nothing else."""
    return url_for(endpoint, **values)


def whole_address(path: str) -> str:
    """The address of a path of this site: under PUBLIC_URL, or as this request came without it.

    A proxy or a forged header may make a request look as if it came elsewhere: what is printed
    for a room of people follows the setting.
    """
    return (current_settings().public_url or request.host_url.rstrip("/")) + path
