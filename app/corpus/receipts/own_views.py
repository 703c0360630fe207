"""My contributions: what somebody gave with their account, or on this device."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.corpus.receipts.exporting import ZIP, every_page, write_archive
from app.corpus.receipts.lookup import page_of
from app.corpus.receipts.own import own_page, own_receipts, own_supports
from app.corpus.receipts.permissions import may_see_own
from app.corpus.receipts.receipt_page import ReceiptPage
from app.extensions import current_session
from app.models import Participant
from app.settings import current_settings
from app.storage.opening import current_store
from app.web.downloads import download, file_to_send
from app.web.guard import requires
from app.web.paging import Cursor
from app.web.taking_part import current_participant

blueprint = Blueprint("my_space", __name__, url_prefix="/consultations/<slug>/mine")


@blueprint.after_request
def _tell_nobody(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("")
@requires(may_see_own)
def index() -> ResponseReturnValue:
    participant, cursor = current_participant(), Cursor.from_args(request.args)
    page = None
    if participant is not None:
        key = current_settings().secret_key
        page = own_page(current_session(), participant, cursor, key=key)
    return render_template("my_space/index.html", participant=participant, page=page)


@blueprint.get("/supports")
@requires(may_see_own)
def supports() -> ResponseReturnValue:
    participant, cursor = current_participant(), Cursor.from_args(request.args)
    page = own_supports(current_session(), participant, cursor) if participant else None
    return render_template("my_space/supports.html", participant=participant, page=page)


@blueprint.get("/everything.zip")
@requires(may_see_own)
def as_archive() -> ResponseReturnValue:
    participant = current_participant() or abort(404)
    file = file_to_send()
    write_archive(file, _folders(participant), current_store())
    return download(file, "my-contributions.zip", ZIP)


def _folders(participant: Participant) -> Iterator[tuple[str, list[ReceiptPage]]]:
    for number, receipt in enumerate(own_receipts(current_session(), participant), 1):
        yield f"{number:04}/", every_page(partial(page_of, receipt))
