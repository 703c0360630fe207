"""The history of the codebook, and undoing."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.codes import new_secret
from app.extensions import current_session
from app.themes.codebook.forms import UndoForm
from app.themes.codebook.history import event_of, history_page
from app.themes.codebook.keys import key_for
from app.themes.codebook.lookup import editor_of
from app.themes.codebook.permissions import may_edit_codebook
from app.themes.codebook.queries import theme_of_codebook
from app.themes.codebook.sentences import REFUSALS, why_not
from app.themes.codebook.undoing import undo as take_back
from app.themes.permissions import may_read_themes
from app.web.arguments import uuid_argument
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint(
    "codebook_history", __name__, url_prefix="/consultations/<slug>/codebook/history"
)


@blueprint.get("")
@requires(may_read_themes)
def show() -> ResponseReturnValue:
    return _page()


@blueprint.post("/<uuid:event_id>/undo")
@requires(may_edit_codebook)
def undo(event_id: uuid.UUID) -> ResponseReturnValue:
    consultation, form = current_consultation(), UndoForm()
    event = event_of(current_session(), consultation.id, event_id) or abort(404)
    if not form.validate():
        abort(400)
    try:
        editor = editor_of(key_for(form.key.data or "", "undo", event_id))
        take_back(current_session(), editor, event)
    except REFUSALS as error:
        return _page(why_not(error)), 422
    flash(_("Taken back: the codebook is as it was before."), "success")
    if form.candidate_id is not None:
        anchor = f"candidate-{form.candidate_id.hex}"
        return redirect(url_for("codebook.index", slug=consultation.slug, _anchor=anchor))
    return redirect(url_for(".show", slug=consultation.slug))


def _page(refused: str = "") -> str:
    session, consultation = current_session(), current_consultation()
    theme_id = uuid_argument("theme")
    theme = theme_of_codebook(session, consultation.id, theme_id) if theme_id else None
    if theme_id and theme is None:
        abort(404)
    page = history_page(
        session, consultation.id, cursor=Cursor.from_args(request.args), theme_id=theme_id
    )
    return render_template(
        "codebook/history.html",
        page=page,
        theme=theme,
        key=new_secret(),
        refused=refused,
        why_not=why_not,
    )
