"""Taking the answers away as files."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import Questionnaire
from app.publication.ods import ODS, write_ods
from app.publication.writers import XLSX, write_workbook
from app.questionnaires import queries
from app.questionnaires.exports.forms import WantedForm
from app.questionnaires.exports.responses import count_exported
from app.questionnaires.exports.sheets import AnswerTable, answer_table, sheets_of
from app.questionnaires.exports.spss import write_sav
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_read_results
from app.web.downloads import download, download_csv, file_to_send
from app.web.guard import requires
from app.web.language import current_language

SAV = "application/x-spss-sav"

blueprint = Blueprint(
    "questionnaire_export", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)


@blueprint.get("/<code>/exports")
@requires(may_read_results)
def index(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    form = WantedForm(request.args)
    is_right = form.validate()
    wanted = form.wanted
    return (
        render_template(
            "questionnaires/exports.html",
            questionnaire=questionnaire,
            form=form,
            chosen=form.chosen,
            responses=count_exported(current_session(), questionnaire.id, wanted),
        ),
        200 if is_right else 422,
    )


@blueprint.get("/<code>/results/<name>.csv")
@requires(may_read_results)
def as_csv(code: str, name: str) -> ResponseReturnValue:
    questionnaire, table = _table(code)
    sheet = next((one for one in sheets_of(table) if one.name == name), None) or abort(404)
    return download_csv(sheet, f"{code}-{sheet.name}.csv", questionnaire.id)


@blueprint.get("/<code>/results.xlsx")
@requires(may_read_results)
def as_xlsx(code: str) -> ResponseReturnValue:
    return _workbook(code, write_workbook, f"{code}.xlsx", XLSX)


@blueprint.get("/<code>/results.ods")
@requires(may_read_results)
def as_ods(code: str) -> ResponseReturnValue:
    return _workbook(code, write_ods, f"{code}.ods", ODS)


def _workbook(
    code: str, write: Callable[..., None], filename: str, mimetype: str
) -> ResponseReturnValue:
    questionnaire, table = _table(code)
    file = file_to_send()
    write(file, sheets_of(table), current_session(), questionnaire.id)
    return download(file, filename, mimetype)


@blueprint.get("/<code>/results.sav")
@requires(may_read_results)
def as_sav(code: str) -> ResponseReturnValue:
    questionnaire, table = _table(code)
    file = file_to_send()
    rows = table.rows(current_session())
    write_sav(file, table.columns, table.kinds, rows, title=questionnaire.activity.title)
    return download(file, f"{code}.sav", SAV)


def _table(code: str) -> tuple[Questionnaire, AnswerTable]:
    """A questionnaire, and the table of the responses that the address asks for.

    The questions are those of the latest version: later ones only add to earlier ones.
    """
    session = current_session()
    questionnaire = questionnaire_or_404(code)
    form = WantedForm(request.args)
    if not form.validate():
        abort(404)
    survey = queries.latest_survey(session, questionnaire.id)
    language = current_language()
    return questionnaire, answer_table(session, questionnaire, survey, form.wanted, language)
