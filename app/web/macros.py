"""Macros that templates import: those of a file are made once, not once a page."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context


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
