"""Making a plan, changing its terms, putting actions into it."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.extensions import current_session
from app.models import Plan, PlanState
from app.models.turns import ChangedMeanwhile
from app.strategy.linkable import LinkRefused, NotInConsultation
from app.strategy.plans import adding, making, priorities
from app.strategy.plans.adding import MOST_ACTIONS, PlanIsFull
from app.strategy.plans.changing import PlanIsClosed
from app.strategy.plans.forms import NewActionForm, PlanForm, PutForm
from app.strategy.plans.leaving import left_of
from app.strategy.plans.lookup import plan_or_404, strategy_or_404
from app.strategy.plans.making import PlanRefused, next_terms
from app.strategy.plans.offered import candidates, lines_below, possible_actions
from app.strategy.plans.permissions import may_steer_plans, may_write_actions
from app.strategy.plans.queries import actions_of, plan_in_force
from app.strategy.plans.sentences import changed_meanwhile, plan_is_closed, show_faults
from app.strategy.queries import tree_of
from app.strategy.writing.history import Writer
from app.web.forms import sent_key, status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint("plan_making", __name__, url_prefix="/consultations/<slug>/plans")


def _to(plan: Plan) -> ResponseReturnValue:
    return redirect(url_for("plans.show", slug=current_consultation().slug, number=plan.number))


def _to_revision(plan: Plan) -> ResponseReturnValue:
    slug = current_consultation().slug
    return redirect(url_for("plan_revision.show", slug=slug, number=plan.number))


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_steer_plans)
def new() -> ResponseReturnValue:
    strategy = strategy_or_404()
    before = plan_in_force(current_session(), strategy.id)
    form = PlanForm(**(asdict(next_terms(before)) if before else {}))
    if form.validate_on_submit():
        try:
            key = form.key.data or ""
            plan = making.make_plan(current_session(), strategy, form.terms, key=key)
            flash(_("The plan is made. Put actions into it."), "success")
            return _to_revision(plan) if before else _to(plan)
        except PlanRefused as refused:
            show_faults(form, refused.faults)
    page = render_template("plans/edit.html", form=form, plan=None, before=before)
    return page, status_of(form)


@blueprint.route("/<number>/edit", methods=["GET", "POST"])
@requires(may_steer_plans)
def edit(number: str) -> ResponseReturnValue:
    plan = plan_or_404(number)
    form, is_stale = PlanForm(obj=plan), False
    if form.validate_on_submit():
        try:
            version = form.version.data or 0
            making.change_plan(current_session(), plan, form.terms, version=version)
            flash(_("The plan is changed."), "success")
            return _to(plan)
        except PlanRefused as refused:
            show_faults(form, refused.faults)
        except PlanIsClosed:
            form.form_errors.append(plan_is_closed())
        except ChangedMeanwhile:
            is_stale, form.version.data = True, plan.version
            form.form_errors.append(changed_meanwhile())
    page = render_template("plans/edit.html", form=form, plan=plan, is_stale=is_stale)
    return page, status_of(form)


@blueprint.get("/<number>/add")
@requires(may_write_actions)
def add(number: str) -> ResponseReturnValue:
    return _page(plan_or_404(number))


@blueprint.post("/<number>/add")
@requires(may_write_actions)
def put(number: str) -> ResponseReturnValue:
    """Actions of the strategy and candidate actions, those that were checked."""
    plan, form = plan_or_404(number), PutForm()
    form.offer(list(lines_below(tree_of(current_session(), plan.strategy_id))))
    if not form.validate_on_submit():
        return _page(plan, put=form)
    try:
        count = _put(plan, form)
    except (ChangedMeanwhile, PlanIsClosed, PlanIsFull) as refused:
        form.form_errors.append(_why_not(refused))
        return _page(plan, put=form)
    except (adding.NoActionOfStrategy, NotInConsultation, LinkRefused):
        abort(404)  # set aside meanwhile, or never of this strategy
    flash(
        ngettext("%(num)s action put into the plan.", "%(num)s actions put into the plan.", count),
        "success",
    )
    return _to(plan)


def _put(plan: Plan, form: PutForm) -> int:
    by = Writer(current_user.id, sent_key())
    return adding.put_many(
        current_session(), by, plan, form.node_ids, form.point_ids, parent_id=form.parent_id
    )


@blueprint.post("/<number>/add/new")
@requires(may_write_actions)
def write(number: str) -> ResponseReturnValue:
    plan, form = plan_or_404(number), NewActionForm()
    form.offer(list(lines_below(tree_of(current_session(), plan.strategy_id))))
    if not form.validate_on_submit():
        return _page(plan, new=form)
    by = Writer(current_user.id, form.key.data or "")
    words = {"title": form.title.data or "", "text": (form.text.data or "").replace("\r\n", "\n")}
    try:
        adding.put_new(current_session(), by, plan, parent_id=form.parent_id, **words)
    except (ChangedMeanwhile, PlanIsClosed, PlanIsFull) as refused:
        form.form_errors.append(_why_not(refused))
        return _page(plan, new=form)
    flash(_("The action is written, and stands in the plan."), "success")
    return _to(plan)


@blueprint.post("/<number>/priorities")
@requires(may_write_actions)
def take_priorities(number: str) -> ResponseReturnValue:
    plan = plan_or_404(number)
    try:
        by = Writer(current_user.id, sent_key() + str(plan.version))
        count = priorities.take_priorities(current_session(), by, plan)
        said = ngettext("%(num)s priority changed.", "%(num)s priorities changed.", count)
        flash(said if count else _("No priority changed."), "success" if count else "info")
    except PlanIsClosed:
        flash(plan_is_closed(), "warning")
    return _to(plan)


def _why_not(refused: Exception) -> str:
    if isinstance(refused, PlanIsFull):
        return _("A plan holds %(most)s actions at most.", most=MOST_ACTIONS)
    return changed_meanwhile() if isinstance(refused, ChangedMeanwhile) else plan_is_closed()


def _page(
    plan: Plan, *, put: PutForm | None = None, new: NewActionForm | None = None
) -> ResponseReturnValue:
    """What may be put in; a form that was refused as it was sent."""
    session = current_session()
    tree = tree_of(session, plan.strategy_id)
    there = {one.node_id for one in actions_of(session, plan.id)}
    lines = list(lines_below(tree))
    forms = put or PutForm(None), new or NewActionForm(None)
    for form in forms:
        form.offer(lines)
    page = render_template(
        "plans/add.html",
        plan=plan,
        put=forms[0],
        new=forms[1],
        possible=list(possible_actions(tree, there)),
        candidates=candidates(session, current_consultation().id, plan.strategy_id, without=there),
        chosen=set(request.form.getlist("node") + request.form.getlist("point")),
        left=left_of(session, plan.id) if plan.state is PlanState.DRAFT else (),
    )
    return page, 422 if put or new else 200
