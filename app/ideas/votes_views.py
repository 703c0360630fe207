"""Ideas shown one at a time, to agree, to disagree or to pass."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.ideas import judging
from app.ideas.judging import NotJudged, OwnIdea
from app.ideas.lookup import box_or_404, link_to
from app.ideas.permissions import may_read_ideas
from app.ideas.queries import idea_of
from app.ideas.refusals import REFUSALS, sentence_of
from app.ideas.taking_part import AccountWanted, BoxNotOpen, opening_of
from app.ideas.votes_form import JudgementForm
from app.models import IdeaBox, Judgement
from app.models.types import now
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.web.arguments import uuid_argument
from app.web.guard import requires
from app.web.limits import VOTING
from app.web.origin import current_origin
from app.web.taking_part import acting_participant, current_participant

blueprint = Blueprint("idea_votes", __name__, url_prefix="/consultations/<slug>/ideas/<code>")


@blueprint.get("/votes")
@requires(may_read_ideas)
@tells(Processing.IDEAS)
def show(code: str) -> ResponseReturnValue:
    box = _box(code)
    session, participant = current_session(), current_participant()
    again = uuid_argument("change")
    last = judging.judged_idea(session, box, participant, again) if participant else None
    if again is not None and last is None:
        abort(404)
    changing = last if again else None
    return render_template(
        "ideas/votes.html",
        box=box,
        idea=changing[0] if changing else judging.next_idea(session, box, participant),
        said=changing[1] if changing else None,
        last=None if changing else last,
        progress_made=judging.progress_of(session, box, participant),
        opening=opening_of(session, box, now()),
        judgements=list(Judgement),
    )


@blueprint.post("/votes")
@requires(may_read_ideas)
@tells(Processing.IDEAS)
@VOTING
def judge(code: str) -> ResponseReturnValue:
    box, here = _box(code), link_to(".show", code)
    form = JudgementForm()
    if not form.validate():
        abort(400)
    idea = idea_of(current_session(), box.id, form.idea_id) or abort(404)
    participant = acting_participant()
    try:
        judging.judge(
            current_session(),
            box,
            idea,
            participant,
            form.chosen,
            origin=current_origin(),
            moment=now(),
        )
    except AccountWanted:
        return redirect(url_for("accounts.sign_in", next=here))
    except (*REFUSALS, NotJudged, OwnIdea) as error:
        flash(_sentence(box, error), "warning")
        return redirect(link_to("ideas.box", code) if isinstance(error, BoxNotOpen) else here)
    return redirect(f"{here}#judging")


def _box(code: str) -> IdeaBox:
    """The box of an address, which shows its ideas one at a time."""
    box = box_or_404(code)
    return box if box.takes_votes else abort(404)


def _sentence(box: IdeaBox, error: ValueError) -> str:
    if isinstance(error, OwnIdea):
        return _("You wrote this idea: others judge it.")
    if isinstance(error, NotJudged):
        return _("This idea was grouped with another one, which is judged instead.")
    return sentence_of(box, error)
