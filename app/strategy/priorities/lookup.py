"""The round of an address, for those who may see it."""

from __future__ import annotations

import uuid

from flask import abort

from app.extensions import current_session
from app.models import Scorer, Scoring, ScoringState
from app.strategy.priorities.people import scorer_of
from app.strategy.priorities.permissions import may_read_rounds
from app.strategy.priorities.queries import round_of
from app.strategy.priorities.results import Ranked, results_of
from app.web.guard import current_account, current_consultation, current_role


def round_or_404(scoring_id: uuid.UUID) -> Scoring:
    """A round, for the team and for its scorers."""
    scoring = round_of(current_session(), current_consultation().id, scoring_id)
    if scoring is None:
        abort(404)
    if not may_read_rounds(current_role()) and _scorer(scoring) is None:
        abort(404)
    return scoring


def scored_or_404(scoring_id: uuid.UUID) -> tuple[Scoring, Scorer]:
    """A round of which the reader is a scorer, and that they are."""
    scoring = round_or_404(scoring_id)
    return scoring, _scorer(scoring) or abort(404)


def results_or_404(scoring_id: uuid.UUID) -> tuple[Scoring, list[Ranked]]:
    """A round of which the scores may be seen, and what they say."""
    scoring = round_or_404(scoring_id)
    if scoring.state is ScoringState.OPEN:
        abort(404)
    return scoring, results_of(current_session(), scoring)


def _scorer(scoring: Scoring) -> Scorer | None:
    return scorer_of(current_session(), scoring.id, current_account().id)
