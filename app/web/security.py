"""Headers that tell a browser what it may not do, and a nonce for each page."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request

from app.web.transaction import SAFE_METHODS

_NONE = "'none'"
CACHEABLE_ENDPOINTS = frozenset({"static", "bootstrap.static"})


def csp_nonce() -> str:
    """The nonce of this response, made on first use."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    return str(g.csp_nonce)


def let_other_sites_show_it() -> None:
    """Let every site show this answer, framed or as a picture: it is the same for everybody, and
    nothing can be done in it."""
    g.is_for_other_sites = True


def init_app(app: Flask) -> None:
    app.before_request(_refuse_unstorable_addresses)
    app.before_request(_refuse_forms_of_other_sites)
    app.after_request(_add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def _refuse_unstorable_addresses() -> None:
    """PostgreSQL cannot hold NUL: an address with one is nobody's honest request."""
    if "\0" in request.path or any("\0" in v for vs in request.args.listvalues() for v in vs):
        abort(400)


def _refuse_forms_of_other_sites() -> None:
    """What changes something comes from our pages: the browser says so where it says anything.

    Beside the token of the form, not in its stead: pages whose address is the proof need none.
    """
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        abort(403)
    origin = request.headers.get("Origin", "null")
    if origin != "null" and not _is_this_site(origin):
        abort(403)


def _is_this_site(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    # Behind a proxy that is not trusted, we do not know that the browser speaks TLS.
    return parts.netloc == request.host and (parts.scheme == "https" or not request.is_secure)


def _add_headers(response: Response) -> Response:
    nonce = csp_nonce()
    response.headers["Content-Security-Policy"] = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {'*' if g.get('is_for_other_sites') else _NONE}",
        )
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    is_shared = g.get("is_for_other_sites")
    response.headers["Cross-Origin-Resource-Policy"] = (
        "cross-origin" if is_shared else "same-origin"
    )
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    is_for_everybody = g.get("is_for_everybody") or request.endpoint in CACHEABLE_ENDPOINTS
    if not is_for_everybody or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("Cookie")
    return response
