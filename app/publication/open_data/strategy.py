"""The strategy, its versions, its plans: what everybody may read of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from app.models import (
    ActionFate,
    ActionState,
    NodeKind,
    NodeState,
    PartnerPart,
    Plan,
    PlanState,
    Strategy,
    StrategyNode,
    StrategyVersion,
    VersionState,
)
from app.publication.open_data.columns import Column, Reading, Row, Table, Type, clean
from app.publication.open_data.words import public_excerpts
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.indicators.queries import Followed, followed_by_node
from app.strategy.plans.queries import actions_of, plans_of
from app.strategy.queries import strategy_of
from app.strategy.versions.queries import IS_PUBLIC


def _lines(reading: Reading) -> Iterator[Row]:
    public = {one.id for one in public_excerpts(reading.session, reading.id)}
    nodes = _nodes(reading)
    codes = {node.id: node.code for node in nodes}
    for node in nodes:
        above = codes.get(node.parent_id, "") if node.parent_id else ""
        text = reading.names.renamed(clean(node.text), public)
        yield node.code, node.kind, above, node.title, text


def _nodes(reading: Reading) -> Sequence[StrategyNode]:
    return reading.session.scalars(
        sa.select(StrategyNode)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == reading.id, StrategyNode.state == NodeState.OPEN)
        .order_by(StrategyNode.position, StrategyNode.code)
    ).all()


def _versions(reading: Reading) -> Iterator[Row]:
    rows = reading.session.execute(
        sa.select(
            StrategyVersion.number,
            StrategyVersion.title,
            StrategyVersion.state,
            StrategyVersion.created_at,
            StrategyVersion.sha256,
        )
        .join(Strategy, StrategyVersion.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == reading.id, IS_PUBLIC)
        .order_by(StrategyVersion.number)
    )
    yield from (tuple(row) for row in rows)


def _public_plans(reading: Reading) -> list[Plan]:
    strategy = strategy_of(reading.session, reading.id)
    found = plans_of(reading.session, strategy.id, drafts=False) if strategy else []
    return sorted(found, key=lambda one: one.number)


def _plans(reading: Reading) -> Iterator[Row]:
    for one in _public_plans(reading):
        yield one.number, one.title, one.state, one.starts_on, one.ends_on, clean(one.note)


def _public_actions(reading: Reading) -> Iterator[tuple[int, ActionLine]]:
    for plan in _public_plans(reading):
        for action in actions_of(reading.session, plan.id):
            yield plan.number, action


def _actions(reading: Reading) -> Iterator[Row]:
    for plan, one in _public_actions(reading):
        yield (
            *(plan, one.code, one.title, clean(one.description), one.state, clean(one.reason)),
            *(one.fate, clean(one.fate_reason), one.is_specific, ", ".join(one.territories)),
            *(", ".join(one.kinds), one.starts_on, one.ends_on, one.budget, one.progress),
        )


def _objectives(reading: Reading) -> Iterator[Row]:
    for plan, action in _public_actions(reading):
        for served in action.objectives:
            yield plan, action.code, served.code


def _partners(reading: Reading) -> Iterator[Row]:
    for plan, action in _public_actions(reading):
        for party in action.partners:
            yield plan, action.code, party.part, party.name, party.amount


FOLLOWED = (NodeKind.OBJECTIVE, NodeKind.ACTION)
"""The kinds of line that have indicators."""


def _followed(reading: Reading) -> Iterator[tuple[str, int, Followed]]:
    """The indicators of objectives and actions: code of the line, number, measures."""
    lines = _public_nodes(reading)
    nodes = {node.id: node.code for node in lines if node.kind in FOLLOWED}
    found = followed_by_node(reading.session, list(nodes))
    for node_id, code in nodes.items():
        for number, followed in enumerate(found.get(node_id, ()), start=1):
            yield code, number, followed


def _public_nodes(reading: Reading) -> list[StrategyNode]:
    """Lines, of actions those that stand in a plan that everybody reads."""
    planned = {action.node_id for _plan, action in _public_actions(reading)}
    nodes = _nodes(reading)
    return [one for one in nodes if one.kind is not NodeKind.ACTION or one.id in planned]


def _indicators(reading: Reading) -> Iterator[Row]:
    for code, number, followed in _followed(reading):
        one: Any = followed.indicator
        yield (
            *(code, number, one.name, one.unit, one.baseline, one.baseline_on),
            *(one.target, one.target_on, one.source, one.is_dropped),
        )


def _measures(reading: Reading) -> Iterator[Row]:
    for code, number, followed in _followed(reading):
        for one in followed.measures:
            yield code, number, one.measured_on, one.value, one.source


LINES = Table(
    "strategy_lines",
    _l("The strategy, line by line, as it is now"),
    (
        Column("code", _l("Code of the line")),
        Column("kind", _l("Kind of line"), values=NodeKind),
        Column("above", _l("Line above it"), of="strategy_lines"),
        Column("title", _l("Title of the line")),
        Column(
            "text", _l("What it says, in Markdown; [[e:…]] cites an excerpt, [[r:…]] a document")
        ),
    ),
    _lines,
)
VERSIONS = Table(
    "versions",
    _l("The versions of the strategy that everybody may read"),
    (
        Column("number", _l("Number of the version"), Type.INTEGER),
        Column("title", _l("Title of the version")),
        Column("state", _l("What became of the version"), values=VersionState),
        Column("made_on", _l("Day on which it was made"), Type.DATE),
        Column("sha256", _l("SHA-256 of its content")),
    ),
    _versions,
)
PLANS = Table(
    "plans",
    _l("The action plans, but those in preparation"),
    (
        Column("number", _l("Number of the plan"), Type.INTEGER),
        Column("title", _l("Title of the plan")),
        Column("state", _l("Whether it is in force"), values=PlanState),
        Column("starts_on", _l("First day"), Type.DATE),
        Column("ends_on", _l("Last day"), Type.DATE),
        Column("note", _l("Why it was revised")),
    ),
    _plans,
)
ACTIONS = Table(
    "actions",
    _l("The actions of each plan"),
    (
        Column("plan", _l("Number of the plan"), Type.INTEGER, of="plans"),
        Column("code", _l("Code of the action")),
        Column("title", _l("Title of the action")),
        Column("description", _l("What is to be done, in Markdown")),
        Column("state", _l("How far the action is"), values=ActionState),
        Column("reason", _l("Why it was stopped")),
        Column("fate", _l("What the plan makes of it, beside the one before"), values=ActionFate),
        Column("fate_reason", _l("Why the plan changes it")),
        Column("is_specific", _l("Whether it is for some territories or bodies"), Type.BOOLEAN),
        Column("territories", _l("Territories that it is for")),
        Column("kinds", _l("Kinds of body that it is for")),
        Column("starts_on", _l("First day"), Type.DATE),
        Column("ends_on", _l("Last day"), Type.DATE),
        Column("budget", _l("Budget, in euros"), Type.INTEGER),
        Column("progress", _l("Progress, in hundredths"), Type.INTEGER),
    ),
    _actions,
)
OBJECTIVES = Table(
    "action_objectives",
    _l("The objectives that each action serves"),
    (
        Column("plan", _l("Number of the plan"), Type.INTEGER, of="plans"),
        Column("action", _l("Code of the action")),
        Column("line", _l("Code of the line"), of="strategy_lines"),
    ),
    _objectives,
)
PARTNERS = Table(
    "action_partners",
    _l("The organisations that lead, help or fund each action"),
    (
        Column("plan", _l("Number of the plan"), Type.INTEGER, of="plans"),
        Column("action", _l("Code of the action")),
        Column("part", _l("What the organisation does there"), values=PartnerPart),
        Column("name", _l("Name of the organisation there")),
        Column("amount", _l("What it gives, in euros"), Type.INTEGER),
    ),
    _partners,
)
INDICATORS = Table(
    "indicators",
    _l("What tells whether actions and objectives get where they should"),
    (
        Column("line", _l("Code of the line or of the action")),
        Column("number", _l("Number among the indicators of the line"), Type.INTEGER),
        Column("name", _l("Name of the indicator")),
        Column("unit", _l("Unit of the indicator")),
        Column("baseline", _l("Where it starts"), Type.NUMBER),
        Column("baseline_on", _l("Day of the start value"), Type.DATE),
        Column("target", _l("Where it should get"), Type.NUMBER),
        Column("target_on", _l("Day by which it should"), Type.DATE),
        Column("source", _l("Where the value comes from")),
        Column("is_dropped", _l("Whether it is followed no more"), Type.BOOLEAN),
    ),
    _indicators,
)
MEASURES = Table(
    "measures",
    _l("What was measured"),
    (
        Column("line", _l("Code of the line or of the action")),
        Column("indicator", _l("Number among the indicators of the line"), Type.INTEGER),
        Column("date", _l("Day of the measure"), Type.DATE),
        Column("value", _l("Value that was measured"), Type.NUMBER),
        Column("source", _l("Where the value comes from")),
    ),
    _measures,
)
