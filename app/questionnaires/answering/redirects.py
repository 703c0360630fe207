"""Where somebody who answers is sent next."""

from __future__ import annotations

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.models import Response
from app.questionnaires.answering.responding import END
from app.questionnaires.definitions import stored
from app.questionnaires.links import link_to, questionnaire_link, response_link
from surveys.answers import pages
from surveys.model import Survey


def page_link(code: str, token: str, page: str) -> str:
    """One page of a response, by its name."""
    return link_to("answering.answer", code, token=token, page=page)


def numbered_page_link(code: str, token: str, survey: Survey, index: int | None) -> str:
    """A page by its place, from 0; none is the last look, after the last page."""
    return page_link(code, token, END if index is None else pages(survey)[index].name)


def first_page_link(code: str, token: str, response: Response) -> str:
    """The first page of a response."""
    return numbered_page_link(code, token, stored(response.version.definition), 0)


def begun_link(code: str, token: str, response: Response) -> str:
    """Where somebody goes who has just begun, or begins again: the first page, or back."""
    if response.page or not response.is_being_answered:
        return response_link(code, token)
    return first_page_link(code, token, response)


def closed(code: str) -> ResponseReturnValue:
    """Back to the questionnaire, with the reason."""
    flash(_("This questionnaire is closed: it takes no more answers."), "warning")
    return redirect(questionnaire_link(code))
