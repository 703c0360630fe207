"""What an analysis is given: excerpts, objectives, and what writers accepted so far."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis import Example, Target
from app.corpus.verbatims import EXCERPT_TEXT
from app.models import (
    ACCEPTED,
    IN_CORPUS,
    Activity,
    Channel,
    Contribution,
    EvidenceLink,
    Excerpt,
    NodeKind,
    Run,
    StrategyNode,
)
from app.strategy.decisions import is_in_force

CONTEXT_KINDS = (NodeKind.FINDING, NodeKind.NEED)


@dataclass(frozen=True)
class TextToAnalyse:
    """An excerpt as the analysis takes it; `voice` names who speaks, in this run only."""

    excerpt_id: uuid.UUID
    document_id: str
    text: str
    voice: str
    channel: Channel


def texts_to_analyse(session: Session, run: Run) -> list[TextToAnalyse]:
    """The excerpts that a run is about."""
    found = (
        sa.select(
            Excerpt.id,
            EXCERPT_TEXT,
            Contribution.respondent_id,
            Contribution.id.label("contribution_id"),
            Activity.channel,
        )
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(
            Excerpt.consultation_id == run.consultation_id,
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(Excerpt.id)
    )
    if run.activity_id is not None:
        found = found.where(Contribution.activity_id == run.activity_id)
    if run.question:
        found = found.where(Contribution.question == run.question)
    return [
        TextToAnalyse(
            excerpt_id=row.id,
            document_id=row.id.hex,
            text=row.text,
            voice=(row.respondent_id or row.contribution_id).hex,
            channel=row.channel,
        )
        for row in session.execute(found)
    ]


def targets_of(session: Session, strategy_id: uuid.UUID) -> list[Target]:
    """The objectives of a strategy, with the lines above them and their findings and needs."""
    nodes = session.scalars(
        sa.select(StrategyNode)
        .where(StrategyNode.strategy_id == strategy_id)
        .order_by(StrategyNode.position)
    ).all()
    by_id = {node.id: node for node in nodes}
    said: dict[uuid.UUID | None, list[str]] = defaultdict(list)
    for node in nodes:
        if node.kind in CONTEXT_KINDS:
            said[node.parent_id].append(node.title)
    targets = []
    for node in nodes:
        if node.kind is not NodeKind.OBJECTIVE:
            continue
        above: list[str] = []
        parent = by_id.get(node.parent_id) if node.parent_id else None
        code = parent.code if parent else None
        while parent is not None:
            above += [parent.title, *said[parent.id]]
            parent = by_id.get(parent.parent_id) if parent.parent_id else None
        targets.append(Target(node.code, node.title, parent=code, context=" ; ".join(above)))
    return targets


def examples_of(session: Session, run: Run) -> list[Example]:
    """What writers accepted so far: the machine learns from it."""
    found = (
        sa.select(EXCERPT_TEXT, StrategyNode.code)
        .select_from(Excerpt)
        .join(EvidenceLink, EvidenceLink.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .join(StrategyNode, EvidenceLink.node_id == StrategyNode.id)
        .where(
            StrategyNode.strategy_id == run.strategy_id,
            StrategyNode.kind == NodeKind.OBJECTIVE,
            EvidenceLink.status.in_(ACCEPTED),
            is_in_force(),
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(Excerpt.id, StrategyNode.code)
    )
    return [Example(row.text, row.code) for row in session.execute(found)]
