"""Reading bodies and their decisions; `standing` and `meeting_queries` read the rest."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Body,
    Decision,
    DecisionKind,
    Meeting,
    Plan,
    StrategyNode,
    StrategyVersion,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


@dataclass(frozen=True)
class DecisionLine:
    """A decision as lists and the objects that it names show it."""

    id: uuid.UUID
    number: int
    title: str
    kind: DecisionKind
    body_name: str
    body_code: str
    decided_on: dt.date
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None


def body_of(session: Session, consultation_id: uuid.UUID, code: str) -> Body | None:
    """A body by its code."""
    return session.scalar(
        sa.select(Body).where(Body.consultation_id == consultation_id, Body.code == code)
    )


def bodies_of(session: Session, consultation_id: uuid.UUID) -> list[Body]:
    """The bodies of a consultation, in their order; closed ones stand last."""
    return list(
        session.scalars(
            sa.select(Body)
            .where(Body.consultation_id == consultation_id)
            .order_by(Body.is_closed, Body.position, Body.id)
        )
    )


def _decision_lines() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        Decision.id,
        Decision.number,
        Decision.title,
        Decision.kind,
        Decision.body_name,
        Body.code.label("body_code"),
        Decision.decided_on,
        Decision.votes_for,
        Decision.votes_against,
        Decision.abstentions,
    ).join(Body, Decision.body_id == Body.id)


def decisions_page(
    session: Session,
    consultation_id: uuid.UUID,
    cursor: Cursor,
    *,
    body_id: uuid.UUID | None = None,
) -> Page[DecisionLine]:
    """The decisions of a consultation, or of one body, the newest first."""
    found = _decision_lines().where(Decision.consultation_id == consultation_id)
    if body_id is not None:
        found = found.where(Decision.body_id == body_id)
    number = Decision.number
    found = paged(found, number, cursor, cursor.as_int(), size=PAGE_SIZE, descending=True)
    rows = [DecisionLine(**row._asdict()) for row in session.execute(found)]
    return make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda one: one.number)


def number_of_key(session: Session, consultation_id: uuid.UUID, key: str) -> int | None:
    """The number of the decision that was sent with a key, where there is one."""
    return session.scalar(
        sa.select(Decision.number).where(
            Decision.consultation_id == consultation_id, Decision.key == key
        )
    )


def decisions_about(
    session: Session,
    *,
    strategy_id: uuid.UUID | None = None,
    version_id: uuid.UUID | None = None,
    plan_id: uuid.UUID | None = None,
    node_id: uuid.UUID | None = None,
    meeting_id: uuid.UUID | None = None,
    most: int = PAGE_SIZE,
) -> list[DecisionLine]:
    """The decisions that name one of these, the newest first."""
    named = (
        (Decision.strategy_id, strategy_id),
        (Decision.version_id, version_id),
        (Decision.plan_id, plan_id),
        (Decision.node_id, node_id),
        (Decision.meeting_id, meeting_id),
    )
    conditions = [column == value for column, value in named if value is not None]
    if not conditions:
        return []
    found = _decision_lines().where(*conditions).order_by(Decision.number.desc()).limit(most)
    return [DecisionLine(**row._asdict()) for row in session.execute(found)]


@dataclass(frozen=True)
class DecisionShown:
    """A decision with what it names."""

    decision: Decision
    body: Body
    meeting: Meeting | None
    version: StrategyVersion | None
    plan: Plan | None
    node: StrategyNode | None


def decision_of(session: Session, consultation_id: uuid.UUID, number: int) -> DecisionShown | None:
    """A decision by its number, with its body, its meeting and what it names."""
    row = session.execute(
        sa.select(Decision, Body, Meeting, StrategyVersion, Plan, StrategyNode)
        .join(Body, Decision.body_id == Body.id)
        .outerjoin(Meeting, Decision.meeting_id == Meeting.id)
        .outerjoin(StrategyVersion, Decision.version_id == StrategyVersion.id)
        .outerjoin(Plan, Decision.plan_id == Plan.id)
        .outerjoin(StrategyNode, Decision.node_id == StrategyNode.id)
        .options(sa.orm.defer(StrategyVersion.content))
        .where(Decision.consultation_id == consultation_id, Decision.number == number)
    ).first()
    return DecisionShown(*row) if row else None
