"""A round of priorities of the demonstration: scored by three people, and closed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.demonstration import files
from app.models import Account, Role, ScoredKind, Scorer
from app.models.types import now
from app.strategy.priorities.rounds import (
    CriterionPlan,
    RoundPlan,
    close_round,
    criteria_of,
    open_round,
)
from app.strategy.priorities.scoring import give_scores, set_done


def load_priorities(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    accounts: Mapping[Role, Account],
    nodes: Mapping[str, uuid.UUID],
) -> None:
    """Open the round, let each person score every objective, close it."""
    plan = files.read("desk.yaml")["priorities"]
    scores = {accounts[Role(role)].id: given for role, given in plan["scores"].items()}
    wanted = RoundPlan(
        title=plan["title"],
        criteria=[CriterionPlan(**one) for one in plan["criteria"]],
        scorers=frozenset(scores),
        subjects=[nodes[code] for given in scores.values() for code in given],
    )
    scoring = open_round(
        session,
        consultation_id,
        ScoredKind.OBJECTIVES,
        wanted,
        account_id=accounts[Role.STEWARD].id,
        key="demonstration",
    )
    criteria = criteria_of(session, scoring.id)
    for account_id, given in scores.items():
        scorer = session.get_one(Scorer, (scoring.id, account_id))
        cells = {
            (nodes[code], criterion.id): value
            for code, values in given.items()
            for criterion, value in zip(criteria, values, strict=True)
        }
        give_scores(session, scoring, scorer, cells)
        set_done(session, scoring, scorer, done=True, moment=now())
    close_round(session, scoring)
    session.flush()
