"""Macros that templates import: those of a file are made once, not once a page, and what many pages
show alike is made once too."""

from __future__ import annotations

import functools
from collections.abc import Hashable
from typing import Any

from flask import Flask, has_request_context, request
from flask_babel import get_locale
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup


class OneModule(Template):
    """A template whose macros see the globals of the application, and none that a page brings.

    No page brings any: what views and context processors give are variables. Jinja compares the
    names of all globals at each import to find that out, ten times a page.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


def init_app(app: Flask) -> None:
    environment: Any = app.jinja_env
    environment.template_class = OneModule
    environment.globals["made_once"] = made_once


def made_once(macro: Macro, *arguments: Hashable) -> Markup:
    """What a macro gives, made once for the same arguments.

    For what depends on these, on the language and on where the site stands only: nothing of who
    asks, nothing that somebody wrote in a form, no nonce and no token.
    """
    if not has_request_context():
        return Markup(macro(*arguments))  # noqa: S704 (what a macro gives is markup)
    return _made(macro, get_locale(), request.script_root, *arguments)


@functools.lru_cache(maxsize=1024)
def _made(macro: Macro, _language: Hashable, _root: str, *arguments: Hashable) -> Markup:
    return Markup(macro(*arguments))  # noqa: S704 (what a macro gives is markup)
