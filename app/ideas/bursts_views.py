"""Bursts of supports and votes, for stewards: what they are, setting supports aside, undoing it."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.extensions import current_session
from app.ideas import bursts, setting_aside
from app.ideas.burst_finding import Acts
from app.ideas.burst_keys import key_of
from app.ideas.burst_rule import LEAST, TIMES, WINDOW
from app.ideas.bursts_form import BurstForm
from app.ideas.forgetting_origins import forget_origins
from app.ideas.lookup import box_or_404, link_to
from app.ideas.permissions import may_prepare_boxes
from app.ideas.queries import idea_of
from app.ideas.setting_aside import NoSuchBurst
from app.models import Idea, IdeaBox
from app.models.types import now
from app.web.guard import requires
from app.web.paging import Cursor

blueprint = Blueprint("idea_bursts", __name__, url_prefix="/consultations/<slug>/ideas/<code>")


@blueprint.get("/bursts")
@requires(may_prepare_boxes)
def index(code: str) -> ResponseReturnValue:
    box, cursor = box_or_404(code), Cursor.from_args(request.args)
    acts = Acts.VOTES if request.args.get("of") == "votes" else Acts.SUPPORTS
    told = bursts.bursts_page(current_session(), box, acts, cursor, now())
    return render_template(
        "ideas/bursts.html",
        box=box,
        of=acts.value,
        page=told.value,
        counted_at=told.counted_at,
        rule=(LEAST, int(WINDOW.total_seconds() // 60), TIMES),
        key_of=key_of,
    )


@blueprint.get("/bursts/set-aside")
@requires(may_prepare_boxes)
def set_aside(code: str) -> ResponseReturnValue:
    box = box_or_404(code)
    cursor = Cursor.from_args(request.args)
    return render_template(
        "ideas/set_aside.html",
        box=box,
        page=setting_aside.set_aside_page(current_session(), box.id, cursor),
        key_of=key_of,
    )


@blueprint.post("/bursts")
@requires(may_prepare_boxes)
def put_aside(code: str) -> ResponseReturnValue:
    box = box_or_404(code)
    idea, start = _named(box)
    forget_origins(current_session(), now())
    try:
        number = setting_aside.set_aside(
            current_session(), idea, start, account_id=current_user.id, moment=now()
        )
    except NoSuchBurst:
        flash(_("This burst is not there any more: nothing was changed."), "warning")
        return redirect(link_to(".index", code))
    said = ngettext("%(num)s support is set aside.", "%(num)s supports are set aside.", number)
    flash(said, "success")
    return redirect(link_to(".set_aside", code))


@blueprint.post("/bursts/set-aside")
@requires(may_prepare_boxes)
def count_again(code: str) -> ResponseReturnValue:
    box = box_or_404(code)
    idea, moment = _named(box)
    try:
        number = setting_aside.count_again(
            current_session(), idea, moment, account_id=current_user.id
        )
    except NoSuchBurst:
        flash(_("These supports count already: nothing was changed."), "warning")
        return redirect(link_to(".set_aside", code))
    said = ngettext("%(num)s support counts again.", "%(num)s supports count again.", number)
    flash(said, "success")
    return redirect(link_to(".index", code))


def _named(box: IdeaBox) -> tuple[Idea, dt.datetime]:
    """The idea and the moment that the form names."""
    place = BurstForm().place or abort(400)
    return idea_of(current_session(), box.id, place[1]) or abort(404), place[0]
