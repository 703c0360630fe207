"""Taking the answers away as files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.extensions import current_session
from app.models import Questionnaire
from app.publication.writers import XLSX, csv_lines, write_workbook
from app.questionnaires import definitions, queries
from app.questionnaires.answer_sheets import sheets_of
from app.questionnaires.permissions import may_read_results
from app.web.downloads import download, file_to_send
from app.web.guard import current_consultation, requires
from surveys.model import Survey

blueprint = Blueprint(
    "questionnaire_export", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)


@blueprint.get("/<code>/results/<name>.csv")
@requires(may_read_results)
def as_csv(code: str, name: str) -> ResponseReturnValue:
    questionnaire, survey, answers = _answered(code)
    all_sheets = sheets_of(survey, answers, str(get_locale()))
    sheet = next((one for one in all_sheets if one.name == name), None) or abort(404)
    file = file_to_send()
    file.writelines(csv_lines(sheet, current_session(), questionnaire.id))
    return download(file, f"{code}-{sheet.name}.csv", "text/csv; charset=utf-8")


@blueprint.get("/<code>/results.xlsx")
@requires(may_read_results)
def as_xlsx(code: str) -> ResponseReturnValue:
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
    return questionnaire, survey, queries.submitted_answers(session, questionnaire.id)


def _questionnaire_or_404(code: str) -> Questionnaire:
    return queries.questionnaire_of(current_session(), current_consultation().id, code) or abort(
        404
    )
