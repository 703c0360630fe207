"""Who is on what."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import DeskTask
from app.models.types import now
from app.talk import entrusting, queries
from app.talk.permissions import may_end_tasks_of_others, may_talk
from app.web.arguments import uuid_argument
from app.web.guard import current_account, current_consultation, current_role, requires
from app.web.paging import Cursor
from app.web.redirects import page_of_form

blueprint = Blueprint("talk_tasks", __name__, url_prefix="/consultations/<slug>/talk/tasks")


@blueprint.get("")
@requires(may_talk)
def index() -> ResponseReturnValue:
    session, here = current_session(), current_consultation().id
    who, done = uuid_argument("who"), "done" in request.args
    cursor = Cursor.from_args(request.args)
    return render_template(
        "talk/tasks.html",
        page=queries.tasks_page(session, here, cursor, account_id=who, done=done),
        people=queries.open_tasks_by_person(session, here),
        who=who,
        done=done,
    )


@blueprint.post("/<uuid:task_id>/done")
@requires(may_talk)
def finish(task_id: uuid.UUID) -> ResponseReturnValue:
    entrusting.finish(_task_or_404(task_id), now())
    return _back()


@blueprint.post("/<uuid:task_id>/again")
@requires(may_talk)
def take_up_again(task_id: uuid.UUID) -> ResponseReturnValue:
    entrusting.take_up_again(_task_or_404(task_id))
    return _back()


@blueprint.post("/<uuid:task_id>/withdraw")
@requires(may_talk)
def withdraw(task_id: uuid.UUID) -> ResponseReturnValue:
    entrusting.withdraw(current_session(), _task_or_404(task_id, by_giver=True))
    flash(_("It is entrusted no more."), "success")
    return _back()


def _task_or_404(task_id: uuid.UUID, *, by_giver: bool = False) -> DeskTask:
    """A task that this person may end: theirs, one that they gave, or any for a steward.
    `by_giver`: that this person may take back, who gave it, or any for a steward."""
    task = entrusting.task_of(current_session(), current_consultation().id, task_id)
    if task is None:
        abort(404)
    concerned = (task.given_by_id,) if by_giver else (task.account_id, task.given_by_id)
    if current_account().id not in concerned and not may_end_tasks_of_others(current_role()):
        abort(403)
    return task


def _back() -> ResponseReturnValue:
    return redirect(page_of_form(url_for(".index", slug=current_consultation().slug)))
