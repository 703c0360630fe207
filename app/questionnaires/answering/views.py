"""Answering: for anybody, with the code of the response as the only key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.held_originals import forget_files
from app.extensions import csrf, current_session
from app.models import (
    InvalidTransition,
    Questionnaire,
    Response,
    ResponseOrigin,
)
from app.models.types import today
from app.organisations.speaking_shown import current_speaking
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.questionnaires import queries
from app.questionnaires.answering import responding
from app.questionnaires.answering.language import answer_language, choose_language, language_name
from app.questionnaires.answering.own_organisation import answers_of_organisation, asks_organisation
from app.questionnaires.answering.posted_page import ADD, LANGUAGE, REMOVE, without_entry
from app.questionnaires.answering.presentation import page_view
from app.questionnaires.answering.redirects import (
    closed,
    first_page_link,
    numbered_page_link,
    page_link,
)
from app.questionnaires.answering.summary import summary_of
from app.questionnaires.answering.uploads import keep_uploads
from app.questionnaires.definitions import stored
from app.questionnaires.links import response_link
from app.questionnaires.lookup import is_hidden
from app.questionnaires.permissions import may_answer
from app.storage.opening import current_store
from app.web.guard import (
    account_id_of_current_user,
    current_consultation,
    requires,
)
from app.web.transaction import begin_writing, end_writing, reads_first
from surveys.answers import next_page, pages, previous_page, settle
from surveys.answers.pages import Page

blueprint = Blueprint("answering", __name__, url_prefix="/consultations/<slug>/questionnaires")


def _response_or_404(
    code: str, token: str, *, to_change: bool = False
) -> tuple[Questionnaire, Response]:
    found = queries.answered_with(
        current_session(), current_consultation().id, code, token, to_change=to_change
    )
    if found is None or is_hidden(found[0]):
        abort(404)
    return found


@blueprint.get("/<code>/answers/<token>")
@requires(may_answer)
def come_back(code: str, token: str) -> ResponseReturnValue:
    """The private link: to the page where the person stopped, or to the receipt."""
    questionnaire, response = _response_or_404(code, token)
    if response.is_being_answered and _is_taken(questionnaire, response):
        survey = stored(response.version.definition)
        name = response.page or pages(survey)[0].name
        return redirect(page_link(code, token, name))
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
@reads_first
def answer(code: str, token: str, page: str) -> ResponseReturnValue:
    """One page. The code in the address proves who posts: no session can expire under it."""
    questionnaire, response = _response_or_404(code, token)
    if not response.is_being_answered:
        return redirect(response_link(code, token))
    survey = stored(response.version.definition)
    asked = next((each for each in pages(survey) if each.name == page), None) or abort(404)
    if request.method == "POST":
        return _save(questionnaire, response, token, asked)
    state = settle(survey, response.latest_answers, today())
    proposed = _proposed(questionnaire, response)
    view = page_view(state, asked, answer_language(survey), proposed=proposed)
    return _show_page(questionnaire, response, token, asked, view)


def _proposed(questionnaire: Questionnaire, response: Response) -> dict[str, dict[str, str]]:
    """The organisation of who answers, where it is asked and they said nothing else.

    Not where nobody may know who they are, nor where somebody types in what others wrote.
    """
    if questionnaire.is_anonymous or response.origin is not ResponseOrigin.ONLINE:
        return {}
    survey = stored(response.version.definition)
    if account_id_of_current_user() is None or not asks_organisation(survey):
        return {}
    organisation = current_speaking().likely
    return answers_of_organisation(survey, organisation) if organisation else {}


def _save(
    questionnaire: Questionnaire, response: Response, token: str, asked: Page
) -> ResponseReturnValue:
    code = questionnaire.activity.code
    go = request.form.get("go", "next")
    raw = without_entry({name: tuple(values) for name, values in request.form.lists()}, go)
    files = without_entry(request.files.to_dict(), go)
    store = current_store()
    uploads = keep_uploads(files, store, asked.files)
    checked = responding.check_page(response, asked.index, raw, uploads, today())
    save = partial(
        responding.save_page,
        current_session(),
        page=asked.index,
        raw=raw,
        uploads=uploads,
        today=today(),
        goes_on=go == "next",
        checked=checked,
    )
    begin_writing()
    try:
        try:
            saved = save(questionnaire=questionnaire, response=response, as_read=True)
        except responding.Changed:
            questionnaire, response = _response_or_404(code, token, to_change=True)
            if not response.is_being_answered:
                forget_files(current_session(), {one.key for one in uploads.values()}, store)
                return redirect(response_link(code, token))
            saved = save(questionnaire=questionnaire, response=response)
    except responding.NotOpen:
        forget_files(current_session(), {one.key for one in uploads.values()}, store)
        return closed(code)
    forget_files(current_session(), saved.dropped_files, store)
    # Others write while this page is made.
    end_writing()
    _tell_what_was_removed(saved)
    return _after_saving(questionnaire, response, token, asked, saved, raw)


def _tell_what_was_removed(saved: responding.Saved) -> None:
    if saved.removed:
        language = answer_language(saved.result.state.survey)
        labels = [one.question.labels.text(language) for one in saved.removed]
        flash(
            _("No longer asked, and so removed: %(questions)s", questions=" · ".join(labels)),
            "warning",
        )


def _after_saving(
    questionnaire: Questionnaire,
    response: Response,
    token: str,
    asked: Page,
    saved: responding.Saved,
    raw: Mapping[str, Sequence[str]],
) -> ResponseReturnValue:
    """Where the button that was pressed leads to."""
    code, go = questionnaire.activity.code, request.form.get("go", "next")
    result = saved.result
    survey = result.state.survey
    if go.startswith(LANGUAGE):
        choose_language(survey, go.removeprefix(LANGUAGE))
    again = partial(
        page_view,
        result.state,
        asked,
        answer_language(survey),
        posted=raw,
        proposed=_proposed(questionnaire, response),
    )
    if go.startswith((ADD, REMOVE, LANGUAGE)):
        # Nobody asked yet whether the page is complete; what was typed and refused stays.
        typed = {
            where: error for where, error in result.errors.items() if not responding.is_blank(error)
        }
        view = again(errors=typed, one_more=go.removeprefix(ADD))
        return _show_page(questionnaire, response, token, asked, view)
    if go == "previous":
        before = previous_page(result.state, asked.index)
        return redirect(numbered_page_link(code, token, survey, before or 0))
    if go == "later":
        flash(_("Your answers are kept. Come back with the link or the code."), "success")
        return render_template(
            "questionnaires/later.html",
            questionnaire=questionnaire,
            response=response,
            token=token,
        )
    if result.errors or saved.unseen:
        view = again(errors=result.errors, new=saved.unseen)
        # Saved all the same: what was right is kept, so this page is no failure of the request.
        return _show_page(questionnaire, response, token, asked, view)
    following = next_page(result.state, asked.index)
    return redirect(numbered_page_link(code, token, survey, following))


def _show_page(
    questionnaire: Questionnaire, response: Response, token: str, asked: Page, view: object
) -> ResponseReturnValue:
    return render_template(
        "questionnaires/page.html",
        questionnaire=questionnaire,
        response=response,
        token=token,
        view=view,
        is_first=asked.index == 0,
        language_name=language_name,
    )


@blueprint.get(f"/<code>/answers/<token>/{responding.END}")
@requires(may_answer)
@tells(Processing.QUESTIONNAIRE)
def last_look(code: str, token: str) -> ResponseReturnValue:
    """All that was answered, before it is sent."""
    questionnaire, response = _response_or_404(code, token)
    if not response.is_being_answered:
        return redirect(response_link(code, token))
    survey = stored(response.version.definition)
    state = settle(survey, response.latest_answers, today())
    return render_template(
        "questionnaires/end.html",
        questionnaire=questionnaire,
        response=response,
        token=token,
        summary=summary_of(state, answer_language(survey)),
        last=pages(survey)[previous_page(state, len(pages(survey))) or 0].name,
    )


@blueprint.post(f"/<code>/answers/<token>/{responding.END}")
@csrf.exempt
@requires(may_answer)
def send(code: str, token: str) -> ResponseReturnValue:
    questionnaire, response = _response_or_404(code, token, to_change=True)
    if not response.is_being_answered:
        return redirect(response_link(code, token))
    try:
        dropped = responding.submit(current_session(), questionnaire, response, today())
    except responding.NotOpen:
        return closed(code)
    except responding.Incomplete as error:
        first = error.missing[0]
        flash(_("Something is missing on this page."), "warning")
        survey = stored(response.version.definition)
        return redirect(numbered_page_link(code, token, survey, first.page))
    forget_files(current_session(), dropped, current_store())
    return redirect(response_link(code, token))


@blueprint.post("/<code>/answers/<token>/correct")
@csrf.exempt
@requires(may_answer)
def correct(code: str, token: str) -> ResponseReturnValue:
    questionnaire, response = _response_or_404(code, token, to_change=True)
    if not _is_taken(questionnaire, response):
        return closed(code)
    try:
        response.correct()
    except InvalidTransition:
        return redirect(response_link(code, token))
    return redirect(first_page_link(code, token, response))


@blueprint.post("/<code>/answers/<token>/keep")
@csrf.exempt
@requires(may_answer)
def keep_as_sent(code: str, token: str) -> ResponseReturnValue:
    """Give up a correction: what was sent stands."""
    _questionnaire, response = _response_or_404(code, token, to_change=True)
    dropped = responding.keep_as_sent(response)
    forget_files(current_session(), dropped, current_store())
    return redirect(response_link(code, token))


@blueprint.post("/<code>/answers/<token>/withdraw")
@csrf.exempt
@requires(may_answer)
def withdraw(code: str, token: str) -> ResponseReturnValue:
    questionnaire, response = _response_or_404(code, token, to_change=True)
    dropped = responding.withdraw(current_session(), questionnaire, response)
    forget_files(current_session(), dropped, current_store())
    return redirect(response_link(code, token))
