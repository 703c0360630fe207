"""Making a questionnaire: its check, its preview, and answering it as a test."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.codes import new_secret, secret_shown
from app.extensions import current_session
from app.questionnaires import publishing
from app.questionnaires.answering.redirects import first_page_link
from app.questionnaires.answering.responding import Beginning, start_response
from app.questionnaires.building.desk import draft_of
from app.questionnaires.building.outline import title_of
from app.questionnaires.building.preview import preview_of
from app.questionnaires.building.sentences import finding_sentence
from app.questionnaires.links import link_to
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_write_questionnaires
from app.web.guard import requires
from app.web.language import current_language
from surveys.checks import Finding, Severity, check_survey
from surveys.model import Survey

blueprint = Blueprint(
    "questionnaire_check", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)

FINDINGS_SHOWN = 200


@blueprint.get("/<code>/build/check")
@requires(may_write_questionnaires)
def check(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    survey = draft_of(questionnaire).survey
    found = check_survey(survey)
    return render_template(
        "questionnaires/build/check.html",
        questionnaire=questionnaire,
        lines=[_line(each, survey) for each in found[:FINDINGS_SHOWN]],
        more=max(0, len(found) - FINDINGS_SHOWN),
        lists=survey.choice_lists,
        is_answerable=publishing.has_questions(survey),
        start_key=new_secret(),
    )


def _line(found: Finding, survey: Survey) -> tuple[str, str, str, bool]:
    """Of what a check found: the name, the text of the item, what is said, whether it must be
    mended before the opening."""
    place = survey.places.get(found.name)
    title = title_of(place.item, current_language()) if place else ""
    return found.name, title, finding_sentence(found), found.severity is Severity.ERROR


@blueprint.get("/<code>/build/preview")
@requires(may_write_questionnaires)
def preview(code: str) -> ResponseReturnValue:
    """A page of the draft as respondents see it."""
    questionnaire = questionnaire_or_404(code)
    survey = draft_of(questionnaire).survey
    return render_template(
        "questionnaires/build/preview.html",
        questionnaire=questionnaire,
        preview=preview_of(survey, request.args.get("page", ""), current_language()),
        start_key=new_secret(),
    )


@blueprint.post("/<code>/build/test")
@requires(may_write_questionnaires)
def test(code: str) -> ResponseReturnValue:
    """Begin to answer the draft; what is answered is erased at the opening."""
    questionnaire = questionnaire_or_404(code)
    secret = secret_shown(request.form.get("start_key", ""))
    try:
        version = publishing.trial_version(current_session(), questionnaire)
    except publishing.NotReady:
        flash(_("There is nothing to answer yet: add a question."), "warning")
        return redirect(link_to("questionnaire_builder.outline", code))
    response, token = start_response(
        current_session(), questionnaire, version, Beginning(secret, is_test=True)
    )
    return redirect(first_page_link(code, token, response))
