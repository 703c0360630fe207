"""The resources of the API."""

from __future__ import annotations

from typing import Any

from flask import abort
from flask_smorest import Blueprint

from app.api import queries, schemas
from app.api.answering import init_blueprint, nobody_asked, page_told
from app.api.queries import Part
from app.consultations.queries import with_phases
from app.extensions import current_session
from app.models import Plan, PlanState, Role, Strategy, StrategyVersion
from app.models.types import PARIS
from app.publication.became.counts import counts_of
from app.publication.became.shown import fates_are_shown
from app.strategy.citing import without_marks
from app.strategy.governance.queries import decisions_page
from app.strategy.plans.queries import plan_of
from app.strategy.queries import strategy_of, tree_of
from app.strategy.versions.queries import versions_page
from app.web.guard import current_consultation, to_everybody
from app.web.limits import ASKING_THE_API
from app.web.paging import Cursor

blueprint = Blueprint("api", __name__, url_prefix="/api/v1/consultations")
init_blueprint(blueprint)
MOST_DIGITS = 9


@blueprint.route("")
@ASKING_THE_API
@blueprint.arguments(schemas.Asked, location="query")
@blueprint.response(200, schemas.listed(schemas.Consultation))
@nobody_asked
def consultations(asked: dict[str, Any]) -> dict[str, Any]:
    """The public consultations."""
    return page_told(queries.consultations_page(current_session(), Part.of(asked)))


@blueprint.route("/<slug>")
@ASKING_THE_API
@blueprint.response(200, schemas.ConsultationWithPhases)
@to_everybody
def consultation() -> Any:
    """A consultation and its phases."""
    return with_phases(current_session(), current_consultation())


@blueprint.route("/<slug>/activities")
@ASKING_THE_API
@blueprint.arguments(schemas.Asked, location="query")
@blueprint.response(200, schemas.listed(schemas.Activity))
@to_everybody
def activities(asked: dict[str, Any]) -> Any:
    """The calendar: the activities that were announced."""
    consultation_id = current_consultation().id
    return page_told(queries.activities_page(current_session(), consultation_id, Part.of(asked)))


@blueprint.route("/<slug>/contributions")
@ASKING_THE_API
@blueprint.arguments(schemas.Asked, location="query")
@blueprint.response(200, schemas.listed(schemas.Contribution))
@to_everybody
def contributions(asked: dict[str, Any]) -> Any:
    """What was said and published, without who said it."""
    consultation_id = current_consultation().id
    return page_told(queries.contributions_page(current_session(), consultation_id, Part.of(asked)))


@blueprint.route("/<slug>/strategy")
@ASKING_THE_API
@blueprint.response(200, schemas.Strategy)
@to_everybody
def strategy() -> Any:
    """The strategy as it is now, line by line."""
    found = _strategy_or_404()
    lines = list(queries.lines_of(tree_of(current_session(), found.id)))
    return {
        "code": found.code,
        "title": found.title,
        "summary": without_marks(found.summary),
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "lines": lines,
    }


@blueprint.route("/<slug>/versions")
@ASKING_THE_API
@blueprint.arguments(schemas.Asked, location="query")
@blueprint.response(200, schemas.listed(schemas.Version))
@to_everybody
def versions(asked: dict[str, Any]) -> Any:
    """The versions that everybody may read, the newest first; 25 a page."""
    page = versions_page(
        current_session(), _strategy_or_404().id, _cursor(asked), with_drafts=False
    )
    return {"items": [_version(one) for one in page.rows], "next": page.next_key}


@blueprint.route("/<slug>/plans")
@ASKING_THE_API
@blueprint.arguments(schemas.Asked, location="query")
@blueprint.response(200, schemas.listed(schemas.Plan))
@to_everybody
def plans(asked: dict[str, Any]) -> Any:
    """The action plans but those in preparation, the latest first."""
    strategy_id = _strategy_or_404().id
    return page_told(queries.plans_page(current_session(), strategy_id, Part.of(asked)))


@blueprint.route("/<slug>/plans/<number>/actions")
@ASKING_THE_API
@blueprint.arguments(schemas.Asked, location="query")
@blueprint.response(200, schemas.listed(schemas.Action))
@to_everybody
def actions(asked: dict[str, Any], number: str) -> Any:
    """The actions of a plan, in its order."""
    plan = _plan_or_404(number)
    return page_told(queries.actions_page(current_session(), plan.id, Part.of(asked)))


@blueprint.route("/<slug>/indicators")
@ASKING_THE_API
@blueprint.arguments(schemas.Asked, location="query")
@blueprint.response(200, schemas.listed(schemas.Indicator))
@to_everybody
def indicators(asked: dict[str, Any]) -> Any:
    """The indicators of objectives and of actions of public plans, with what was measured."""
    strategy_id = _strategy_or_404().id
    return page_told(queries.indicators_page(current_session(), strategy_id, Part.of(asked)))


@blueprint.route("/<slug>/decisions")
@ASKING_THE_API
@blueprint.arguments(schemas.Asked, location="query")
@blueprint.response(200, schemas.listed(schemas.Decision))
@to_everybody
def decisions(asked: dict[str, Any]) -> Any:
    """What the bodies decided, the newest first; 25 a page."""
    return page_told(decisions_page(current_session(), current_consultation().id, _cursor(asked)))


@blueprint.route("/<slug>/became")
@ASKING_THE_API
@blueprint.response(200, schemas.Became)
@to_everybody
def became() -> Any:
    """How many excerpts and contributions were kept, set aside, or wait."""
    consultation_id = current_consultation().id
    if not fates_are_shown(current_session(), consultation_id, Role.VISITOR):
        return {"is_public": False, "excerpts": None, "contributions": None}
    counts = counts_of(current_session(), consultation_id)
    return {
        "is_public": True,
        "excerpts": counts.excerpts,
        "contributions": counts.contributions,
    }


def _version(one: StrategyVersion) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title,
        "note": one.note,
        "state": one.state,
        "made_on": one.created_at.astimezone(PARIS).date(),
        "sha256": one.sha256,
    }


def _cursor(asked: dict[str, Any]) -> Cursor:
    return Cursor(asked.get("after"))


def _strategy_or_404() -> Strategy:
    return strategy_of(current_session(), current_consultation().id) or abort(404)


def _plan_or_404(number: str) -> Plan:
    if not number.isdecimal() or len(number) > MOST_DIGITS:
        abort(404)
    found = plan_of(current_session(), _strategy_or_404().id, int(number))
    return found if found is not None and found.state is not PlanState.DRAFT else abort(404)
