"""Grouping ideas, from the page of one or many at once, and taking them out again."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.extensions import current_session
from app.ideas import grouping
from app.ideas.arranging_forms import LeadForm
from app.ideas.arranging_sentences import REFUSALS, why_not
from app.ideas.groups_shown import chosen_ideas, ideas_to_group, leads_for
from app.ideas.lookup import box_or_404, link_to
from app.ideas.permissions import may_arrange_ideas
from app.ideas.queries import idea_of
from app.models import Idea, IdeaBox
from app.web.arguments import uuid_argument
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user, requires

blueprint = Blueprint("idea_groups", __name__, url_prefix="/consultations/<slug>/ideas/<code>")

LONGEST_SEARCH = 200


def _idea_or_404(box: IdeaBox, idea_id: uuid.UUID) -> Idea:
    """An idea of the box in any state: a group is arranged around one that was withdrawn."""
    return idea_of(current_session(), box.id, idea_id) or abort(404)


def _words() -> str:
    return request.args.get("q", "")[:LONGEST_SEARCH].strip()


@blueprint.route("/<uuid:idea_id>/group", methods=["GET", "POST"])
@requires(may_arrange_ideas)
def under(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    """Put one idea under another."""
    box = box_or_404(code)
    idea, words = _idea_or_404(box, idea_id), _words()
    leads = leads_for(current_session(), box, idea, words)
    form = LeadForm(leads)
    if form.validate_on_submit():
        if refusal := _grouped(box, form.lead_id, [idea]):
            form.form_errors.append(refusal)
        else:
            return redirect(link_to("ideas.show", box.activity.code, idea_id=idea.id))
    page = render_template(
        "ideas/group_under.html", box=box, idea=idea, form=form, leads=leads, words=words
    )
    return page, status_of(form)


@blueprint.get("/group")
@requires(may_arrange_ideas)
def choose(code: str) -> ResponseReturnValue:
    """Tick the ideas that say the same."""
    box, words = box_or_404(code), _words()
    ideas = ideas_to_group(current_session(), box, words)
    return render_template("ideas/group_choose.html", box=box, ideas=ideas, words=words)


@blueprint.route("/group/lead", methods=["GET", "POST"])
@requires(may_arrange_ideas)
def lead(code: str) -> ResponseReturnValue:
    """Choose which one of the ticked ideas stands for the others."""
    box = box_or_404(code)
    ids = _chosen_ids()
    links = chosen_ideas(current_session(), box, ids)
    form = LeadForm(links)
    if form.validate_on_submit():
        ideas = [_idea_or_404(box, one) for one in ids]
        if refusal := _grouped(box, form.lead_id, ideas):
            form.form_errors.append(refusal)
        else:
            return redirect(link_to("ideas.show", box.activity.code, idea_id=form.lead_id))
    return render_template("ideas/group_lead.html", box=box, form=form, ideas=links), status_of(
        form
    )


def _chosen_ids() -> list[uuid.UUID]:
    try:
        ids = [uuid.UUID(one) for one in request.args.getlist("idea")]
    except ValueError:
        abort(404)
    return list(dict.fromkeys(ids))[: grouping.MOST_AT_ONCE + 1]


def _grouped(box: IdeaBox, lead_id: uuid.UUID, ideas: list[Idea]) -> str | None:
    """Group these ideas; a sentence where that was refused."""
    lead, session = _idea_or_404(box, lead_id), current_session()
    try:
        grouping.group(session, lead, ideas, account_id=account_id_of_current_user())
    except REFUSALS as error:
        return why_not(error)
    flash(
        ngettext(
            "The group has %(num)s supporter, counted once.",
            "The group has %(num)s supporters, each counted once.",
            lead.all_supporters,
        ),
        "success",
    )
    return None


@blueprint.post("/<uuid:idea_id>/group/leave")
@requires(may_arrange_ideas)
def leave(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    box = box_or_404(code)
    idea = _idea_or_404(box, idea_id)
    grouping.ungroup(current_session(), idea, account_id=account_id_of_current_user())
    flash(_("This idea stands alone again, with its own supporters."), "success")
    return redirect(link_to("ideas.show", box.activity.code, idea_id=idea.id))


@blueprint.post("/<uuid:idea_id>/group/undo")
@requires(may_arrange_ideas)
def undo(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    box = box_or_404(code)
    idea = _idea_or_404(box, idea_id)
    grouping.ungroup_all(current_session(), idea, account_id=account_id_of_current_user())
    flash(_("The ideas of this group are as they were before."), "success")
    return redirect(link_to("ideas.show", box.activity.code, idea_id=idea.id))


@blueprint.post("/<uuid:idea_id>/group/lead")
@requires(may_arrange_ideas)
def take_lead(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    """Let this idea stand for its group instead of the one that does."""
    box, session = box_or_404(code), current_session()
    idea = _idea_or_404(box, idea_id)
    former = _idea_or_404(box, uuid_argument("instead_of") or idea.id)
    try:
        grouping.let_lead(
            session, idea, instead_of=former.id, account_id=account_id_of_current_user()
        )
        flash(_("This idea stands for its group now."), "success")
    except REFUSALS as error:
        flash(why_not(error), "error")
    return redirect(link_to("ideas.show", box.activity.code, idea_id=idea.id))
