"""The questionnaires of a consultation, and beginning to answer one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.codes import as_shown, new_secret, secret_shown
from app.extensions import current_session
from app.models import (
    Access,
    Questionnaire,
    QuestionnaireState,
)
from app.models.types import now
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.questionnaires import queries
from app.questionnaires.answering import responding
from app.questionnaires.answering.redirects import begun_link, closed
from app.questionnaires.building.queries import present_draft
from app.questionnaires.codes import personal_secret
from app.questionnaires.definitions import stored
from app.questionnaires.effort import minutes_to_answer, questions_asked
from app.questionnaires.forms import CodeForm
from app.questionnaires.links import questionnaire_link, response_link
from app.questionnaires.lookup import shown_questionnaire_or_404
from app.questionnaires.permissions import may_answer
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import (
    account_id_of_current_user,
    allows,
    current_consultation,
    requires,
)
from app.web.language import current_language
from surveys.answers import pages

blueprint = Blueprint("questionnaires", __name__, url_prefix="/consultations/<slug>/questionnaires")


@blueprint.get("")
@requires(may_answer)
def index() -> ResponseReturnValue:
    found = queries.questionnaires_of(
        current_session(), current_consultation().id, drafts=allows("questionnaire_needs.choose")
    )
    is_told = allows("questionnaire_desk.new")
    return render_template(
        "questionnaires/index.html",
        questionnaires=found,
        numbers=queries.numbers_of_responses(current_session(), found) if is_told else {},
    )


@blueprint.get("/<code>")
@requires(may_answer)
@tells(Processing.QUESTIONNAIRE)
def show(code: str) -> ResponseReturnValue:
    questionnaire = shown_questionnaire_or_404(code)
    survey = stored(_definition_shown(questionnaire))
    questions = questions_asked(survey)
    return render_template(
        "questionnaires/show.html",
        questionnaire=questionnaire,
        questions=questions,
        minutes=minutes_to_answer(questions),
        pages=len(pages(survey)),
        form=CodeForm(),
        start_key=new_secret(),
        takes_answers=questionnaire.takes_answers(now()),
    )


def _definition_shown(questionnaire: Questionnaire) -> str:
    """What is answered; before the opening, what is being written."""
    if questionnaire.state is QuestionnaireState.DRAFT:
        return present_draft(current_session(), questionnaire.id).definition
    return queries.latest_version(current_session(), questionnaire.id).definition


@blueprint.post("/<code>/start")
@requires(may_answer)
@tells(Processing.QUESTIONNAIRE)
def start(code: str) -> ResponseReturnValue:
    questionnaire = shown_questionnaire_or_404(code)
    if questionnaire.access is Access.INVITATION:
        flash(_("This questionnaire is answered by invitation: open the link that you received."))
        return redirect(questionnaire_link(code))
    if questionnaire.access is Access.ACCOUNT and account_id_of_current_user() is None:
        flash(_("Sign in to answer this questionnaire."), "info")
        return redirect(url_for("accounts.sign_in", next=questionnaire_link(code)))
    version = queries.latest_version(current_session(), questionnaire.id)
    try:
        begun, token = responding.start_response(
            current_session(), questionnaire, version, _beginning(questionnaire)
        )
    except responding.NotOpen:
        return closed(code)
    return redirect(begun_link(code, token, begun))


def _beginning(questionnaire: Questionnaire) -> responding.Beginning:
    """The account's own response, or the one that was begun from the page that was shown."""
    account_id = account_id_of_current_user()
    if questionnaire.access is Access.ACCOUNT and account_id is not None:
        key = current_settings().secret_key
        secret = personal_secret(key, questionnaire.id, account_id)
        return responding.Beginning(secret, account_id=account_id, language=current_language())
    secret = secret_shown(request.form.get("start_key", ""))
    return responding.Beginning(secret, is_personal=False, language=current_language())


@blueprint.route("/<code>/resume", methods=["GET", "POST"])
@requires(may_answer)
def resume(code: str) -> ResponseReturnValue:
    questionnaire = shown_questionnaire_or_404(code)
    form = CodeForm()
    if form.validate_on_submit():
        token = as_shown(form.code.data or "")
        if queries.answered_with(current_session(), current_consultation().id, code, token):
            return redirect(response_link(code, token))
        form.code.errors = [_("No response has this code. Check the signs one by one.")]
    return (
        render_template("questionnaires/resume.html", questionnaire=questionnaire, form=form),
        422 if form.errors else status_of(form),
    )
