"""The questionnaire that an address names, for who asks."""

from __future__ import annotations

from flask import abort

from app.extensions import current_session
from app.models import Questionnaire, QuestionnaireState
from app.questionnaires import queries
from app.web.guard import allows, current_consultation


def questionnaire_or_404(code: str) -> Questionnaire:
    """The questionnaire of this consultation, whatever its state: for those who prepare it."""
    found = queries.questionnaire_of(current_session(), current_consultation().id, code)
    return found or abort(404)


def shown_questionnaire_or_404(code: str) -> Questionnaire:
    """The same, for everybody: a draft is there for those who write questionnaires only."""
    found = questionnaire_or_404(code)
    return abort(404) if is_hidden(found) else found


def is_hidden(questionnaire: Questionnaire) -> bool:
    """Whether this is a draft, and who asks writes no questionnaires."""
    is_draft = questionnaire.state is QuestionnaireState.DRAFT
    return is_draft and not allows("questionnaire_needs.choose")
