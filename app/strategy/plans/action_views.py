"""An action of a plan: its page, and the forms that change it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import Plan, PlanAction, PlanState
from app.models.turns import ChangedMeanwhile
from app.models.types import today
from app.strategy.governance.queries import decisions_about
from app.strategy.plans.action_forms import ActionForm, MoveForm, QuickForm
from app.strategy.plans.changing import PlanIsClosed, change
from app.strategy.plans.doubts import doubts_of
from app.strategy.plans.history import history_of
from app.strategy.plans.indicators.queries import followed_of
from app.strategy.plans.indicators.telling import figure
from app.strategy.plans.lookup import action_or_404
from app.strategy.plans.partners_known import names_to_suggest
from app.strategy.plans.permissions import may_read_plans, may_write_actions
from app.strategy.plans.queries import line_of
from app.strategy.plans.sentences import DOUBTS, changed_meanwhile, plan_is_closed, show_faults
from app.strategy.plans.sources import rests_on
from app.strategy.plans.states import NEXT
from app.strategy.plans.territories import territories_of
from app.strategy.plans.values import ActionRefused
from app.strategy.queries import objectives_of
from app.strategy.writing.history import Writer
from app.web.forms import Form, sent_key, status_of
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor
from app.web.redirects import local_path

blueprint = Blueprint(
    "plan_actions", __name__, url_prefix="/consultations/<slug>/plans/<number>/actions/<code>"
)


def _to(plan: Plan, code: str) -> ResponseReturnValue:
    """Back to the view from which a form was sent, or to the page of the action."""
    slug = current_consultation().slug
    page = url_for(".show", slug=slug, number=plan.number, code=code)
    return redirect(local_path(request.form.get("back")) or page)


@blueprint.get("")
@requires(may_read_plans)
def show(number: str, code: str) -> ResponseReturnValue:
    return _page(*action_or_404(number, code))


@blueprint.route("/edit", methods=["GET", "POST"])
@requires(may_write_actions)
def edit(number: str, code: str) -> ResponseReturnValue:
    plan, action = action_or_404(number, code)
    session, consultation = current_session(), current_consultation()
    line, form = line_of(session, action), ActionForm()
    territories = territories_of(session, consultation)
    form.offer(line, objectives_of(session, plan.strategy_id), territories)
    if not form.is_submitted():
        form.show(line)
    seen = form.version.data
    if form.validate_on_submit() and _changed(action, form):
        flash(_("The action is changed."), "success")
        return _to(plan, code)
    page = render_template(
        "plans/action_edit.html",
        form=form,
        plan=plan,
        line=line_of(session, action),
        back=local_path(request.values.get("back")),
        suggestions=names_to_suggest(session, consultation.id, plan.id),
        is_stale=seen != form.version.data,
    )
    return page, status_of(form)


@blueprint.route("/quick", methods=["GET", "POST"])
@requires(may_write_actions)
def quick(number: str, code: str) -> ResponseReturnValue:
    """What changes often, in a small form that the table holds as well."""
    plan, action = action_or_404(number, code)
    line, form = line_of(current_session(), action), QuickForm()
    form.offer(line)
    seen = form.version.data
    if form.validate_on_submit() and _changed(action, form):
        flash(_("“%(title)s” is changed.", title=line.title), "success")
        return _to(plan, code)
    page = render_template(
        "plans/action_quick.html",
        form=form,
        plan=plan,
        line=line_of(current_session(), action),
        back=local_path(request.values.get("back")),
        is_stale=seen != form.version.data,
    )
    return page, status_of(form)


@blueprint.post("/state")
@requires(may_write_actions)
def move(number: str, code: str) -> ResponseReturnValue:
    """One step on or back, by a button."""
    plan, action = action_or_404(number, code)
    form = MoveForm()
    if form.validate_on_submit() and _changed(action, form):
        flash(_("“%(title)s” is changed.", title=action.title), "success")
        return _to(plan, code)
    return _page(plan, action, form)


def _changed(action: PlanAction, form: ActionForm | QuickForm | MoveForm) -> bool:
    """Change it; a reason why not is told in the form, which keeps what was typed."""
    by, version = Writer(current_user.id, sent_key()), form.version.data or 0
    try:
        change(current_session(), by, action, form.values, version)
        return True
    except ActionRefused as refused:
        show_faults(form, refused.faults)
    except PlanIsClosed:
        form.form_errors.append(plan_is_closed())
    except ChangedMeanwhile:
        form.version.data = action.version
        form.form_errors.append(changed_meanwhile())
    return False


def _page(plan: Plan, action: PlanAction, form: Form | None = None) -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    line = line_of(session, action)
    page = render_template(
        "plans/action.html",
        plan=plan,
        line=line,
        doubt_names=DOUBTS,
        figure=figure,
        doubts=doubts_of(line, starts_on=plan.starts_on, ends_on=plan.ends_on, day=today()),
        decisions=decisions_about(session, node_id=line.node_id),
        rests_on=rests_on(session, consultation.id, line.node_id),
        indicators=followed_of(session, line.node_id),
        history=history_of(session, line, Cursor.from_args(request.args)),
        next_states=NEXT[line.state] if plan.state is not PlanState.CLOSED else (),
        form=form or MoveForm(None, version=line.version),
    )
    return page, status_of(form) if form else 200
