"""Texts of pages in the language of a request, its catalogue looked up once for all of them.

Flask-Babel looks for the language and its catalogue at each text, a page has fifty: it was a tenth
of the time of a page.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, g
from flask_babel import Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from app.extensions import babel


class OneLookUp(Domain):
    """The catalogues of the site; that of a request is kept where Flask-Babel forgets it as soon
    as the language changes (`refresh`, `force_locale`)."""

    def get_translations(self) -> Any:
        try:
            kept = g.get("_flask_babel")
        except RuntimeError:  # Outside of the application.
            return super().get_translations()
        found = getattr(kept, "babel_translations", None)
        if found is None:
            found = super().get_translations()
            g._flask_babel.babel_translations = found
        return found


CATALOGUES = OneLookUp()


def init_app(app: Flask) -> None:
    """Translate so in the code and in templates, once Flask-Babel is bound."""
    babel.domain_instance = CATALOGUES
    app.jinja_env.globals.update(gettext=_gettext, _=_gettext)


@pass_eval_context
def _gettext(context: EvalContext, message: str, /, **variables: Any) -> str:
    """A text, with what is put into it escaped: what Jinja's own does, in one call of three."""
    text: str = CATALOGUES.get_translations().ugettext(message)
    if context.autoescape:
        text = Markup(text)  # noqa: S704 (the catalogue is ours)
    return text % variables if "%" in text else text
