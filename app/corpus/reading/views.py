from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.corpus.permissions import may_read_corpus
from app.corpus.reading.asking import Asked, asked_in
from app.corpus.reading.choices import filters_of
from app.corpus.reading.concordance import (
    MOST,
    Sorting,
    concordance_of,
    concordance_sheet,
)
from app.corpus.reading.queries import COUNTED, found_excerpts
from app.corpus.reading.saved import saved_searches
from app.extensions import current_session
from app.themes.coding.pages import current_reader
from app.web.arguments import value_argument
from app.web.downloads import download_csv
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("reading", __name__, url_prefix="/consultations/<slug>/excerpts")


@blueprint.get("")
@requires(may_read_corpus)
def index() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    asked = _asked()
    found = found_excerpts(
        session,
        consultation.id,
        asked,
        reader_id=current_user.id,
        reader=current_reader(),
        cursor=Cursor.from_args(request.args),
    )
    return render_template(
        "reading/index.html",
        asked=asked,
        found=found,
        counted=COUNTED,
        filters=filters_of(session, consultation.id),
        saved=saved_searches(session, consultation.id, current_user.id),
    )


@blueprint.get("/concordance")
@requires(may_read_corpus)
def concordance() -> ResponseReturnValue:
    asked, sorting = _asked_word(), _sorting()
    cursor = Cursor.from_args(request.args)
    found = concordance_of(
        current_session(),
        current_consultation().id,
        asked,
        sorting,
        reader=current_reader(),
        cursor=cursor,
    )
    return render_template(
        "reading/concordance.html",
        asked=asked,
        sorting=sorting,
        found=found,
        most=MOST,
        kept=_word_args(asked, sorting),
    )


@blueprint.get("/concordance.csv")
@requires(may_read_corpus)
def concordance_csv() -> ResponseReturnValue:
    consultation = current_consultation()
    sheet = concordance_sheet(_asked_word(), _sorting(), current_reader())
    return download_csv(sheet, f"{consultation.slug}-{sheet.name}.csv", consultation.id)


def _asked() -> Asked:
    try:
        return asked_in(request.args)
    except ValueError:
        abort(404)


def _asked_word() -> Asked:
    """The word of a concordance stands in an argument of its own, beside the filters."""
    try:
        return asked_in(request.args.to_dict() | {"q": request.args.get("word", "")})
    except ValueError:
        abort(404)


def _sorting() -> Sorting:
    return value_argument("sort", Sorting) or Sorting.SOURCE


def _word_args(asked: Asked, sorting: Sorting) -> dict[str, Any]:
    args: dict[str, Any] = asked.as_args()
    return {"word": args.pop("q", None), "sort": sorting.value, **args}
