"""The language in which somebody answers: their own choice, else that of the site."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from flask import session
from flask_babel import refresh

from app.web.language import LANGUAGES, current_language
from surveys.model import Survey

_CHOSEN = "answer_language"


def answer_language(survey: Survey) -> str:
    """The language to show a questionnaire in."""
    for language in (session.get(_CHOSEN), current_language()):
        if language in survey.languages:
            return str(language)
    return survey.default_language


def choose_language(survey: Survey, language: str) -> None:
    """Answer in another language. The site follows where it speaks it; else it stays as it is."""
    if language not in survey.languages:
        return
    session.pop(_CHOSEN, None)
    if language in LANGUAGES:
        session["language"] = language
        refresh()
    else:
        session[_CHOSEN] = language


def language_name(code: str) -> str:
    """A language in its own words, or its code when nobody knows it."""
    try:
        name = Locale.parse(code, sep="-").get_display_name()
    except (ValueError, UnknownLocaleError):
        name = None
    return (name or code).capitalize()
