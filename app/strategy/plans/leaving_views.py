"""Taking an action out of a plan in preparation."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import Plan, PlanAction, PlanState
from app.models.turns import ChangedMeanwhile
from app.strategy.plans.action_forms import LeaveForm
from app.strategy.plans.changing import was_sent
from app.strategy.plans.leaving import NotInPreparation, leave
from app.strategy.plans.lookup import action_or_404, plan_or_404
from app.strategy.plans.permissions import may_write_actions
from app.strategy.plans.sentences import changed_meanwhile, show_faults
from app.strategy.plans.values import ActionRefused
from app.strategy.writing.history import Writer
from app.web.forms import sent_key, status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint(
    "plan_leaving", __name__, url_prefix="/consultations/<slug>/plans/<number>/actions/<code>"
)


@blueprint.route("/leave", methods=["GET", "POST"])
@requires(may_write_actions)
def leave_plan(number: str, code: str) -> ResponseReturnValue:
    plan, form = plan_or_404(number), LeaveForm()
    by = Writer(current_user.id, sent_key(), form.reason.data or "")
    # It is not there any more: sent twice, the second is answered like the first.
    if form.is_submitted() and was_sent(current_session(), plan.id, by.key):
        return _to(plan)
    plan, action = action_or_404(number, code)
    if plan.state is not PlanState.DRAFT:
        abort(404)
    title = action.title
    if not form.is_submitted():
        form.version.data = action.version
    if form.validate_on_submit() and _left(plan, action, form, by):
        flash(_("“%(title)s” is taken out of the plan.", title=title), "success")
        return _to(plan)
    page = render_template("plans/leave.html", plan=plan, action=action, code=code, form=form)
    return page, status_of(form)


def _left(plan: Plan, action: PlanAction, form: LeaveForm, by: Writer) -> bool:
    """Take it out; a reason why not is told in the form."""
    try:
        leave(current_session(), by, plan, action.node_id, version=form.version.data or 0)
        return True
    except NotInPreparation:
        form.form_errors.append(_("This plan is in force: stop the action instead."))
    except ChangedMeanwhile:
        form.version.data = action.version
        form.form_errors.append(changed_meanwhile())
    except ActionRefused as refused:
        show_faults(form, refused.faults)
    return False


def _to(plan: Plan) -> ResponseReturnValue:
    return redirect(url_for("plans.show", slug=current_consultation().slug, number=plan.number))
