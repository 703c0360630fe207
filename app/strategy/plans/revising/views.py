"""Revising a plan: what becomes of each action of the plan before, and both plans compared."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.extensions import current_session
from app.models import ActionFate, Plan, PlanState
from app.models.turns import ChangedMeanwhile
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.lookup import plan_or_404
from app.strategy.plans.permissions import may_read_plans, may_write_actions
from app.strategy.plans.queries import action_of, line_of
from app.strategy.plans.revising import carrying, queries
from app.strategy.plans.revising.comparing import Compared, compare
from app.strategy.plans.revising.forms import FateForm
from app.strategy.plans.sentences import changed_meanwhile, show_faults
from app.strategy.plans.shown import page_of
from app.strategy.plans.values import ActionRefused
from app.strategy.writing.history import Writer
from app.web.arguments import value_argument
from app.web.forms import sent_key, status_of
from app.web.guard import current_consultation, requires
from app.web.paging import PAGE_SIZE, Cursor, Page

blueprint = Blueprint("plan_revision", __name__, url_prefix="/consultations/<slug>/plans/<number>")
COMPARED_A_PAGE = 30


def _revision_or_404(number: str) -> tuple[Plan, Plan]:
    """A plan in preparation, and the one in force whose place it is to take."""
    plan = plan_or_404(number)
    before = queries.plan_before(current_session(), plan)
    if plan.state is not PlanState.DRAFT or before is None:
        abort(404)
    return plan, before


def _to(number: str) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=current_consultation().slug, number=number))


@blueprint.get("/revision")
@requires(may_write_actions)
def show(number: str) -> ResponseReturnValue:
    """Which actions of the plan before have no fate yet."""
    plan, before = _revision_or_404(number)
    session = current_session()
    waiting = queries.undecided(session, plan, before)
    return render_template(
        "plans/revision.html",
        plan=plan,
        before=before,
        waiting=waiting,
        ended=sum(one.state in carrying.ENDED for one in waiting),
        page=page_of(waiting, Cursor.from_args(request.args), size=PAGE_SIZE),
        counts=queries.fate_counts(session, plan.id),
    )


@blueprint.post("/revision")
@requires(may_write_actions)
def decide_all(number: str) -> ResponseReturnValue:
    """Those that go on are carried over, or those that have ended are closed."""
    plan, _before = _revision_or_404(number)
    by = Writer(current_user.id, sent_key() + str(plan.version))
    if request.form.get("what") == "ended":
        done = carrying.close_ended(current_session(), by, plan)
        said = ngettext("%(num)s action closed.", "%(num)s actions closed.", done)
    else:
        done = carrying.carry_all(current_session(), by, plan)
        said = ngettext("%(num)s action carried over.", "%(num)s actions carried over.", done)
    flash(said, "success")
    return _to(number)


@blueprint.route("/revision/<code>", methods=["GET", "POST"])
@requires(may_write_actions)
def decide(number: str, code: str) -> ResponseReturnValue:
    """What becomes of one action; then the next one that waits."""
    plan, before = _revision_or_404(number)
    former, current = _lines(before, code), _lines(plan, code)
    if former is None or former.fate is ActionFate.CLOSED:
        abort(404)
    form = FateForm()
    if not form.is_submitted():
        form.show(former, current)
    if form.validate_on_submit() and _decided(plan, former, form):
        return _onwards(plan, before, code, ActionFate(form.fate.data))
    waiting = queries.undecided(current_session(), plan, before)
    page = render_template(
        "plans/revision_action.html",
        plan=plan,
        before=before,
        former=former,
        current=current,
        waiting=waiting,
        form=form,
    )
    return page, status_of(form)


@blueprint.get("/comparison")
@requires(may_read_plans)
def compared(number: str) -> ResponseReturnValue:
    """What a plan makes of the one before it."""
    plan = plan_or_404(number)
    other = queries.plan_before(current_session(), plan)
    if other is None:
        return render_template("plans/comparison.html", plan=plan, comparison=None)
    comparison = compare(current_session(), plan, other)
    counts = comparison.counts
    fates = [one for one in (*ORDER, None) if counts[one]]
    asked = value_argument("fate", ActionFate)
    waits = request.args.get("fate") is None and "waiting" in request.args
    chosen = asked if asked or waits or not fates else fates[0]
    return render_template(
        "plans/comparison.html",
        plan=plan,
        comparison=comparison,
        counts=counts,
        fates=fates,
        chosen=chosen,
        page=_page(comparison.of(chosen), Cursor.from_args(request.args)),
    )


ORDER = (ActionFate.CHANGED, ActionFate.ADDED, ActionFate.CLOSED, ActionFate.CARRIED)
"""That in which readers look for them."""


def _page(found: list[Compared], cursor: Cursor) -> Page[Compared]:
    """Some of them, by their place in the plan."""
    lines = page_of([one.line for one in found], cursor, size=COMPARED_A_PAGE)
    by_id = {one.line.id: one for one in found}
    rows = [by_id[line.id] for line in lines.rows]
    return Page(tuple(rows), lines.previous_key, lines.next_key)


def _lines(plan: Plan, code: str) -> ActionLine | None:
    row = action_of(current_session(), plan.id, code)
    return line_of(current_session(), row) if row else None


def _decided(plan: Plan, former: ActionLine, form: FateForm) -> bool:
    """Decide; a reason why not is told in the form."""
    try:
        carrying.decide_fate(
            current_session(),
            Writer(current_user.id, sent_key()),
            plan,
            former.node_id,
            ActionFate(form.fate.data),
            form.reason.data or "",
            version=form.version.data or 0,
        )
        return True
    except ActionRefused as refused:
        show_faults(form, refused.faults)
    except ChangedMeanwhile:
        row = action_of(current_session(), plan.id, former.code)
        form.version.data = row.version if row else 0
        form.form_errors.append(changed_meanwhile())
    return False


def _onwards(plan: Plan, before: Plan, code: str, fate: ActionFate) -> ResponseReturnValue:
    """To the form of what is to be changed, else to the next action that waits."""
    here = {"slug": current_consultation().slug, "number": plan.number}
    if fate is ActionFate.CHANGED:
        back = url_for(".show", **here)
        return redirect(url_for("plan_actions.edit", code=code, back=back, **here))
    flash(_("Decided."), "success")
    waiting = queries.undecided(current_session(), plan, before)
    if waiting:
        return redirect(url_for(".decide", code=waiting[0].code, **here))
    return redirect(url_for(".show", **here))
