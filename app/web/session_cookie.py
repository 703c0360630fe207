"""The session cookie, where a script asks beside the page that a person looks at."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

from flask import Flask, Response, g, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue

from app.web.security import CACHEABLE_ENDPOINTS

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def leaves_session_alone(view: View[P]) -> View[P]:
    """Send no session cookie with this answer, unless the view put something into the session.

    Each answer would renew the cookie as it was when the request came. One that arrives late, after
    the person signed out, would sign them in again; and a page that asks by itself, all day, would
    keep the session of somebody who has left.
    """

    @functools.wraps(view)
    def alone(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        answer = view(*args, **kwargs)
        if not session.modified and session.permanent:
            session.permanent = False
            session.modified = False
        return answer

    return alone


class CookielessForEverybody(SecureCookieSessionInterface):
    """The session cookie, but for what is the same for everybody: a cache may keep that, and would
    give the cookie of one to another (CVE-2023-30861)."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not g.get("is_for_everybody") and request.endpoint not in CACHEABLE_ENDPOINTS:
            super().save_session(app, session, response)
