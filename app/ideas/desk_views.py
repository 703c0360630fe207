"""The desk of an idea box: what waits for an answer, and what may say the same."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.ideas.desk import alike_page, waiting_page
from app.ideas.lookup import box_or_404
from app.ideas.permissions import may_answer_ideas
from app.web.guard import requires
from app.web.paging import Cursor

blueprint = Blueprint("idea_desk", __name__, url_prefix="/consultations/<slug>/ideas/<code>/desk")


@blueprint.get("")
@requires(may_answer_ideas)
def index(code: str) -> ResponseReturnValue:
    box = box_or_404(code)
    page = waiting_page(current_session(), box, Cursor.from_args(request.args))
    return render_template("ideas/desk.html", box=box, page=page)


@blueprint.get("/alike")
@requires(may_answer_ideas)
def alike(code: str) -> ResponseReturnValue:
    box = box_or_404(code)
    page = alike_page(current_session(), box, Cursor.from_args(request.args))
    return render_template("ideas/desk_alike.html", box=box, page=page)
