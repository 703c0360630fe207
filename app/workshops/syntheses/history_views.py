"""What was done to a synthesis, by whom, and how it was at the time."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import Synthesis
from app.web.guard import requires
from app.web.paging import Cursor
from app.workshops.lookup import workshop_or_404
from app.workshops.permissions import may_follow_workshops
from app.workshops.syntheses.history import history_page, lines_then
from app.workshops.syntheses.queries import synthesis_of

blueprint = Blueprint(
    "synthesis_history", __name__, url_prefix="/consultations/<slug>/workshops/<code>/synthesis"
)


@blueprint.get("/history")
@requires(may_follow_workshops)
def show(code: str) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    synthesis = synthesis_of(current_session(), workshop.activity_id)
    page = history_page(
        current_session(),
        workshop.activity_id,
        synthesis.id if synthesis else None,
        cursor=Cursor.from_args(request.args),
    )
    return render_template("syntheses/history.html", workshop=workshop, page=page)


@blueprint.get("/history/<version>")
@requires(may_follow_workshops)
def version(code: str, version: str) -> ResponseReturnValue:
    """The synthesis as it was at this version, made again from what was done."""
    workshop = workshop_or_404(code)
    synthesis = synthesis_of(current_session(), workshop.activity_id) or abort(404)
    number = _number(version, synthesis)
    return render_template(
        "syntheses/version.html",
        workshop=workshop,
        number=number,
        headings=lines_then(current_session(), synthesis.id, number),
    )


def _number(text: str, synthesis: Synthesis) -> int:
    """The number of a version that there was."""
    number = int(text) if text.isdecimal() and len(text) < 7 else 0
    return number if 1 <= number <= synthesis.version else abort(404)
