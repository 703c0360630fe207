"""The steward's side: adding a questionnaire, opening and closing it, its results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import InvalidTransition, Questionnaire
from app.publication.writers import XLSX, csv_lines, write_workbook
from app.questionnaires import definitions, publishing, queries
from app.questionnaires.forms import QuestionnaireForm
from app.questionnaires.permissions import may_manage_questionnaires, may_read_results
from app.questionnaires.results import SHEET_NAMES, results_of, sheets_of, submitted_answers
from app.settings import current_settings
from app.web.downloads import download, file_to_send
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from surveys.checks import check_survey
from surveys.model import Survey

blueprint = Blueprint(
    "questionnaire_desk", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_manage_questionnaires)
def new() -> ResponseReturnValue:
    form = QuestionnaireForm()
    if not form.validate_on_submit():
        return render_template("questionnaires/new.html", form=form), status_of(form)
    try:
        found = _definition_of(form)
    except definitions.SurveyError as error:
        form.file.errors = [str(problem) for problem in error.problems[:20]]
        return render_template("questionnaires/new.html", form=form), 422
    if found is None:
        form.file.errors = [_("Choose a file.")]
        return render_template("questionnaires/new.html", form=form), 422
    questionnaire = publishing.add_questionnaire(
        current_session(),
        consultation_id=current_consultation().id,
        title=form.title.data or "",
        survey=found.survey,
    )
    return render_template(
        "questionnaires/added.html",
        questionnaire=questionnaire,
        found=found,
        findings=check_survey(found.survey),
    )


def _definition_of(form: QuestionnaireForm) -> definitions.ReadResult | None:
    if form.source.data == "shipped":
        return definitions.read_shipped()
    sent = form.file.data
    if not sent or not sent.filename:
        return None
    return definitions.read_file(sent.stream.read(current_settings().upload_limit))


@blueprint.post("/<code>/open")
@requires(may_manage_questionnaires)
def open_to_answers(code: str) -> ResponseReturnValue:
    return _change(code, Questionnaire.open, _("The questionnaire takes answers."))


@blueprint.post("/<code>/close")
@requires(may_manage_questionnaires)
def close(code: str) -> ResponseReturnValue:
    return _change(code, Questionnaire.close, _("The questionnaire is closed."))


def _change(code: str, change: Callable[[Questionnaire], None], said: str) -> ResponseReturnValue:
    questionnaire = _questionnaire_or_404(code)
    try:
        change(questionnaire)
        flash(said, "success")
    except InvalidTransition:
        flash(_("Nothing to change: it is so already."), "info")
    return redirect(url_for("questionnaires.show", slug=current_consultation().slug, code=code))


@blueprint.get("/<code>/results")
@requires(may_read_results)
def results(code: str) -> ResponseReturnValue:
    questionnaire, survey, answers = _answered(code)
    return render_template(
        "questionnaires/results.html",
        questionnaire=questionnaire,
        responses=len(answers),
        results=results_of(survey, answers, str(get_locale())),
        names=SHEET_NAMES,
    )


@blueprint.get("/<code>/results/<name>.csv")
@requires(may_read_results)
def results_csv(code: str, name: str) -> ResponseReturnValue:
    questionnaire, survey, answers = _answered(code)
    all_sheets = sheets_of(survey, answers, str(get_locale()))
    sheet = next((one for one in all_sheets if one.name == name), None) or abort(404)
    file = file_to_send()
    file.writelines(csv_lines(sheet, current_session(), questionnaire.id))
    return download(file, f"{code}-{sheet.name}.csv", "text/csv; charset=utf-8")


@blueprint.get("/<code>/results.xlsx")
@requires(may_read_results)
def results_xlsx(code: str) -> ResponseReturnValue:
    questionnaire, survey, answers = _answered(code)
    file = file_to_send()
    all_sheets = sheets_of(survey, answers, str(get_locale()))
    write_workbook(file, all_sheets, current_session(), questionnaire.id)
    return download(file, f"{code}.xlsx", XLSX)


def _answered(code: str) -> tuple[Questionnaire, Survey, list[dict[str, Any]]]:
    """A questionnaire, its questions, and the answers that were sent."""
    session = current_session()
    questionnaire = _questionnaire_or_404(code)
    survey = definitions.stored(queries.latest_version(session, questionnaire.id).definition)
    return questionnaire, survey, submitted_answers(session, questionnaire.id)


def _questionnaire_or_404(code: str) -> Questionnaire:
    return queries.questionnaire_of(current_session(), current_consultation().id, code) or abort(
        404
    )
