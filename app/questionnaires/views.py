"""Answering: for anybody, with the code of the response as the only key."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from app.extensions import csrf, current_session
from app.models import (
    Access,
    InvalidTransition,
    Questionnaire,
    QuestionnaireState,
    Response,
    ResponseState,
)
from app.models.types import now
from app.questionnaires import queries, responding
from app.questionnaires.builder_queries import present_draft
from app.questionnaires.codes import SECRET, as_shown, new_secret, personal_secret
from app.questionnaires.definitions import stored
from app.questionnaires.forms import CodeForm
from app.questionnaires.permissions import may_answer
from app.questionnaires.presentation import page_view, summary_of
from app.questionnaires.uploads import keep_uploads
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import (
    account_id_of_current_user,
    allows,
    current_consultation,
    requires,
)
from surveys.answers import next_page, pages, previous_page, settle
from surveys.answers.pages import Page
from surveys.model import Survey

blueprint = Blueprint("questionnaires", __name__, url_prefix="/consultations/<slug>/questionnaires")


def _questionnaire_or_404(code: str) -> Questionnaire:
    found = queries.questionnaire_of(current_session(), current_consultation().id, code)
    if found is None or (
        found.state is QuestionnaireState.DRAFT and not allows("questionnaire_desk.new")
    ):
        abort(404)
    return found


def _response_or_404(questionnaire: Questionnaire, token: str) -> Response:
    found = queries.response_with_code(current_session(), questionnaire.id, token) or abort(404)
    # Every page of a test says that it is one.
    g.is_test_response = found.is_test
    return found


def _language() -> str:
    return str(get_locale())


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


@blueprint.get("")
@requires(may_answer)
def index() -> ResponseReturnValue:
    lines = queries.questionnaires_of(
        current_session(), current_consultation().id, drafts=allows("questionnaire_desk.new")
    )
    return render_template("questionnaires/index.html", lines=lines)


@blueprint.get("/<code>")
@requires(may_answer)
def show(code: str) -> ResponseReturnValue:
    questionnaire = _questionnaire_or_404(code)
    survey = stored(_definition_shown(questionnaire))
    return render_template(
        "questionnaires/show.html",
        questionnaire=questionnaire,
        questions=sum(1 for question in survey.questions.values() if question.type != "note"),
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
def start(code: str) -> ResponseReturnValue:
    questionnaire = _questionnaire_or_404(code)
    if questionnaire.access is Access.INVITATION:
        flash(_("This questionnaire is answered by invitation: open the link that you received."))
        return redirect(_to("show", code))
    if questionnaire.access is Access.ACCOUNT and account_id_of_current_user() is None:
        flash(_("Sign in to answer this questionnaire."), "info")
        return redirect(url_for("accounts.sign_in", next=_to("show", code)))
    version = queries.latest_version(current_session(), questionnaire.id)
    try:
        begun, token = responding.start_response(
            current_session(), questionnaire, version, _beginning(questionnaire)
        )
    except responding.NotOpen:
        return _closed(code)
    if begun.page or begun.state is not ResponseState.IN_PROGRESS:
        return redirect(_to("come_back", code, token))
    return redirect(_address("answer", code, token, stored(begun.version.definition), 0))


def _beginning(questionnaire: Questionnaire) -> responding.Beginning:
    """The account's own response, or the one that was begun from the page that was shown."""
    account_id = account_id_of_current_user()
    if questionnaire.access is Access.ACCOUNT and account_id is not None:
        key = current_settings().secret_key
        secret = personal_secret(key, questionnaire.id, account_id)
        return responding.Beginning(secret, account_id=account_id)
    shown = request.form.get("start_key", "")
    return responding.Beginning(shown if SECRET.fullmatch(shown) else new_secret())


@blueprint.post("/<code>/resume")
@requires(may_answer)
def resume(code: str) -> ResponseReturnValue:
    questionnaire = _questionnaire_or_404(code)
    form = CodeForm()
    if form.validate_on_submit():
        token = as_shown(form.code.data or "")
        if queries.response_with_code(current_session(), questionnaire.id, token):
            return redirect(_to("come_back", code, token))
        form.code.errors = [_("No response has this code. Check the signs one by one.")]
    return (
        render_template("questionnaires/resume.html", questionnaire=questionnaire, form=form),
        422 if form.errors else status_of(form),
    )


@blueprint.get("/<code>/answers/<token>")
@requires(may_answer)
def come_back(code: str, token: str) -> ResponseReturnValue:
    """The private link: to the page where the person stopped, or to the receipt."""
    questionnaire = _questionnaire_or_404(code)
    response = _response_or_404(questionnaire, token)
    if response.state is ResponseState.IN_PROGRESS and _is_taken(questionnaire, response):
        survey = stored(response.version.definition)
        name = response.page or pages(survey)[0].name
        return redirect(_to("answer", code, token, page=name))
    return render_template(
        "questionnaires/receipt.html",
        questionnaire=questionnaire,
        response=response,
        token=token,
        may_correct=_is_taken(questionnaire, response),
    )


def _is_taken(questionnaire: Questionnaire, response: Response) -> bool:
    try:
        responding.refuse_unless_taken(questionnaire, response)
    except responding.NotOpen:
        return False
    return True


