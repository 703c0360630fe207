"""What every page shares: transaction, headers, errors, language, guards, filters."""

from __future__ import annotations

from flask import Flask

from app.web import (
    counting,
    errors,
    filters,
    macros,
    offline,
    presence,
    request_code,
    security,
    security_txt,
    transaction,
    translating,
)
from app.web.addresses import address_of, whole_address
from app.web.form_body import TextRequest
from app.web.language import blueprint, select_language
from app.web.limits_storage import DatabaseStorage
from app.web.logs import configure_logging
from app.web.session_cookie import CookielessForEverybody

# Named so that the library of limits knows its scheme.
__all__ = [
    "DatabaseStorage",
    "configure_logging",
    "init_app",
    "init_first_hooks",
    "select_language",
]


def init_first_hooks(app: Flask) -> None:
    """Bind what comes before all that may refuse a request, extensions included."""
    counting.init_app(app)
    request_code.init_app(app)


def init_app(app: Flask) -> None:
    """Bind the shared parts; the order of the request hooks matters and is set here."""
    app.request_class = TextRequest
    app.session_interface = CookielessForEverybody()
    transaction.init_app(app)
    presence.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    filters.init_app(app)
    macros.init_app(app)
    translating.init_app(app)
    app.register_blueprint(blueprint)
    app.register_blueprint(offline.blueprint)
    app.register_blueprint(security_txt.blueprint)
    app.jinja_env.globals["url_for"] = address_of
    app.jinja_env.globals["account_mark"] = offline.account_mark
    app.jinja_env.globals["whole_address"] = whole_address
