"""What a body may decide about just now: what waits for a decision, or may be ended by one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import DecisionKind
from app.strategy.plans.queries import actions_to_stop, plans_to_adopt
from app.strategy.queries import strategy_of
from app.strategy.versions.queries import versions_to_adopt


@dataclass(frozen=True)
class Named:
    """Something that a decision may name."""

    id: uuid.UUID
    name: str


def decidable_in(session: Session, consultation_id: uuid.UUID) -> dict[DecisionKind, list[Named]]:
    """What decisions of each kind may name; kinds that need nothing named are left out."""
    strategy = strategy_of(session, consultation_id)
    if strategy is None:
        return {}
    versions = versions_to_adopt(session, strategy.id)
    plans = plans_to_adopt(session, strategy.id)
    actions = actions_to_stop(session, strategy.id)
    return {
        DecisionKind.ADOPT_VERSION: [Named(v.id, f"{v.number} – {v.title}") for v in versions],
        DecisionKind.ADOPT_PLAN: [Named(p.id, f"{p.number} – {p.title}") for p in plans],
        DecisionKind.STOP_ACTION: [Named(id_, f"{code} – {title}") for id_, code, title in actions],
    }
