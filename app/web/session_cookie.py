"""The session cookie, where a script asks beside the page that a person looks at."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

from flask import session
from flask.typing import ResponseReturnValue

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def leaves_session_alone(
    view: Callable[P, ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
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
