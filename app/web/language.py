"""French first, English second: the choice is kept in the session."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.web.guard import public
from app.web.redirects import local_path

LANGUAGES = {"fr": "Français", "en": "English"}
DEFAULT_LANGUAGE = "fr"

blueprint = Blueprint("web", __name__)


def select_language() -> str:
    """The language of this request (Flask-Babel's locale selector)."""
    chosen = session.get("language") if request else None
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE


def known_language(language: str) -> str:
    """The language in which to write to somebody: theirs, else the first."""
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def current_language() -> str:
    """The language of the page that is being made."""
    return str(get_locale())


@blueprint.post("/language")
@public
def switch_language() -> ResponseReturnValue:
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
    return redirect(local_path(request.form.get("next")) or url_for("consultations.index"))
