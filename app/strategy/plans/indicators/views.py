"""The indicators of an action: made, changed, measured, drawn."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import StrategyNode
from app.strategy.plans.indicators import pages
from app.strategy.plans.indicators.pages import FollowedLine
from app.strategy.plans.lookup import action_or_404
from app.strategy.plans.permissions import may_read_plans, may_write_actions
from app.web.guard import current_consultation, requires

blueprint = Blueprint(
    "indicators",
    __name__,
    url_prefix="/consultations/<slug>/plans/<number>/actions/<code>/indicators",
)


def _followed_or_404(number: str, code: str) -> FollowedLine:
    plan, action = action_or_404(number, code)
    here: dict[str, Any] = {"slug": current_consultation().slug, "number": number}
    return FollowedLine(
        node=current_session().get_one(StrategyNode, action.node_id),
        name=_("Action %(code)s", code=code),
        home=url_for("plan_actions.show", code=code, _anchor="indicators", **here),
        above=(
            (_("Action plan"), url_for("plans.index", slug=here["slug"])),
            (plan.title, url_for("plans.show", **here)),
            (code, url_for("plan_actions.show", code=code, **here)),
        ),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_write_actions)
def new(number: str, code: str) -> ResponseReturnValue:
    return pages.new_page(_followed_or_404(number, code))


@blueprint.route("/<uuid:indicator_id>", methods=["GET", "POST"])
@requires(may_write_actions)
def edit(number: str, code: str, indicator_id: uuid.UUID) -> ResponseReturnValue:
    return pages.edit_page(_followed_or_404(number, code), indicator_id)


@blueprint.route("/<uuid:indicator_id>/measures", methods=["GET", "POST"])
@requires(may_write_actions)
def measure(number: str, code: str, indicator_id: uuid.UUID) -> ResponseReturnValue:
    return pages.measure_page(_followed_or_404(number, code), indicator_id)


@blueprint.get("/<uuid:indicator_id>/chart.svg")
@requires(may_read_plans)
def chart(number: str, code: str, indicator_id: uuid.UUID) -> ResponseReturnValue:
    return pages.chart_of(
        _followed_or_404(number, code).node, indicator_id, is_narrow="narrow" in request.args
    )
