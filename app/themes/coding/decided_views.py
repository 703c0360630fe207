"""What was decided, and one excerpt opened from anywhere."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import CodingVia
from app.themes.coding.acting import undo
from app.themes.coding.choices import choices_of
from app.themes.coding.decided import COUNTED, Which, decided_page, unseen_count
from app.themes.coding.forms import CodingForm
from app.themes.coding.pages import (
    Sheet,
    current_coder,
    current_reader,
    keep_sent,
    say_withdrawn,
    sheet_of,
)
from app.themes.coding.permissions import may_code, may_read_coding
from app.themes.coding.shown import is_excerpt_of
from app.web.arguments import uuid_argument, value_argument
from app.web.forms import sent_key
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor
from app.web.redirects import local_path

blueprint = Blueprint("coded", __name__, url_prefix="/consultations/<slug>/coding")


@blueprint.get("/decided")
@requires(may_read_coding)
def index() -> ResponseReturnValue:
    session, coder, reader = current_session(), current_coder(), current_reader()
    which, theme_id = value_argument("which", Which), uuid_argument("theme")
    page = decided_page(
        session,
        coder,
        which=which,
        theme_id=theme_id,
        cursor=Cursor.from_args(request.args),
        reader=reader,
    )
    return render_template(
        "coding/decided.html",
        page=page,
        which=which,
        theme_id=theme_id,
        unseen=unseen_count(session, reader),
        counted=COUNTED,
        choices=choices_of(session, coder.consultation_id),
    )


@blueprint.get("/excerpts/<uuid:excerpt_id>")
@requires(may_code)
def show(excerpt_id: uuid.UUID) -> ResponseReturnValue:
    sheet = _sheet_or_404(excerpt_id)
    return _page(sheet) if sheet.item else _withdrawn()


@blueprint.post("/excerpts/<uuid:excerpt_id>")
@requires(may_code)
def decide(excerpt_id: uuid.UUID) -> ResponseReturnValue:
    sheet = _sheet_or_404(excerpt_id)
    if sheet.item is None:
        return _withdrawn()
    if not keep_sent(sheet, CodingVia.PAGE):
        return _page(sheet, status=422)
    flash(_("Decision kept."), "success")
    return _back()


@blueprint.post("/excerpts/<uuid:excerpt_id>/take-back")
@requires(may_code)
def take_back(excerpt_id: uuid.UUID) -> ResponseReturnValue:
    if _sheet_or_404(excerpt_id).item is None:
        return _withdrawn()
    undo(current_session(), current_coder(), excerpt_id, key=sent_key())
    flash(_("Decision taken back."), "success")
    return _back()


def _sheet_or_404(excerpt_id: uuid.UUID) -> Sheet:
    """An excerpt of this consultation, without an item once it was withdrawn."""
    if not is_excerpt_of(current_session(), current_consultation().id, excerpt_id):
        abort(404)
    return sheet_of(excerpt_id, CodingForm())


def _withdrawn() -> ResponseReturnValue:
    say_withdrawn()
    return _back()


def _back() -> ResponseReturnValue:
    back = local_path(request.values.get("back"))
    return redirect(back or url_for(".index", slug=current_consultation().slug))


def _page(sheet: Sheet, status: int = 200) -> ResponseReturnValue:
    back = local_path(request.values.get("back"))
    return render_template("coding/excerpt.html", sheet=sheet, back=back), status
