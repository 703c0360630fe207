"""Official answers to an idea: giving one, and reading them all."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.ideas.answering import answer, answers_of
from app.ideas.arranging_forms import AnswerForm
from app.ideas.arranging_sentences import REFUSALS, why_not
from app.ideas.lookup import box_or_404, idea_or_404, link_to
from app.ideas.permissions import may_answer_ideas
from app.models import Idea, Verdict
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user, requires

blueprint = Blueprint(
    "idea_answers", __name__, url_prefix="/consultations/<slug>/ideas/<code>/<uuid:idea_id>/answer"
)


@blueprint.route("", methods=["GET", "POST"])
@requires(may_answer_ideas)
def new(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    box = box_or_404(code)
    idea = idea_or_404(box, idea_id)
    answers = answers_of(current_session(), idea)
    form = AnswerForm(answers.newest_id)
    if form.validate_on_submit():
        if refusal := _answer(idea, form):
            form.form_errors.append(refusal)
            form.seen.data = str(answers_of(current_session(), idea).newest_id or "")
        else:
            flash(_("The answer is public. The author and the supporters are told."), "success")
            return redirect(link_to("ideas.show", box.activity.code, idea_id=idea.id))
    page = render_template("ideas/answer.html", box=box, idea=idea, form=form, answers=answers)
    return page, status_of(form)


def _answer(idea: Idea, form: AnswerForm) -> str | None:
    """Answer the idea; a sentence where that was refused."""
    try:
        answer(
            current_session(),
            idea,
            key=form.key.data or "",
            account_id=account_id_of_current_user(),
            verdict=Verdict(form.verdict.data),
            reason=form.reason.data or "",
            seen=form.seen_id,
        )
    except REFUSALS as error:
        return why_not(error)
    return None
