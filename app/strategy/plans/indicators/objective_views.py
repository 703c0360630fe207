"""The indicators of the objectives: whether the strategy gets where it should."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import NodeState
from app.strategy.plans.indicators import pages
from app.strategy.plans.indicators.pages import FollowedLine
from app.strategy.plans.indicators.queries import followed_by_node
from app.strategy.plans.indicators.telling import figure
from app.strategy.plans.permissions import may_read_plans, may_write_actions
from app.strategy.queries import objective_of, objectives_of, strategy_of
from app.web.guard import allows, current_consultation, requires

blueprint = Blueprint(
    "objective_indicators", __name__, url_prefix="/consultations/<slug>/strategy/indicators"
)


@blueprint.get("")
@requires(may_read_plans)
def index() -> ResponseReturnValue:
    """Every objective with its indicators; those without any for whoever may add one."""
    session = current_session()
    strategy = strategy_of(session, current_consultation().id)
    objectives = objectives_of(session, strategy.id) if strategy else []
    followed = followed_by_node(session, [one.id for one in objectives])
    may_add = allows("objective_indicators.new")
    return render_template(
        "plans/objective_indicators.html",
        objectives=[
            (one, followed.get(one.id, [])) for one in objectives if may_add or one.id in followed
        ],
        may_change=may_add,
        figure=figure,
    )


@blueprint.route("/<code>/new", methods=["GET", "POST"])
@requires(may_write_actions)
def new(code: str) -> ResponseReturnValue:
    return pages.new_page(_followed_or_404(code))


@blueprint.route("/<code>/<uuid:indicator_id>", methods=["GET", "POST"])
@requires(may_write_actions)
def edit(code: str, indicator_id: uuid.UUID) -> ResponseReturnValue:
    return pages.edit_page(_followed_or_404(code), indicator_id)


@blueprint.route("/<code>/<uuid:indicator_id>/measures", methods=["GET", "POST"])
@requires(may_write_actions)
def measure(code: str, indicator_id: uuid.UUID) -> ResponseReturnValue:
    return pages.measure_page(_followed_or_404(code), indicator_id)


@blueprint.get("/<code>/<uuid:indicator_id>/chart.svg")
@requires(may_read_plans)
def chart(code: str, indicator_id: uuid.UUID) -> ResponseReturnValue:
    return pages.chart_of(
        _followed_or_404(code).node, indicator_id, is_narrow="narrow" in request.args
    )


def _followed_or_404(code: str) -> FollowedLine:
    found = objective_of(current_session(), current_consultation().id, code) or abort(404)
    if found[0].state is not NodeState.OPEN:
        abort(404)
    slug = current_consultation().slug
    return FollowedLine(
        node=found[0],
        name=_("Objective %(code)s", code=code),
        home=url_for(".index", slug=slug, _anchor=f"objective-{code}"),
        above=(
            (_("Strategy"), url_for("strategy.show", slug=slug)),
            (_("Indicators of the objectives"), url_for(".index", slug=slug)),
            (code, url_for(".index", slug=slug, _anchor=f"objective-{code}")),
        ),
    )
