"""Opening a file that came with an answer."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from app.corpus import originals
from app.extensions import current_session
from app.questionnaires import queries
from app.questionnaires.permissions import may_read_results
from app.storage.opening import current_store
from app.web.downloads import download
from app.web.guard import current_consultation, requires
from surveys.answers.address import value_at

blueprint = Blueprint(
    "questionnaire_files", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)


@blueprint.get("/<code>/responses/<uuid:response_id>/file")
@requires(may_read_results)
def show(code: str, response_id: uuid.UUID) -> ResponseReturnValue:
    """The file at the address `where` of the answers.

    Offered to keep, whatever it is: never opened in the page, never called what it claims.
    """
    consultation = current_consultation()
    response = queries.sent_response(current_session(), consultation.id, code, response_id)
    value = value_at(response.answers, request.args.get("where", "")) if response else None
    if not isinstance(value, dict) or not value.get("key"):
        abort(404)
    try:
        file = originals.opened(current_store(), value["key"])
    except originals.OriginalLost:
        abort(404)
    return download(file, value["name"], "application/octet-stream")
