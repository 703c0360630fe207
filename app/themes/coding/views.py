"""The queue: one excerpt after the other."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import CodingVia
from app.themes.coding import acting, queue
from app.themes.coding.deciding import NotInCorpus
from app.themes.coding.forms import CodingForm
from app.themes.coding.how_far import how_far
from app.themes.coding.pages import Sheet, current_coder, keep_sent, say_withdrawn, sheet_of
from app.themes.coding.permissions import may_code, may_read_coding
from app.web.forms import sent_key
from app.web.guard import allows, current_consultation, requires

blueprint = Blueprint("coding", __name__, url_prefix="/consultations/<slug>/coding")


@blueprint.get("")
@requires(may_read_coding)
def show() -> ResponseReturnValue:
    session, coder = current_session(), current_coder()
    held = queue.shown_to(session, coder) if allows("coding.decide") else None
    sheet = sheet_of(held, CodingForm())
    if sheet.item is None:
        return _nothing_held(sheet)
    return _page(sheet)


@blueprint.post("/next")
@requires(may_code)
def take() -> ResponseReturnValue:
    queue.take_next(current_session(), current_coder())
    return _to_queue()


@blueprint.post("")
@requires(may_code)
def decide() -> ResponseReturnValue:
    form = CodingForm()
    sheet = sheet_of(form.excerpt_id, form)
    if sheet.item is None:
        say_withdrawn()
    elif not keep_sent(sheet, CodingVia.QUEUE):
        return _page(sheet, status=422)
    _go_on(form.excerpt_id)
    return _to_queue()


@blueprint.post("/undo")
@requires(may_code)
def undo() -> ResponseReturnValue:
    try:
        undone = acting.undo_last(current_session(), current_coder(), key=sent_key())
    except NotInCorpus:
        say_withdrawn()
    else:
        if undone is None:
            flash(_("There is nothing to take back here."), "info")
    return _to_queue()


def _page(sheet: Sheet, status: int = 200) -> ResponseReturnValue:
    session, coder = current_session(), current_coder()
    page = render_template(
        "coding/show.html",
        sheet=sheet,
        far=how_far(session, coder.consultation_id),
        last=acting.last_of(session, coder),
    )
    return page, status


def _nothing_held(sheet: Sheet) -> ResponseReturnValue:
    session, coder = current_session(), current_coder()
    return render_template(
        "coding/start.html",
        choices=sheet.choices,
        far=how_far(session, coder.consultation_id),
        last=acting.last_of(session, coder),
        is_left=queue.next_for(session, coder) is not None,
    )


def _go_on(done: uuid.UUID | None) -> None:
    if done is not None:
        acting.go_on(current_session(), current_coder(), done)


def _to_queue() -> ResponseReturnValue:
    """The next excerpt, and not the top of its page: on a phone it is a screen below."""
    return redirect(url_for(".show", slug=current_consultation().slug, _anchor="to-code"))
