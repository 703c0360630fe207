"""A stand-in for the pages of idea boxes, until their part is there."""

from __future__ import annotations

import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.ideas.answering import answers_of
from app.ideas.groups_shown import group_of
from app.ideas.lookup import box_or_404, idea_or_404
from app.ideas.parts_shown import parts_of
from app.ideas.permissions import may_read_ideas
from app.web.guard import requires

blueprint = Blueprint("ideas", __name__, url_prefix="/consultations/<slug>/ideas")


@blueprint.get("/<code>/<uuid:idea_id>")
@requires(may_read_ideas)
def show(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    box, session = box_or_404(code), current_session()
    idea = idea_or_404(box, idea_id)
    return render_template(
        "ideas/show.html",
        box=box,
        idea=idea,
        answers=answers_of(session, idea),
        group=group_of(session, idea),
        parts=parts_of(session, idea),
    )
