"""Splitting an idea into several, and undoing it."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.extensions import current_session
from app.ideas.arranging_forms import SplitForm
from app.ideas.arranging_sentences import REFUSALS, why_not
from app.ideas.lookup import box_or_404, idea_or_404, link_to
from app.ideas.parts_shown import parts_of
from app.ideas.permissions import may_arrange_ideas
from app.ideas.splitting import join_again, passages_of, split
from app.models import Idea
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user, requires

blueprint = Blueprint(
    "idea_splitting", __name__, url_prefix="/consultations/<slug>/ideas/<code>/<uuid:idea_id>/split"
)


@blueprint.route("", methods=["GET", "POST"])
@requires(may_arrange_ideas)
def new(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    box = box_or_404(code)
    idea = idea_or_404(box, idea_id)
    passages = passages_of(idea.contribution)
    form = SplitForm(passages, parts_of(current_session(), idea).ever)
    if form.is_right():
        if refusal := _split(idea, form):
            form.form_errors.append(refusal)
        else:
            return redirect(link_to("ideas.show", box.activity.code, idea_id=idea.id))
    page = render_template("ideas/split.html", box=box, idea=idea, form=form, passages=passages)
    return page, 200 if form.wants_more else status_of(form)


def _split(idea: Idea, form: SplitForm) -> str | None:
    """Split the idea; a sentence where that was refused."""
    try:
        made = split(
            current_session(),
            idea,
            [one.part for one in form.parts],
            seen=form.seen_number,
            account_id=account_id_of_current_user(),
        )
    except REFUSALS as error:
        return why_not(error)
    flash(
        ngettext(
            "%(num)s idea was made of this one, which stays as it is.",
            "%(num)s ideas were made of this one, which stays as it is.",
            len(made),
        ),
        "success",
    )
    return None


@blueprint.post("/undo")
@requires(may_arrange_ideas)
def undo(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    box = box_or_404(code)
    idea = idea_or_404(box, idea_id)
    try:
        join_again(current_session(), idea, account_id=account_id_of_current_user())
        flash(_("The parts are withdrawn; the idea is as it was before."), "success")
    except REFUSALS as error:
        flash(why_not(error), "error")
    return redirect(link_to("ideas.show", box.activity.code, idea_id=idea.id))
