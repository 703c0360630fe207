"""The steward's look at a questionnaire while it runs, and the targets that were set."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Questionnaire
from app.models.types import today
from app.questionnaires import queries
from app.questionnaires.links import link_to
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_manage_questionnaires
from app.questionnaires.results import progress as progressing
from app.questionnaires.results.chart_addresses import ChartAddresses
from app.questionnaires.results.kept_answers import sent_answers
from app.questionnaires.results.tables import days_table
from app.questionnaires.results.targets import set_targets, targets_form, variables_with_targets
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.language import current_language
from surveys.model import Survey

blueprint = Blueprint(
    "questionnaire_progress", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)


@blueprint.get("/<code>/progress")
@requires(may_manage_questionnaires)
def progress(code: str) -> ResponseReturnValue:
    session, language = current_session(), current_language()
    questionnaire, survey = _with_survey_or_404(code)
    answered = sent_answers(session, questionnaire, survey)
    days, unit = progressing.by_day(answered.by_day(), progressing.last_day(questionnaire, today()))
    slug = current_consultation().slug
    addresses = ChartAddresses(
        current_settings().secret_key, questionnaire.id, slug, code, sees_all=True
    )
    return render_template(
        "questionnaires/progress.html",
        questionnaire=questionnaire,
        counts=progressing.counts_of(session, questionnaire.id),
        counted_at=answered.counted_at,
        days=days_table(days, unit) if days else None,
        picture=addresses.written,
        stops=progressing.stops(session, questionnaire.id, survey, language),
        total=progressing.total_target(questionnaire),
        groups=progressing.against_targets(questionnaire, survey, answered, language),
    )


@blueprint.route("/<code>/targets", methods=["GET", "POST"])
@requires(may_manage_questionnaires)
def targets(code: str) -> ResponseReturnValue:
    questionnaire, survey = _with_survey_or_404(code)
    variables = variables_with_targets(survey, current_language())
    form, groups = targets_form(questionnaire, variables)
    if not form.validate_on_submit():
        page = render_template(
            "questionnaires/targets.html", questionnaire=questionnaire, form=form, groups=groups
        )
        return page, status_of(form)
    set_targets(questionnaire, variables, form.data)
    flash(_("The targets are kept."), "success")
    return redirect(link_to(".progress", code))


def _with_survey_or_404(code: str) -> tuple[Questionnaire, Survey]:
    found = questionnaire_or_404(code)
    return found, queries.latest_survey(current_session(), found.id)
