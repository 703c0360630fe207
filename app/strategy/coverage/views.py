"""The coverage: each objective with its evidence, as a whole and by groups."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.figures.keeping import kept_since
from app.models import NodeKind, Strategy, StrategyNode
from app.strategy import queries
from app.strategy.coverage.excerpts import Wanted, cell_page, ids_of_cell
from app.strategy.coverage.groups import By, name_of_group
from app.strategy.coverage.matrix import matrix_of
from app.strategy.permissions import may_read_evidence
from app.themes.queries import latest_run
from app.web.arguments import uuid_argument, value_argument
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("coverage", __name__, url_prefix="/consultations/<slug>/coverage")

LONGEST_VALUE = 400


@blueprint.get("")
@requires(may_read_evidence)
def index() -> ResponseReturnValue:
    by = value_argument("by", By)
    strategy = queries.strategy_of(current_session(), current_consultation().id)
    return _by_group(strategy, by) if strategy and by else _by_objective(strategy)


def _by_objective(strategy: Strategy | None) -> ResponseReturnValue:
    run = latest_run(current_session(), current_consultation().id)
    lines = queries.coverage_of(current_session(), strategy, run) if strategy else []
    return render_template(
        "coverage/by_objective.html",
        strategy=strategy,
        run=run,
        lines=lines,
        counted_at=kept_since(
            current_session(), current_consultation().id, queries.OBJECTIVES.name
        ),
    )


def _by_group(strategy: Strategy, by: By) -> ResponseReturnValue:
    objectives = queries.objectives_of(current_session(), strategy.id)
    matrix = matrix_of(current_session(), strategy.consultation_id, objectives, by)
    return render_template(
        "coverage/by_group.html",
        matrix=matrix,
        by=by,
        counted_at=matrix.counted_at,
    )


@blueprint.get("/excerpts")
@requires(may_read_evidence)
def excerpts() -> ResponseReturnValue:
    by, value = value_argument("by", By), request.args.get("value", "")[:LONGEST_VALUE]
    consultation, node = current_consultation(), _objective_or_404()
    wanted = Wanted(consultation.id, node.id, by, value)
    ids = ids_of_cell(current_session(), wanted)
    return render_template(
        "coverage/excerpts.html",
        node=node,
        by=by,
        value=value,
        group=name_of_group(current_session(), consultation.id, by, value) if by else "",
        page=cell_page(current_session(), wanted, ids, cursor=Cursor.from_args(request.args)),
        count=len(ids),
    )


def _objective_or_404() -> StrategyNode:
    """The objective of this consultation that the address names."""
    node_id = uuid_argument("objective") or abort(404)
    node = current_session().get(StrategyNode, node_id)
    strategy = queries.strategy_of(current_session(), current_consultation().id)
    if node is None or strategy is None or node.strategy_id != strategy.id:
        abort(404)
    return node if node.kind is NodeKind.OBJECTIVE else abort(404)
