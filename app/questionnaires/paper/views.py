"""Paper answers: the sheet to print, typing in what came back, what was typed in so far."""

from __future__ import annotations

import io
import uuid

from flask import Blueprint, abort, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import Questionnaire, QuestionnaireState
from app.publication.typesetting import PDF
from app.questionnaires import queries
from app.questionnaires.answering.responding import NotOpen
from app.questionnaires.definitions import stored
from app.questionnaires.forms import SheetForm
from app.questionnaires.links import link_to, response_link
from app.questionnaires.lookup import shown_questionnaire_or_404
from app.questionnaires.paper import typing_in as paper
from app.questionnaires.paper.printing.pdf import pdf_of
from app.questionnaires.paper.printing.sheet import sheet_of
from app.questionnaires.permissions import may_answer, may_type_in_answers
from app.settings import current_settings
from app.web.addresses import whole_address
from app.web.downloads import download
from app.web.forms import status_of
from app.web.guard import allows, requires
from app.web.language import current_language
from app.web.paging import Cursor

blueprint = Blueprint(
    "questionnaire_paper", __name__, url_prefix="/consultations/<slug>/questionnaires/<code>"
)


@blueprint.route("/paper", methods=["GET", "POST"])
@requires(may_type_in_answers)
def index(code: str) -> ResponseReturnValue:
    questionnaire = shown_questionnaire_or_404(code)
    form = SheetForm()
    if form.validate_on_submit():
        try:
            return redirect(_begun(questionnaire, form))
        except NotOpen:
            form.form_errors.append(_("Open the questionnaire first."))
        except paper.SheetTaken as error:
            day = format_date(error.since, "long")
            sentence = _("This sheet is there already, since %(day)s.", day=day)
            form.sheet.errors = [sentence]
    found = paper.paper_answers(
        current_session(), questionnaire.id, Cursor.from_args(request.args.to_dict())
    )
    return (
        render_template(
            "questionnaires/paper.html",
            questionnaire=questionnaire,
            form=form,
            page=found,
            may_open=lambda line: _may_open(line.typed_by_id),
        ),
        422 if form.errors else status_of(form),
    )


@blueprint.get("/paper.pdf")
@requires(may_answer)
def printable(code: str) -> ResponseReturnValue:
    """The sheet to print: for anybody while it is open, else for those who gather sheets."""
    questionnaire = shown_questionnaire_or_404(code)
    if questionnaire.state is not QuestionnaireState.OPEN and not allows(
        "questionnaire_paper.index"
    ):
        abort(404)
    version = queries.latest_version(current_session(), questionnaire.id)
    closes_at = questionnaire.closes_at
    printed = sheet_of(
        stored(version.definition),
        current_language(),
        title=questionnaire.activity.title,
        introduction=questionnaire.introduction,
        return_by=format_date(closes_at, "long") if closes_at else "",
        address=whole_address(link_to("questionnaires.show", code)),
    )
    return download(io.BytesIO(pdf_of(printed)), f"{code}.pdf", PDF)


@blueprint.get("/paper/<uuid:response_id>")
@requires(may_type_in_answers)
def sheet(code: str, response_id: uuid.UUID) -> ResponseReturnValue:
    """To the answers of a sheet, for whoever typed it in and for stewards."""
    questionnaire = shown_questionnaire_or_404(code)
    found = paper.paper_answer(current_session(), questionnaire.id, response_id) or abort(404)
    if not _may_open(found.typed_by_id):
        abort(403)
    token = paper.code_of_sheet(found, current_settings().secret_key) or abort(404)
    return redirect(response_link(code, token))


def _begun(questionnaire: Questionnaire, form: SheetForm) -> str:
    """Where the answers of the sheet in the form are typed in."""
    typist = paper.Typist(current_user.id, current_settings().secret_key, current_language())
    number = paper.tidy_sheet(form.sheet.data or "")
    _response, token = paper.begin_sheet(current_session(), questionnaire, number, typist)
    return response_link(questionnaire.activity.code, token)


def _may_open(typed_by_id: uuid.UUID | None) -> bool:
    return paper.may_open_sheet(typed_by_id, current_user.id, g.role)
