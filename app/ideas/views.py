"""Idea boxes as everybody reads them, and posting an idea: phone first, in two steps."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.ideas.boxes import boxes_of
from app.ideas.comments_form import comment_form
from app.ideas.idea_page import idea_page_of
from app.ideas.likeness import similar_to
from app.ideas.lists import IdeaFilter, IdeaOrder, held_ideas, ideas_page, territories_of
from app.ideas.lookup import box_or_404, idea_or_404, link_to
from app.ideas.permissions import may_prepare_boxes, may_read_ideas
from app.ideas.posting import post
from app.ideas.posting_forms import IdeaForm
from app.ideas.sentences import REFUSALS, why_not, why_not_open
from app.ideas.supports_shown import supports_of_lines
from app.ideas.taking_part import opening_of, refuse_unless_open
from app.models import IdeaBox, Opening, OrganisationKind
from app.models.types import now
from app.organisations.lists.reading import departements_of
from app.organisations.speaking_shown import current_speaking, speaking_as
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.publication.became.links import told_of
from app.settings import current_settings
from app.web.arguments import uuid_argument, value_argument
from app.web.forms import status_of
from app.web.guard import current_consultation, current_role, requires
from app.web.limits import POSTING
from app.web.paging import Cursor
from app.web.redirects import current_path
from app.web.taking_part import acting_participant, current_participant
from app.web.transaction import begin_writing, end_writing, reads_first

blueprint = Blueprint("ideas", __name__, url_prefix="/consultations/<slug>/ideas")

LONGEST_SEARCH = 200


@blueprint.get("")
@requires(may_read_ideas)
def index() -> ResponseReturnValue:
    consultation = current_consultation()
    unpublished = may_prepare_boxes(current_role())
    lines = boxes_of(current_session(), consultation.id, unpublished=unpublished)
    if len(lines) == 1:
        return redirect(link_to(".box", lines[0].box.activity.code))
    openings = [opening_of(current_session(), line.box, now()) for line in lines]
    return render_template("ideas/index.html", lines=list(zip(lines, openings, strict=True)))


@blueprint.get("/<code>")
@requires(may_read_ideas)
def box(code: str) -> ResponseReturnValue:
    found, session = box_or_404(code), current_session()
    chosen, participant = _chosen(), current_participant()
    order = value_argument("order", IdeaOrder) or IdeaOrder.RECENT
    page = ideas_page(session, found, chosen, order=order, cursor=Cursor.from_args(request.args))
    is_top = page.previous_key is None and not chosen.is_in_use
    opening = opening_of(session, found, now())
    return render_template(
        "ideas/box.html",
        box=found,
        page=page,
        supports=supports_of_lines(session, found, page.rows, participant, opening),
        chosen=chosen,
        order=order,
        is_top=is_top,
        held=held_ideas(session, found, participant.id) if participant and is_top else [],
        territories=territories_of(session, found),
        kinds=list(OrganisationKind),
        opening=opening,
        why_not=None if opening is Opening.OPEN else why_not_open(found, opening),
    )


@blueprint.route("/<code>/new", methods=["GET", "POST"])
@requires(may_read_ideas)
@tells(Processing.IDEAS)
@POSTING
@reads_first
def new(code: str) -> ResponseReturnValue:
    """Step one asks for the idea, step two shows it beside those that are like it."""
    found = box_or_404(code)
    if request.method == "GET" and (elsewhere := _shown_out(found)):
        return elsewhere
    form = IdeaForm.opened(found, current_participant())
    step = request.form.get("step")
    if not form.validate_on_submit() or step == "change":
        return _asking(found, form, 200 if step == "change" else status_of(form))
    return _posted(found, form) if step == "post" else _compared(found, form)


@blueprint.get("/<code>/<uuid:idea_id>")
@requires(may_read_ideas)
@tells(Processing.IDEAS)
def show(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    found = box_or_404(code)
    idea, participant = idea_or_404(found, idea_id), current_participant()
    page = idea_page_of(
        current_session(),
        found,
        idea,
        participant=participant,
        app_key=current_settings().secret_key,
        moment=now(),
    )
    return render_template(
        "ideas/show.html",
        box=found,
        page=page,
        became=None if page.is_withdrawn else told_of(idea.contribution),
        comment_form=comment_form(participant),
        speaking=speaking_as(participant),
    )


def _chosen() -> IdeaFilter:
    """What the address narrows the list to."""
    answered = request.args.get("answered")
    return IdeaFilter(
        words=request.args.get("q", "")[:LONGEST_SEARCH].strip(),
        theme_id=uuid_argument("theme"),
        territory=request.args.get("territory", "")[:LONGEST_SEARCH],
        kind=value_argument("kind", OrganisationKind),
        answered={"yes": True, "no": False}.get(answered or ""),
        with_grouped=request.args.get("grouped") == "1",
    )


def _shown_out(found: IdeaBox) -> ResponseReturnValue | None:
    """Where somebody is sent who cannot post here and now, before they type anything."""
    opening = opening_of(current_session(), found, now())
    if opening is not Opening.OPEN:
        flash(why_not_open(found, opening), "info")
        return redirect(link_to(".box", found.activity.code))
    if found.wants_account and not current_user.is_authenticated:
        flash(_("Sign in to post an idea."), "info")
        return redirect(url_for("accounts.sign_in", next=current_path()))
    return None


def _asking(found: IdeaBox, form: IdeaForm, status: int) -> ResponseReturnValue:
    page = render_template(
        "ideas/new.html",
        box=found,
        form=form,
        speaking=current_speaking(),
        departements=departements_of(current_session(), current_consultation().id),
    )
    return page, status


def _compared(found: IdeaBox, form: IdeaForm) -> ResponseReturnValue:
    """The idea as it will be read, beside those like it. The device of its author is marked
    before they post, so that a double click comes from one participant."""
    session = current_session()
    similar = similar_to(session, found, form.title.data or "", form.text.data or "")
    begin_writing()
    try:
        refuse_unless_open(session, found, acting_participant(), now())
    except REFUSALS as refusal:
        form.form_errors.append(why_not(found, refusal))
        return _asking(found, form, 422)
    end_writing()
    return render_template("ideas/similar.html", box=found, form=form, similar=similar)


def _posted(found: IdeaBox, form: IdeaForm) -> ResponseReturnValue:
    """To the idea, which thanks its author; back to the form where it cannot be posted now."""
    begin_writing()
    try:
        idea = post(
            current_session(),
            found,
            form.new_idea(),
            participant=acting_participant(),
            key=form.key.data or "",
            app_key=current_settings().secret_key,
            moment=now(),
        )
        return redirect(link_to(".show", found.activity.code, idea_id=idea.id))
    except REFUSALS as refusal:
        form.form_errors.append(why_not(found, refusal))
        return _asking(found, form, 422)