@blueprint.route("/<code>/answers/<token>/<page>", methods=["GET", "POST"])
@csrf.exempt
@requires(may_answer)
def answer(code: str, token: str, page: str) -> ResponseReturnValue:
    """One page. The code in the address proves who posts: no session can expire under it."""
    questionnaire = _questionnaire_or_404(code)
    response = _response_or_404(questionnaire, token)
    if response.state is not ResponseState.IN_PROGRESS:
        return redirect(_to("come_back", code, token))
    survey = stored(response.version.definition)
    if page == responding.END:
        return _last_look(questionnaire, response, token)
    asked = next((each for each in pages(survey) if each.name == page), None) or abort(404)
    if request.method == "POST":
        return _save(questionnaire, response, token, asked)
    state = settle(survey, response.answers, _today())
    return _show_page(questionnaire, token, asked, page_view(state, asked, _language()))


def _save(
    questionnaire: Questionnaire, response: Response, token: str, asked: Page
) -> ResponseReturnValue:
    code = questionnaire.activity.code
    raw = {name: tuple(values) for name, values in request.form.lists()}
    go = request.form.get("go", "next")
    uploads = keep_uploads(request.files, current_settings().uploads_directory)
    try:
        saved = responding.save_page(
            current_session(),
            questionnaire,
            response,
            page=asked.index,
            raw=raw,
            uploads=uploads,
            today=_today(),
            goes_on=go == "next",
        )
    except responding.NotOpen:
        return _closed(code)
    result = saved.result
    if saved.removed:
        labels = [one.question.labels.text(_language()) for one in saved.removed]
        flash(
            _("No longer asked, and so removed: %(questions)s", questions=" · ".join(labels)),
            "warning",
        )
    if go.startswith("add:"):
        view = page_view(
            result.state, asked, _language(), posted=raw, one_more=go.removeprefix("add:")
        )
        return _show_page(questionnaire, token, asked, view)
    if go == "previous":
        before = previous_page(result.state, asked.index)
        return redirect(_address("answer", code, token, result.state.survey, before or 0))
    if go == "later":
        flash(_("Your answers are kept. Come back with the link or the code."), "success")
        return render_template(
            "questionnaires/later.html", questionnaire=questionnaire, token=token
        )
    if result.errors:
        view = page_view(result.state, asked, _language(), posted=raw, errors=result.errors)
        # Saved all the same: what was right is kept, so this page is no failure of the request.
        return _show_page(questionnaire, token, asked, view)
    following = next_page(result.state, asked.index)
    if following is None:
        return redirect(_to("answer", code, token, page=responding.END))
    return redirect(_address("answer", code, token, result.state.survey, following))


def _show_page(
    questionnaire: Questionnaire, token: str, asked: Page, view: object
) -> ResponseReturnValue:
    return render_template(
        "questionnaires/page.html",
        questionnaire=questionnaire,
        token=token,
        view=view,
        is_first=asked.index == 0,
    )


def _last_look(questionnaire: Questionnaire, response: Response, token: str) -> ResponseReturnValue:
    code = questionnaire.activity.code
    survey = stored(response.version.definition)
    if request.method == "POST":
        try:
            responding.submit(current_session(), questionnaire, response, _today())
        except responding.NotOpen:
            return _closed(code)
        except responding.Incomplete as error:
            first = error.missing[0]
            flash(_("Something is missing on this page."), "warning")
            return redirect(_address("answer", code, token, survey, first.page))
        return redirect(_to("come_back", code, token))
    state = settle(survey, response.answers, _today())
    return render_template(
        "questionnaires/end.html",
        questionnaire=questionnaire,
        token=token,
        summary=summary_of(state, _language()),
        last=pages(survey)[previous_page(state, len(pages(survey))) or 0].name,
    )


@blueprint.post("/<code>/answers/<token>/correct")
@csrf.exempt
@requires(may_answer)
def correct(code: str, token: str) -> ResponseReturnValue:
    questionnaire = _questionnaire_or_404(code)
    response = _response_or_404(questionnaire, token)
    if not _is_taken(questionnaire, response):
        return _closed(code)
    try:
        response.correct()
    except InvalidTransition:
        return redirect(_to("come_back", code, token))
    return redirect(_address("answer", code, token, stored(response.version.definition), 0))


@blueprint.post("/<code>/answers/<token>/withdraw")
@csrf.exempt
@requires(may_answer)
def withdraw(code: str, token: str) -> ResponseReturnValue:
    questionnaire = _questionnaire_or_404(code)
    response = _response_or_404(questionnaire, token)
    responding.withdraw(current_session(), questionnaire, response)
    return redirect(_to("come_back", code, token))


def _closed(code: str) -> ResponseReturnValue:
    flash(_("This questionnaire is closed: it takes no more answers."), "warning")
    return redirect(_to("show", code))


def _to(endpoint: str, code: str, token: str | None = None, page: str | None = None) -> str:
    slug = current_consultation().slug
    return url_for(f".{endpoint}", slug=slug, code=code, token=token, page=page)


def _address(endpoint: str, code: str, token: str, survey: Survey, index: int) -> str:
    return _to(endpoint, code, token, page=pages(survey)[index].name)
