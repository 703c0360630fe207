"""Reading what was answered, and taking it away."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.extensions import current_session
from app.models import Questionnaire
from app.questionnaires import definitions, queries
from app.questionnaires.permissions import may_read_results
from app.questionnaires.results import results_of
from app.web.guard import current_consultation, requires
from surveys.model import Survey

blueprint = Blueprint(
    "questionnaire_results", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)


@blueprint.get("/<code>/results")
@requires(may_read_results)
def results(code: str) -> ResponseReturnValue:
    questionnaire, survey, answers = _answered(code)
    return render_template(
        "questionnaires/results.html",
        questionnaire=questionnaire,
        responses=len(answers),
        results=results_of(survey, answers, str(get_locale())),
    )


def _answered(code: str) -> tuple[Questionnaire, Survey, list[dict[str, Any]]]:
    """A questionnaire, its questions, and the answers that were sent."""
    session = current_session()
    questionnaire = _questionnaire_or_404(code)
    survey = definitions.stored(queries.latest_version(session, questionnaire.id).definition)
    return questionnaire, survey, queries.submitted_answers(session, questionnaire.id)


def _questionnaire_or_404(code: str) -> Questionnaire:
    return queries.questionnaire_of(current_session(), current_consultation().id, code) or abort(
        404
    )
