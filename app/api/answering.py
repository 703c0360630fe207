"""How the API answers: for programs of every site, in caches, errors as RFC 9457 says."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec

from flask import Response, g, request
from flask_smorest import Api, Blueprint
from werkzeug.exceptions import HTTPException

from app.web.guard import public
from app.web.paging import Page
from app.web.problems import problem

LIFETIME = 60
"""Seconds during which a cache does not ask again."""
P = ParamSpec("P")


class ReadingApi(Api):
    """The documents of the API; the pages of the application keep their own errors."""

    def _register_error_handlers(self) -> None:
        pass


def init_blueprint(blueprint: Blueprint) -> None:
    """Let a blueprint answer as the API does."""
    blueprint.register_error_handler(HTTPException, problem_of)
    blueprint.after_request(_for_every_site)


def nobody_asked(view: Callable[P, Any]) -> Callable[P, Any]:
    """Declare what is public and belongs to no consultation: no cookie in or out."""

    @functools.wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        g.is_for_everybody = True
        return view(*args, **kwargs)

    return public(guarded)


def problem_of(error: HTTPException) -> Response:
    """An error, as a program reads it."""
    messages = getattr(getattr(error, "exc", None), "messages", None)
    return problem(error.code or 500, error.name, messages)


def page_told(page: Page[Any]) -> dict[str, Any]:
    return {"items": page.rows, "next": page.next_key}


def _for_every_site(answer: Response) -> Response:
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "ETag"
    if answer.status_code == 200:
        answer.cache_control.public = True
        answer.cache_control.max_age = LIFETIME
        answer.add_etag()
        answer.make_conditional(request)
    return answer
