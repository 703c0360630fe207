"""What the API reads: what anybody who is not signed in reads on the pages, a page at a time."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.consultations.activity_pages import announced_activities
from app.models import (
    Activity,
    Consultation,
    ConsultationState,
    Contribution,
    ContributionState,
    Idea,
    IdeaComment,
    Indicator,
    NodeKind,
    NodeState,
    Plan,
    PlanAction,
    PlanState,
    StrategyNode,
    Submission,
)
from app.notifications.noticing import decisions_are_public
from app.publication.open_data.words import holds_findings
from app.strategy.citing import without_marks
from app.strategy.plans.indicators.queries import followed_by_node
from app.strategy.plans.queries import actions_named
from app.strategy.queries import TreeNode
from app.web.paging import Cursor, Page, counted_key, make_page, paged, paged_by


@dataclass(frozen=True)
class Part:
    """Which part of a list."""

    cursor: Cursor
    size: int

    @classmethod
    def of(cls, asked: dict[str, Any]) -> Part:
        return cls(Cursor(asked.get("after")), asked["limit"])


def consultations_page(session: Session, part: Part) -> Page[Consultation]:
    found = sa.select(Consultation).where(Consultation.state != ConsultationState.DRAFT)
    found = paged(found, Consultation.slug, part.cursor, part.cursor.key, size=part.size)
    rows = session.scalars(found).all()
    return make_page(rows, part.cursor, size=part.size, key_of=lambda one: one.slug)


def activities_page(session: Session, consultation_id: uuid.UUID, part: Part) -> Page[Activity]:
    """What was announced."""
    announced = [one.id for one in announced_activities(session, consultation_id)]
    found = sa.select(Activity).where(Activity.id.in_(announced))
    found = paged(found, Activity.id, part.cursor, part.cursor.as_uuid(), size=part.size)
    rows = session.scalars(found).all()
    return make_page(rows, part.cursor, size=part.size, key_of=lambda one: one.id)


def contributions_page(
    session: Session, consultation_id: uuid.UUID, part: Part
) -> Page[dict[str, Any]]:
    """Published words: those with a page of their own and, where the charter makes what becomes of
    words public, all of them, as the lists of it do."""
    announced = [one.id for one in announced_activities(session, consultation_id)]
    found = (
        sa.select(Contribution, Activity)
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(
            Contribution.consultation_id == consultation_id,
            Contribution.state == ContributionState.PUBLISHED,
            Activity.id.in_(announced),
        )
    )
    if not decisions_are_public(session, consultation_id):
        has_page = (
            sa.exists().where(kind.contribution_id == Contribution.id)
            for kind in (Idea, IdeaComment, Submission)
        )
        found = found.where(sa.or_(*has_page))
    found = paged(found, Contribution.id, part.cursor, part.cursor.as_uuid(), size=part.size)
    rows = [_contribution(*row) for row in session.execute(found)]
    return make_page(rows, part.cursor, size=part.size, key_of=lambda one: one["id"])


def _contribution(one: Contribution, activity: Activity) -> dict[str, Any]:
    hides = holds_findings(one.title, one.text, one.alerts)
    return {
        "id": one.id,
        "channel": activity.channel,
        "activity": activity.code,
        "question": one.question,
        "date": one.received_on,
        "title": "" if hides else one.title,
        "text": "" if hides else one.text,
        "words_left_out": hides,
    }


def lines_of(tree: Sequence[TreeNode], above: str | None = None) -> Iterator[dict[str, Any]]:
    """The lines of a strategy in their order. What they cite is not named: words may be
    withdrawn."""
    for node in tree:
        text = without_marks(node.text)
        yield {
            "code": node.code,
            "kind": node.kind,
            "above": above,
            "title": node.title,
            "text": text,
        }
        yield from lines_of(node.children, node.code)


def plans_page(session: Session, strategy_id: uuid.UUID, part: Part) -> Page[Plan]:
    """The plans but those in preparation, the latest first."""
    found = sa.select(Plan).where(Plan.strategy_id == strategy_id, Plan.state != PlanState.DRAFT)
    key, size = part.cursor.as_int(), part.size
    found = paged(found, Plan.number, part.cursor, key, size=size, descending=True)
    rows = session.scalars(found).all()
    return make_page(rows, part.cursor, size=size, key_of=lambda one: one.number)


def actions_page(session: Session, plan_id: uuid.UUID, part: Part) -> Page[dict[str, Any]]:
    """The actions of a plan, in its order."""
    found = sa.select(PlanAction.id).where(PlanAction.plan_id == plan_id)
    columns = [(PlanAction.position, False), (PlanAction.id, False)]
    border = part.cursor.as_count_and_uuid()
    found = paged_by(found, columns, part.cursor, border, size=part.size)
    lines = actions_named(session, session.scalars(found).all())
    page = make_page(
        lines, part.cursor, size=part.size, key_of=lambda one: counted_key(one.position, one.id)
    )
    told = tuple(
        {**vars(one), "objectives": [served.code for served in one.objectives]} for one in page.rows
    )
    return Page(told, page.previous_key, page.next_key)


def indicators_page(session: Session, strategy_id: uuid.UUID, part: Part) -> Page[dict[str, Any]]:
    """The indicators of objectives, and of actions that stand in a plan that everybody reads, with
    what was measured."""
    is_planned = sa.exists().where(
        PlanAction.node_id == StrategyNode.id,
        PlanAction.plan_id == Plan.id,
        Plan.state != PlanState.DRAFT,
    )
    found = (
        sa.select(Indicator, StrategyNode.code)
        .join(StrategyNode, Indicator.node_id == StrategyNode.id)
        .where(
            StrategyNode.strategy_id == strategy_id,
            StrategyNode.state == NodeState.OPEN,
            sa.or_(StrategyNode.kind == NodeKind.OBJECTIVE, is_planned),
        )
    )
    found = paged(found, Indicator.id, part.cursor, part.cursor.as_uuid(), size=part.size)
    rows = session.execute(found).all()
    followed = followed_by_node(session, {one.node_id for one, _code in rows})
    measures = {one.indicator.id: one.measures for each in followed.values() for one in each}
    lines = [(one, code, measures[one.id]) for one, code in rows]
    page = make_page(lines, part.cursor, size=part.size, key_of=lambda line: line[0].id)
    told = tuple(_indicator(*line) for line in page.rows)
    return Page(told, page.previous_key, page.next_key)


def _indicator(one: Indicator, code: str, measures: Sequence[Any]) -> dict[str, Any]:
    return {
        "line": code,
        "name": one.name,
        "unit": one.unit,
        "baseline": one.baseline,
        "target": one.target,
        "target_on": one.target_on,
        "measures": measures,
    }
