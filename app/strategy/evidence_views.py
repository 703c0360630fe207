from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import Strategy
from app.strategy import evidence, evidence_queries, queries
from app.strategy.forms import DecisionForm
from app.strategy.permissions import may_decide_evidence, may_read_evidence
from app.themes.queries import latest_run
from app.web.arguments import uuid_argument
from app.web.guard import current_consultation, requires
from app.web.language import DEFAULT_LANGUAGE
from app.web.paging import Cursor
from app.web.redirects import local_path

blueprint = Blueprint("evidence", __name__, url_prefix="/consultations/<slug>/links")


@blueprint.get("")
@requires(may_read_evidence)
def review() -> ResponseReturnValue:
    consultation = current_consultation()
    strategy = queries.strategy_of(current_session(), consultation.id)
    run = latest_run(current_session(), consultation.id)
    if strategy is None or run is None or run.strategy_id != strategy.id:
        return render_template("evidence/nothing.html", strategy=strategy, run=run)
    node_id = uuid_argument("objective")
    decided = request.args.get("show") == "decided"
    page = evidence_queries.review_page(
        current_session(),
        run,
        node_id=node_id,
        decided=decided,
        cursor=Cursor.from_args(request.args),
    )
    return render_template(
        "evidence/review.html",
        page=page,
        objectives=queries.objectives_of(current_session(), strategy.id),
        node_id=node_id,
        decided=decided,
        waiting=evidence_queries.waiting_count(current_session(), run),
    )


@blueprint.post("")
@requires(may_decide_evidence)
def decide() -> ResponseReturnValue:
    consultation = current_consultation()
    strategy = queries.strategy_of(current_session(), consultation.id) or abort(404)
    form = DecisionForm()
    form.offer(queries.objectives_of(current_session(), strategy.id))
    if form.validate_on_submit():
        _apply(form, strategy)
    else:
        for error in (message for messages in form.errors.values() for message in messages):
            flash(str(error), "error")
    back = local_path(request.form.get("back"))
    return redirect(back or url_for(".review", slug=consultation.slug))


def _apply(form: DecisionForm, strategy: Strategy) -> None:
    """Do what the pressed button says, and say it."""
    decider = evidence.Decider(strategy.consultation_id, current_user.id)
    suggestion = form.suggestion.data
    about: dict[str, Any] = {
        "excerpt_id": uuid.UUID(form.excerpt.data),
        "suggestion_id": uuid.UUID(suggestion) if suggestion else None,
    }
    node_id = uuid.UUID(form.node.data)
    with force_locale(DEFAULT_LANGUAGE):  # kept, exported and published: one language for all
        motive = form.motive.data or _("Not the same subject")
        elsewhere = form.motive.data or _("Belongs to another objective")
    session = current_session()
    try:
        match form.decision.data:
            case "keep":
                evidence.keep(session, decider, node_id=node_id, **about)
                flash(_("Link accepted."), "success")
            case "set_aside":
                evidence.set_aside(session, decider, node_id=node_id, motive=motive, **about)
                flash(_("Link rejected."), "success")
            case "move":
                other = uuid.UUID(form.other_node.data)
                evidence.move(
                    session,
                    decider,
                    from_node_id=node_id,
                    to_node_id=other,
                    motive=elsewhere,
                    **about,
                )
                flash(_("Excerpt linked to another objective."), "success")
            case "take_back":
                excerpt_id = uuid.UUID(form.excerpt.data)
                evidence.take_back(session, decider, excerpt_id=excerpt_id, node_id=node_id)
                flash(_("Decision taken back: the excerpt waits again."), "success")
    except evidence.NotInConsultation:
        abort(404)
