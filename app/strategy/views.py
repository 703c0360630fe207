from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.conference.cards.reactions import reactions_to
from app.extensions import current_session
from app.models import DeskSubject
from app.publication.became.shown import fates_are_shown
from app.strategy import evidence_queries, queries
from app.strategy.amending.opening import takes
from app.strategy.amending.queries import has_public
from app.strategy.citing import notes_of
from app.strategy.governance.queries import decisions_about
from app.strategy.permissions import may_read_evidence, may_read_strategy
from app.strategy.versions.queries import adopted_in_force
from app.talk.queries import conversation_of
from app.web.guard import current_consultation, current_role, requires
from app.web.paging import Cursor

blueprint = Blueprint("strategy", __name__, url_prefix="/consultations/<slug>")


@blueprint.get("/strategy")
@requires(may_read_strategy)
def show() -> ResponseReturnValue:
    strategy = queries.strategy_of(current_session(), current_consultation().id)
    tree = queries.tree_of(current_session(), strategy.id) if strategy else []
    texts = [strategy.summary, *queries.texts_of(tree)] if strategy else []
    notes = notes_of(current_session(), current_consultation().id, texts)
    is_traced = fates_are_shown(current_session(), current_consultation().id, current_role())
    return render_template(
        "strategy/show.html",
        strategy=strategy,
        tree=tree,
        notes=notes,
        is_traced=is_traced,
        in_force=adopted_in_force(current_session(), strategy.id) if strategy else None,
        decisions=decisions_about(current_session(), strategy_id=strategy.id) if strategy else [],
        takes_changes=strategy is not None and takes(current_session(), strategy),
        has_changes=has_public(current_session(), current_consultation().id),
    )


@blueprint.get("/objectives/<code>")
@requires(may_read_evidence)
def objective(code: str) -> ResponseReturnValue:
    found = queries.objective_of(current_session(), current_consultation().id, code)
    node, parent = found or abort(404)
    page = evidence_queries.evidence_page(
        current_session(), node.id, cursor=Cursor.from_args(request.args)
    )
    return render_template(
        "strategy/objective.html",
        node=node,
        parent=parent,
        decisions=decisions_about(current_session(), node_id=node.id),
        notes=notes_of(current_session(), current_consultation().id, [node.text]),
        page=page,
        reactions=reactions_to(current_session(), node.id),
        talk=conversation_of(
            current_session(), current_consultation().id, DeskSubject.NODE, node.id
        ),
    )
