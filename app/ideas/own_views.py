"""One's own idea: correcting it while the box is open, withdrawing it."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.ideas.correcting import NotToBeChanged, correct, withdraw
from app.ideas.lookup import box_or_404, link_to, own_idea_or_404
from app.ideas.permissions import may_read_ideas
from app.ideas.posting_forms import CorrectionForm
from app.ideas.sentences import REFUSALS, why_not
from app.models import Idea, IdeaBox
from app.models.types import now
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.web.forms import status_of
from app.web.guard import requires
from app.web.limits import POSTING

blueprint = Blueprint(
    "own_ideas", __name__, url_prefix="/consultations/<slug>/ideas/<code>/<uuid:idea_id>"
)


@blueprint.route("/correct", methods=["GET", "POST"])
@requires(may_read_ideas)
@tells(Processing.IDEAS)
@POSTING
def edit(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    box = box_or_404(code)
    idea = own_idea_or_404(box, idea_id)
    form = CorrectionForm.opened(box, idea)
    if form.validate_on_submit() and _corrected(box, idea, form):
        flash(_("Your idea is corrected."), "success")
        return redirect(link_to("ideas.show", code, idea_id=idea_id))
    page = render_template("ideas/correct.html", box=box, idea=idea, form=form)
    return page, status_of(form)


@blueprint.post("/withdraw")
@requires(may_read_ideas)
def take_back(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    idea = own_idea_or_404(box_or_404(code), idea_id)
    try:
        withdraw(current_session(), idea)
        flash(_("Your idea is withdrawn: nobody reads its words any more."), "success")
    except NotToBeChanged:
        flash(_("This idea was refused: there is nothing to withdraw."), "info")
    return redirect(link_to("ideas.show", code, idea_id=idea_id))


def _corrected(box: IdeaBox, idea: Idea, form: CorrectionForm) -> bool:
    """Correct it; a reason why not is told in the form, which keeps what was typed."""
    try:
        correct(
            current_session(),
            idea,
            form.new_idea(),
            made_from=form.shown_contribution,
            moment=now(),
        )
        return True
    except REFUSALS as refusal:
        form.made_from.data = str(idea.contribution_id)
        form.form_errors.append(why_not(box, refusal))
        return False
