"""The rounds of priorities of the demonstration: one is closed, one still takes scores."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.demonstration import files
from app.models import Account, Role, ScoredKind, Scorer, Scoring
from app.models.types import now
from app.strategy.priorities.rounds import (
    CriterionPlan,
    RoundPlan,
    close_round,
    criteria_of,
    open_round,
)
from app.strategy.priorities.scoring import give_scores, set_done
from app.strategy.priorities.subjects import choosable


def load_priorities(
    session: Session, *, consultation_id: uuid.UUID, accounts: Mapping[Role, Account]
) -> None:
    """Open each round, let each person score what the file says, close those that are over."""
    steward_id = accounts[Role.STEWARD].id
    for number, plan in enumerate(files.read("desk.yaml")["priorities"]):
        kind = ScoredKind(plan["kind"])
        offered = choosable(session, consultation_id, kind)
        subjects = {one.code or one.title: one.id for one in offered}
        scores = {accounts[Role(role)].id: given for role, given in plan["scores"].items()}
        named = {name for given in scores.values() for name in given}
        wanted = RoundPlan(
            title=plan["title"],
            criteria=[CriterionPlan(**one) for one in plan["criteria"]],
            scorers=frozenset(scores),
            subjects=[subjects[name] for name in named],
        )
        key = f"demonstration {number}"
        scoring = open_round(session, consultation_id, kind, wanted, account_id=steward_id, key=key)
        for account_id, given in scores.items():
            _score(session, scoring, account_id, given, subjects)
        if plan["is_closed"]:
            close_round(session, scoring)
    session.flush()


def _score(
    session: Session,
    scoring: Scoring,
    account_id: uuid.UUID,
    given: Mapping[str, list[int]],
    subjects: Mapping[str, uuid.UUID],
) -> None:
    """What one person gives: subject → a score for each criterion. Nothing is not done yet."""
    if not given:
        return
    criteria = criteria_of(session, scoring.id)
    cells: dict[Any, int | None] = {
        (subjects[name], criterion.id): value
        for name, values in given.items()
        for criterion, value in zip(criteria, values, strict=True)
    }
    scorer = session.get_one(Scorer, (scoring.id, account_id))
    give_scores(session, scoring, scorer, cells)
    set_done(session, scoring, scorer, done=True, moment=now())
