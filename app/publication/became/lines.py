"""The lines of the strategy with the excerpts that stand on them, also those not to be read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    IN_CORPUS,
    Activity,
    Channel,
    Contribution,
    ContributionState,
    Excerpt,
    NodeKind,
    NodeState,
    Strategy,
    StrategyNode,
)
from app.publication.became.counts import OfLine
from app.publication.became.fate import Line, line_of
from app.publication.became.kept_lists import kept_lists, of_line
from app.publication.became.outcomes import standing
from app.questionnaires.results.masks import masked_groups
from app.strategy.coverage.groups import VOICE, among
from app.strategy.ways import ways_to_nodes

ALWAYS = (NodeKind.OBJECTIVE, NodeKind.ACTION)
"""Lines that are listed even where nothing led to them."""


@dataclass(frozen=True)
class LineWithExcerpts:
    line: Line
    counted: OfLine


@dataclass(frozen=True)
class Unreadable:
    """Excerpts of a channel whose words are not public; None where so few people said them that
    they could be recognised."""

    channel: Channel
    excerpts: int | None


def lines_with_excerpts(
    session: Session, consultation_id: uuid.UUID, by_line: dict[uuid.UUID, OfLine]
) -> list[LineWithExcerpts]:
    """The lines in use to which something led, and those to which something should, in the order of
    the strategy."""
    nodes = session.scalars(
        sa.select(StrategyNode)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == consultation_id, StrategyNode.state == NodeState.OPEN)
        .order_by(StrategyNode.position)
    )
    return [
        LineWithExcerpts(line_of(node), by_line.get(node.id, OfLine(0, 0)))
        for node in nodes
        if node.kind in ALWAYS or node.id in by_line
    ]


def line_named(session: Session, consultation_id: uuid.UUID, code: str) -> Line | None:
    """The line with a code; one that was set aside still says so."""
    node = session.scalar(
        sa.select(StrategyNode)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == consultation_id, StrategyNode.code == code)
    )
    return None if node is None else line_of(node)


def unreadable_of(
    session: Session, consultation_id: uuid.UUID, node_id: uuid.UUID
) -> list[Unreadable]:
    """What stands on a line and is not public, by channel."""
    rows = session.execute(
        sa.select(Activity.channel, sa.func.count(), sa.func.count(sa.distinct(VOICE)))
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(
            _stands_unread(session, consultation_id, node_id),
            Contribution.state.in_(IN_CORPUS),
            Contribution.state != ContributionState.PUBLISHED,
        )
        .group_by(Activity.channel)
        .order_by(sa.func.count().desc(), Activity.channel)
    ).all()
    masked = masked_groups([voices for _channel, _excerpts, voices in rows])
    return [
        Unreadable(channel, None if is_masked else excerpts)
        for (channel, excerpts, _voices), is_masked in zip(rows, masked, strict=True)
    ]


def _stands_unread(
    session: Session, consultation_id: uuid.UUID, node_id: uuid.UUID
) -> sa.ColumnElement[bool]:
    """Which excerpts stand on a line; of a large consultation, those that were not public when
    they were last looked for."""
    kept = kept_lists(session, consultation_id)
    if kept is None:
        found = standing(consultation_id, ways_to_nodes(consultation_id, node_id=node_id))
        return Excerpt.id.in_(sa.select(found.c.excerpt_id).where(found.c.node_id == node_id))
    return among(session, Excerpt.id, kept.unread((of_line(node_id),)))
