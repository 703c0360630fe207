from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.strategy import evidence, evidence_queries, queries, theme_links
from app.strategy.forms import MOVE, STATUS_OF, DecisionForm
from app.strategy.link_sentences import decided, motive_of, refused
from app.strategy.linkable import LinkRefused, NotInConsultation
from app.strategy.permissions import may_decide_evidence, may_read_evidence
from app.strategy.similar_links import similar_to_items
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
    session, consultation = current_session(), current_consultation()
    strategy = queries.strategy_of(session, consultation.id)
    run = latest_run(session, consultation.id)
    if strategy is None or run is None or run.strategy_id != strategy.id:
        return render_template("evidence/nothing.html", strategy=strategy, run=run)
    node_id = uuid_argument("objective")
    is_decided = request.args.get("show") == "decided"
    page = evidence_queries.review_page(
        session,
        run,
        node_id=node_id,
        decided=is_decided,
        cursor=Cursor.from_args(request.args),
    )
    waiting = queries.waiting_told(session, consultation.id, run)
    return render_template(
        "evidence/review.html",
        page=page,
        similar=similar_to_items(session, page.rows),
        objectives=queries.objectives_of(session, strategy.id),
        node_id=node_id,
        decided=is_decided,
        waiting=waiting.value,
        counted_at=waiting.counted_at,
    )


@blueprint.get("/themes")
@requires(may_read_evidence)
def themes() -> ResponseReturnValue:
    """The themes of the codebook, each with the objectives near it."""
    session, consultation = current_session(), current_consultation()
    strategy = queries.strategy_of(session, consultation.id)
    told = theme_links.themes_page(
        session,
        consultation.id,
        run=latest_run(session, consultation.id),
        cursor=Cursor.from_args(request.args),
    )
    return render_template(
        "evidence/themes.html",
        page=told.value,
        counted_at=told.counted_at,
        strategy=strategy,
        objectives=queries.objectives_of(session, strategy.id) if strategy else [],
    )


@blueprint.post("")
@requires(may_decide_evidence)
def decide() -> ResponseReturnValue:
    consultation = current_consultation()
    strategy = queries.strategy_of(current_session(), consultation.id)
    form = DecisionForm()
    form.offer(queries.objectives_of(current_session(), strategy.id) if strategy else [])
    if form.validate_on_submit():
        _apply(form)
    else:
        for error in (message for messages in form.errors.values() for message in messages):
            flash(str(error), "error")
    back = local_path(request.form.get("back"))
    return redirect(back or url_for(".review", slug=consultation.slug))


def _apply(form: DecisionForm) -> None:
    """Do what the pressed button says, and say it."""
    try:
        flash(_moved(form) if form.decision.data == MOVE else _decided(form), "success")
    except NotInConsultation:
        abort(404)
    except LinkRefused as error:
        flash(refused(error), "error")


def _decided(form: DecisionForm) -> str:
    status = STATUS_OF[form.decision.data]
    with force_locale(DEFAULT_LANGUAGE):  # kept, exported and published: one language for all
        motive = motive_of(status, form.motive.data)
    evidence.decide(
        current_session(),
        _decider(),
        evidence.pair_of(form.linked),
        status,
        motive=motive,
        suggestion_id=form.suggestion_id,
    )
    return decided(status, form.linked)


def _moved(form: DecisionForm) -> str:
    with force_locale(DEFAULT_LANGUAGE):
        motive = form.motive.data or _("Belongs to another objective")
    evidence.move(
        current_session(),
        _decider(),
        to_node_id=uuid.UUID(form.other_node.data),
        motive=motive,
        suggestion_id=form.suggestion_id,
        **form.linked,
    )
    return _("Excerpt linked to another objective.")


def _decider() -> evidence.Decider:
    return evidence.Decider(current_consultation().id, current_user.id)
