"""The plans of a strategy, and one plan from all its sides: whatever its reader may see."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import ActionState, OrganisationKind
from app.strategy.governance.queries import decisions_about
from app.strategy.plans import queries
from app.strategy.plans.filters import Filters
from app.strategy.plans.grouping import branches_of, by_lead, by_state, tiles_of
from app.strategy.plans.lookup import plan_or_404
from app.strategy.plans.permissions import may_read_plans, may_see_drafts
from app.strategy.plans.progress import progress_above
from app.strategy.plans.sentences import DOUBTS
from app.strategy.plans.shown import PlanShown, page_of, shown_of
from app.strategy.plans.states import NEXT
from app.strategy.plans.timeline import timeline_of
from app.strategy.queries import strategy_of, tree_of
from app.web.arguments import value_argument
from app.web.guard import current_consultation, current_role, requires
from app.web.paging import PAGE_SIZE, Cursor

blueprint = Blueprint("plans", __name__, url_prefix="/consultations/<slug>/plans")
LONGEST_ARGUMENT = 200
BARS_A_PAGE = 50


def _filters() -> Filters:
    def text(name: str) -> str:
        return request.args.get(name, "")[:LONGEST_ARGUMENT]

    return Filters(
        objective=text("objective"),
        lead=text("lead"),
        state=value_argument("state", ActionState),
        territory=text("territory"),
        kind=value_argument("kind", OrganisationKind),
        market=text("market") == "1",
    )


def _shown(number: str) -> PlanShown:
    plan = plan_or_404(number)
    return shown_of(current_session(), current_consultation(), plan, _filters())


def _render(template: str, shown: PlanShown, **values: Any) -> str:
    return render_template(
        template,
        shown=shown,
        plan=shown.plan,
        states=list(ActionState),
        kinds=list(OrganisationKind),
        doubt_names=DOUBTS,
        nexts=NEXT,
        **values,
    )


@blueprint.get("")
@requires(may_read_plans)
def index() -> ResponseReturnValue:
    session = current_session()
    strategy = strategy_of(session, current_consultation().id)
    drafts = may_see_drafts(current_role())
    plans = queries.plans_of(session, strategy.id, drafts=drafts) if strategy else []
    counts = queries.action_counts(session, [plan.id for plan in plans])
    return render_template("plans/index.html", strategy=strategy, plans=plans, counts=counts)


@blueprint.get("/<number>")
@requires(may_read_plans)
def show(number: str) -> ResponseReturnValue:
    shown = _shown(number)
    page = page_of(shown.kept, Cursor.from_args(request.args), size=PAGE_SIZE)
    decisions = decisions_about(current_session(), plan_id=shown.plan.id)
    return _render("plans/show.html", shown, page=page, decisions=decisions)


@blueprint.get("/<number>/objectives")
@requires(may_read_plans)
def objectives(number: str) -> ResponseReturnValue:
    """By objective, with the progress up the tree."""
    shown = _shown(number)
    return _render("plans/objectives.html", shown, branches=_branches(shown))


@blueprint.get("/<number>/leads")
@requires(may_read_plans)
def leads(number: str) -> ResponseReturnValue:
    shown = _shown(number)
    return _render("plans/leads.html", shown, groups=by_lead(shown.kept))


@blueprint.get("/<number>/calendar")
@requires(may_read_plans)
def calendar(number: str) -> ResponseReturnValue:
    shown = _shown(number)
    page = page_of(shown.kept, Cursor.from_args(request.args), size=BARS_A_PAGE)
    timeline = timeline_of(
        page.rows, starts_on=shown.plan.starts_on, ends_on=shown.plan.ends_on, day=shown.day
    )
    return _render("plans/calendar.html", shown, page=page, timeline=timeline)


@blueprint.get("/<number>/board")
@requires(may_read_plans)
def board(number: str) -> ResponseReturnValue:
    shown = _shown(number)
    return _render("plans/board.html", shown, columns=by_state(shown.kept))


@blueprint.get("/<number>/map")
@requires(may_read_plans)
def places(number: str) -> ResponseReturnValue:
    """By département, as tiles; what is for all is said apart."""
    shown = _shown(number)
    specific = [one for one in shown.kept if one.is_specific]
    return _render("plans/map.html", shown, tiles=tiles_of(specific, shown.territories))


@blueprint.get("/<number>/market")
@requires(may_read_plans)
def market(number: str) -> ResponseReturnValue:
    """The part of the economic development scheme, derived from the same tree."""
    plan = plan_or_404(number)
    only = Filters(market=True)
    shown = shown_of(current_session(), current_consultation(), plan, only)
    return _render("plans/market.html", shown, branches=_branches(shown))


def _branches(shown: PlanShown) -> Any:
    """The lines that have actions among those that are kept, with the progress of all of these."""
    tree = tree_of(current_session(), shown.plan.strategy_id)
    return branches_of(tree, shown.kept, progress_above(shown.kept, tree))
