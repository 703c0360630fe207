"""Scoring alone: nobody else sees what is given before the round is closed."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Scoring
from app.models.types import now
from app.strategy.priorities import scoring as scoring_rules
from app.strategy.priorities.lookup import scored_or_404
from app.strategy.priorities.permissions import may_score
from app.strategy.priorities.rounds import criteria_of
from app.strategy.priorities.scoring import IsDone, RoundIsOver
from app.strategy.priorities.sheets_sent import page_number, scores_sent, subject_sent
from app.strategy.priorities.subjects import subjects_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint(
    "scoring", __name__, url_prefix="/consultations/<slug>/priorities/<uuid:scoring_id>"
)
AT_ONCE = 5
"""Subjects of a page."""


@blueprint.get("/mine")
@requires(may_score)
def mine(scoring_id: uuid.UUID) -> ResponseReturnValue:
    scoring, scorer = scored_or_404(scoring_id)
    session = current_session()
    subjects = subjects_of(session, scoring)
    page = page_number(request.args, len(subjects), AT_ONCE)
    return render_template(
        "priorities/mine.html",
        scoring=scoring,
        scorer=scorer,
        criteria=criteria_of(session, scoring.id),
        subjects=subjects[page * AT_ONCE : (page + 1) * AT_ONCE],
        sheet=scoring_rules.sheet_of(session, scoring, scorer.account_id),
        page=page,
        at_once=AT_ONCE,
        total=len(subjects),
    )


@blueprint.post("/mine")
@requires(may_score)
def give(scoring_id: uuid.UUID) -> ResponseReturnValue:
    scoring, scorer = scored_or_404(scoring_id)
    try:
        scoring_rules.give_scores(current_session(), scoring, scorer, scores_sent(request.form))
        flash(_("Your scores are kept."), "success")
    except RoundIsOver:
        return _too_late(scoring)
    except IsDone:
        flash(_("Nothing was changed: you said that you were done."), "warning")
    page = page_number(request.form, len(scoring.subjects), AT_ONCE)
    if request.form.get("then") == "next" and (page + 1) * AT_ONCE < len(scoring.subjects):
        return _to_mine(scoring, page + 1)
    return _to_mine(scoring, page, subject_sent(request.form))


@blueprint.post("/done")
@requires(may_score)
def done(scoring_id: uuid.UUID) -> ResponseReturnValue:
    scoring, scorer = scored_or_404(scoring_id)
    is_done = request.form.get("done") == "1"
    try:
        scoring_rules.set_done(current_session(), scoring, scorer, done=is_done, moment=now())
    except RoundIsOver:
        return _too_late(scoring)
    if not is_done:
        return _to_mine(scoring)
    flash(_("Thank you: your scores count. The steward sees that you are done."), "success")
    return _to_round(scoring)


def _to_mine(scoring: Scoring, page: int = 0, subject: str | None = None) -> ResponseReturnValue:
    slug, anchor = current_consultation().slug, f"subject-{subject}" if subject else None
    address = url_for(
        ".mine", slug=slug, scoring_id=scoring.id, page=page + 1 if page else None, _anchor=anchor
    )
    return redirect(address)


def _too_late(scoring: Scoring) -> ResponseReturnValue:
    flash(_("This round is closed: no score is taken any more."), "warning")
    return _to_round(scoring)


def _to_round(scoring: Scoring) -> ResponseReturnValue:
    slug = current_consultation().slug
    return redirect(url_for("priorities.show", slug=slug, scoring_id=scoring.id))
