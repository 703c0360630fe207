"""The steward's side: adding a questionnaire, opening and closing it, its results."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.held_originals import forget_files
from app.extensions import current_session
from app.models import InvalidTransition, Questionnaire
from app.questionnaires import definitions, publishing
from app.questionnaires.definition_sentences import left_out_sentence, problem_sentence
from app.questionnaires.forms import QuestionnaireForm
from app.questionnaires.links import link_to, questionnaire_link
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_manage_questionnaires, may_write_questionnaires
from app.questionnaires.settings import AccessIsSettled, AnonymousAccount, apply_settings
from app.questionnaires.settings_form import SettingsForm
from app.settings import current_settings
from app.storage.opening import current_store
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from surveys.checks import check_survey

blueprint = Blueprint(
    "questionnaire_desk", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_write_questionnaires)
def new() -> ResponseReturnValue:
    form = QuestionnaireForm()
    found = _definition_of(form) if form.validate_on_submit() else None
    if found is None:
        page = render_template("questionnaires/new.html", form=form)
        return page, 422 if form.errors else status_of(form)
    questionnaire = publishing.add_questionnaire(
        current_session(),
        consultation_id=current_consultation().id,
        title=form.title.data or "",
        survey=found.survey,
    )
    if form.source.data == "empty":
        code = questionnaire.activity.code
        return redirect(link_to("questionnaire_builder.outline", code))
    return _added(questionnaire, found)


def _added(questionnaire: Questionnaire, found: definitions.ReadResult) -> ResponseReturnValue:
    """What the file became, and what was left out of it."""
    return render_template(
        "questionnaires/added.html",
        questionnaire=questionnaire,
        found=found,
        left_out=[
            (one, left_out_sentence(one))
            for one in sorted(found.unsupported, key=lambda one: one.row or 0)
        ],
        findings=check_survey(found.survey),
    )


def _definition_of(form: QuestionnaireForm) -> definitions.ReadResult | None:
    """The questions to begin with; `None`, and an error in the form, when there are none to use."""
    if form.source.data == "empty":
        return definitions.ReadResult(definitions.empty_survey(form.title.data or ""))
    if form.source.data == "shipped":
        return definitions.read_shipped()
    sent = form.file.data
    if not sent or not sent.filename:
        form.file.errors = [_("Choose a file.")]
        return None
    try:
        return definitions.read_definition(sent.stream.read(current_settings().upload_limit))
    except definitions.SurveyError as error:
        form.file.errors = [problem_sentence(problem) for problem in error.problems[:20]]
        return None


@blueprint.route("/<code>/settings", methods=["GET", "POST"])
@requires(may_manage_questionnaires)
def settings(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    form = SettingsForm.showing(questionnaire)
    if form.validate_on_submit():
        try:
            apply_settings(current_session(), questionnaire, form.settings())
            flash(_("The settings are saved."), "success")
            return redirect(link_to(".settings", code))
        except AnonymousAccount:
            form.is_anonymous.errors = [_("Answers behind an account cannot be anonymous.")]
        except AccessIsSettled:
            form.access.errors = [
                _("People were invited or have begun: what they were told cannot change.")
            ]
    page = render_template("questionnaires/settings.html", questionnaire=questionnaire, form=form)
    return page, status_of(form)


@blueprint.post("/<code>/open")
@requires(may_manage_questionnaires)
def open_to_answers(code: str) -> ResponseReturnValue:
    def opened(questionnaire: Questionnaire) -> None:
        dropped = publishing.open_to_answers(current_session(), questionnaire)
        forget_files(current_session(), dropped, current_store())

    try:
        return _change(code, opened, _("The questionnaire takes answers."))
    except publishing.NotReady:
        flash(_("Not opened: nobody could answer it as it is. See what is missing."), "warning")
        return redirect(link_to("questionnaire_check.check", code))


@blueprint.post("/<code>/close")
@requires(may_manage_questionnaires)
def close(code: str) -> ResponseReturnValue:
    return _change(code, Questionnaire.close, _("The questionnaire is closed."))


def _change(code: str, change: Callable[[Questionnaire], None], said: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    try:
        change(questionnaire)
        flash(said, "success")
    except InvalidTransition:
        flash(_("Nothing to change: it is so already."), "info")
    return redirect(questionnaire_link(code))
