"""A table opens to participants by its code, which is shown in the room."""

from __future__ import annotations

import uuid

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import RoomTable
from app.web.guard import current_consultation, requires
from app.web.qr_code import qr_svg
from app.workshops.note_queries import table_to_change
from app.workshops.permissions import may_facilitate
from app.workshops.queries import table_of
from app.workshops.table_pages import blueprint, joining_address, table_name

__all__ = ["blueprint"]


def _open_table_or_404(table_id: uuid.UUID) -> RoomTable:
    table = table_of(current_session(), current_consultation().id, table_id)
    return table if table is not None and table.is_open else abort(404)


@blueprint.post("/opening")
@requires(may_facilitate)
def set_opening(table_id: uuid.UUID) -> ResponseReturnValue:
    """Open, close, or open with a new code: those who have the old one are out."""
    table = table_to_change(current_session(), current_consultation().id, table_id) or abort(404)
    do = request.form.get("do")
    if do not in ("open", "close", "renew"):
        abort(400)
    table.is_open = do != "close"
    # Sent twice, it is renewed once: the form says which code it was about.
    if do == "renew" and request.form.get("turn") == str(table.turn):
        table.turn += 1
        flash(_("The code is new: the old one opens nothing any more."), "success")
    page = "tables.show" if do == "close" else "tables.code"
    return redirect(url_for(page, slug=current_consultation().slug, table_id=table.id))


@blueprint.get("/code")
@requires(may_facilitate)
def code(table_id: uuid.UUID) -> ResponseReturnValue:
    """The code, large, for those around the table."""
    table = _open_table_or_404(table_id)
    return render_template(
        "tables/code.html", table=table, name=table_name(table), address=joining_address(table)
    )


@blueprint.get("/code.svg")
@requires(may_facilitate)
def code_image(table_id: uuid.UUID) -> ResponseReturnValue:
    picture = qr_svg(joining_address(_open_table_or_404(table_id)))
    return Response(picture, content_type="image/svg+xml")
