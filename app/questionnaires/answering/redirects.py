"""Where somebody who answers is sent next."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.questionnaires.answering.responding import END
from app.web.guard import current_consultation
from surveys.answers import pages
from surveys.model import Survey


def questionnaire_link(code: str) -> str:
    """The page of the questionnaire itself."""
    return url_for("questionnaires.show", slug=current_consultation().slug, code=code)


def response_link(code: str, token: str) -> str:
    """The private link: to the page where the person stopped, or to the receipt."""
    slug = current_consultation().slug
    return url_for("answering.come_back", slug=slug, code=code, token=token)


def page_link(code: str, token: str, page: str) -> str:
    """One page of a response, by its name."""
    slug = current_consultation().slug
    return url_for("answering.answer", slug=slug, code=code, token=token, page=page)


def numbered_page_link(code: str, token: str, survey: Survey, index: int | None) -> str:
    """A page by its place, from 0; none is the last look, after the last page."""
    return page_link(code, token, END if index is None else pages(survey)[index].name)


def closed(code: str) -> ResponseReturnValue:
    """Back to the questionnaire, with the reason."""
    flash(_("This questionnaire is closed: it takes no more answers."), "warning")
    return redirect(questionnaire_link(code))
