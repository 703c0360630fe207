"""Reading the plans of a strategy and the actions of a plan."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    ActionState,
    OrganisationKind,
    PartnerPart,
    Plan,
    PlanAction,
    PlanActionObjective,
    PlanActionPartner,
    PlanState,
    Strategy,
    StrategyNode,
)
from app.strategy.plans.action_lines import COLUMNS, ActionLine, Party, Served
from app.strategy.plans.states import NEXT

PARTS = tuple(PartnerPart)
"""In the order in which they are told."""
MAY_STOP = [state for state, after in NEXT.items() if ActionState.STOPPED in after]


def plans_of(session: Session, strategy_id: uuid.UUID, *, drafts: bool = True) -> list[Plan]:
    """The plans of a strategy, the latest first."""
    found = sa.select(Plan).where(Plan.strategy_id == strategy_id).order_by(Plan.number.desc())
    if not drafts:
        found = found.where(Plan.state != PlanState.DRAFT)
    return list(session.scalars(found))


def plans_to_adopt(session: Session, strategy_id: uuid.UUID) -> list[Plan]:
    """The plans in preparation, the latest first."""
    return [one for one in plans_of(session, strategy_id) if one.state is PlanState.DRAFT]


def plan_of(session: Session, strategy_id: uuid.UUID, number: int) -> Plan | None:
    return session.scalar(
        sa.select(Plan).where(Plan.strategy_id == strategy_id, Plan.number == number)
    )


def plan_in_force(session: Session, strategy_id: uuid.UUID) -> Plan | None:
    """The plan in force; of several, which is a fault, the latest."""
    return session.scalar(
        sa.select(Plan)
        .where(Plan.strategy_id == strategy_id, Plan.state == PlanState.IN_FORCE)
        .order_by(Plan.number.desc())
        .limit(1)
    )


def action_in_force(session: Session, node_id: uuid.UUID) -> PlanAction | None:
    """What the plan in force has of an action, which decisions name by its line."""
    return session.scalar(
        sa.select(PlanAction)
        .join(Plan, PlanAction.plan_id == Plan.id)
        .where(PlanAction.node_id == node_id, Plan.state == PlanState.IN_FORCE)
        .order_by(Plan.number.desc())
        .limit(1)
    )


def actions_to_stop(session: Session, strategy_id: uuid.UUID) -> list[tuple[uuid.UUID, str, str]]:
    """Line, code and title of the actions of the plan in force that may stop, in its order."""
    plan = plan_in_force(session, strategy_id)
    if plan is None:
        return []
    found = (
        sa.select(StrategyNode.id, StrategyNode.code, PlanAction.title)
        .join(StrategyNode, PlanAction.node_id == StrategyNode.id)
        .where(PlanAction.plan_id == plan.id, PlanAction.state.in_(MAY_STOP))
        .order_by(PlanAction.position, PlanAction.id)
    )
    return [(node_id, code, title) for node_id, code, title in session.execute(found)]


def consultation_of(session: Session, plan: Plan) -> uuid.UUID:
    """The consultation to whose strategy a plan belongs."""
    return session.scalars(
        sa.select(Strategy.consultation_id).where(Strategy.id == plan.strategy_id)
    ).one()


def action_of(session: Session, plan_id: uuid.UUID, code: str) -> PlanAction | None:
    """The action of a plan whose line has a code."""
    return session.scalar(
        sa.select(PlanAction)
        .join(StrategyNode, PlanAction.node_id == StrategyNode.id)
        .where(PlanAction.plan_id == plan_id, StrategyNode.code == code)
    )


def action_counts(session: Session, plan_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many actions each of some plans has; plans without any are left out."""
    found = (
        sa.select(PlanAction.plan_id, sa.func.count())
        .where(PlanAction.plan_id.in_(plan_ids))
        .group_by(PlanAction.plan_id)
    )
    return dict(session.execute(found).all())


def actions_of(session: Session, plan_id: uuid.UUID) -> list[ActionLine]:
    """The actions of a plan in its order, with all that views show of them: three queries."""
    return _lines(session, PlanAction.plan_id == plan_id)


def actions_named(session: Session, ids: Collection[uuid.UUID]) -> list[ActionLine]:
    """Some actions of a plan, as `actions_of` gives them, in its order."""
    return _lines(session, PlanAction.id.in_(ids))


def line_of(session: Session, plan_action: PlanAction) -> ActionLine:
    """One action of a plan, as `actions_of` gives it."""
    return _lines(session, PlanAction.id == plan_action.id)[0]


def _lines(session: Session, which: sa.ColumnElement[bool]) -> list[ActionLine]:
    rows = session.execute(
        sa.select(
            PlanAction.id,
            PlanAction.plan_id,
            PlanAction.node_id,
            StrategyNode.code,
            PlanAction.position,
            PlanAction.version,
            *(getattr(PlanAction, name) for name in COLUMNS),
        )
        .join(StrategyNode, PlanAction.node_id == StrategyNode.id)
        .where(which)
        .order_by(PlanAction.position, PlanAction.id)
    ).all()
    served, partners = _served(session, which), _partners(session, which)
    return [
        ActionLine(
            **{
                **row._asdict(),
                "territories": tuple(row.territories),
                "kinds": tuple(OrganisationKind(one) for one in row.kinds),
            },
            objectives=tuple(served.get(row.id, ())),
            partners=tuple(partners.get(row.id, ())),
        )
        for row in rows
    ]


def _served(session: Session, which: sa.ColumnElement[bool]) -> dict[uuid.UUID, list[Served]]:
    found: dict[uuid.UUID, list[Served]] = defaultdict(list)
    for action_id, node_id, code, title in session.execute(
        sa.select(
            PlanActionObjective.plan_action_id,
            StrategyNode.id,
            StrategyNode.code,
            StrategyNode.title,
        )
        .join(StrategyNode, PlanActionObjective.node_id == StrategyNode.id)
        .join(PlanAction, PlanActionObjective.plan_action_id == PlanAction.id)
        .where(which)
        .order_by(StrategyNode.position, StrategyNode.id)
    ):
        found[action_id].append(Served(node_id, code, title))
    return found


def _partners(session: Session, which: sa.ColumnElement[bool]) -> dict[uuid.UUID, Sequence[Party]]:
    found: dict[uuid.UUID, list[Party]] = defaultdict(list)
    # Columns rather than rows: a plan has some thousands of them, and nobody changes them here.
    for row in session.execute(
        sa.select(
            PlanActionPartner.plan_action_id,
            PlanActionPartner.part,
            PlanActionPartner.name,
            PlanActionPartner.organisation_id,
            PlanActionPartner.amount,
        )
        .join(PlanAction, PlanActionPartner.plan_action_id == PlanAction.id)
        .where(which)
        .order_by(PlanActionPartner.position, PlanActionPartner.id)
    ):
        found[row.plan_action_id].append(Party(row.part, row.name, row.organisation_id, row.amount))
    return {
        action_id: sorted(parties, key=lambda one: PARTS.index(one.part))
        for action_id, parties in found.items()
    }
