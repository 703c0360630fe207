"""What an analysis is given: excerpts, objectives, and what writers accepted so far."""

from __future__ import annotations

import uuid
from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis import Document, Example, Target
from app.corpus.verbatims import EXCERPT_TEXT
from app.models import (
    ACCEPTED,
    IN_CORPUS,
    Activity,
    Contribution,
    EvidenceLink,
    Excerpt,
    ExcerptCoding,
    NodeKind,
    NodeState,
    Run,
    StrategyNode,
)
from app.strategy.decisions import is_in_force
from app.themes.membership import members_of
from app.themes.who_says_what.attributes import attributes_of_texts

CONTEXT_KINDS = (NodeKind.FINDING, NodeKind.NEED)


def documents_of(session: Session, run: Run) -> list[Document]:
    """The excerpts that a run is about, as the analysis takes them.

    A document is named by its excerpt (`excerpt_of`); a contribution of nobody known is a voice of
    its own (`voice_of`).
    """
    found = (
        sa.select(
            Excerpt.id,
            EXCERPT_TEXT,
            Contribution.respondent_id,
            Contribution.id.label("contribution_id"),
            Contribution.received_on,
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
    if run.nature is not None:
        found = found.outerjoin(ExcerptCoding, ExcerptCoding.excerpt_id == Excerpt.id)
        found = found.where(
            sa.func.coalesce(ExcerptCoding.nature, Excerpt.nature) == run.nature.value
        )
    if run.theme_id is not None:
        found = found.where(Excerpt.id.in_(members_of(run.theme_id)))
    known = attributes_of_texts(session, run)
    return [
        Document(
            id=row.id.hex,
            text=row.text,
            respondent=voice_of(row.respondent_id, row.contribution_id),
            channel=row.channel.value,
            attributes=known.get(row.id, {}),
            day=row.received_on,
        )
        for row in session.execute(found)
    ]


def voice_of(respondent_id: uuid.UUID | None, contribution_id: uuid.UUID) -> str:
    """Who speaks, as the analysis knows it."""
    return (respondent_id or contribution_id).hex


def excerpt_of(document_id: str) -> uuid.UUID:
    """The excerpt that a document of `documents_of` stands for."""
    return uuid.UUID(document_id)


def targets_of(session: Session, strategy_id: uuid.UUID) -> list[Target]:
    """The objectives of a strategy, with the lines above them and their findings and needs."""
    nodes = session.scalars(
        sa.select(StrategyNode)
        .where(StrategyNode.strategy_id == strategy_id, StrategyNode.state == NodeState.OPEN)
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
    """What writers accepted and set aside so far: the machine learns from both."""
    found = (
        sa.select(EXCERPT_TEXT, StrategyNode.code, EvidenceLink.status)
        .select_from(Excerpt)
        .join(EvidenceLink, EvidenceLink.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .join(StrategyNode, EvidenceLink.node_id == StrategyNode.id)
        .where(
            StrategyNode.strategy_id == run.strategy_id,
            StrategyNode.kind == NodeKind.OBJECTIVE,
            StrategyNode.state == NodeState.OPEN,
            is_in_force(),
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(Excerpt.id, StrategyNode.code)
    )
    return [
        Example(row.text, row.code, accepted=row.status in ACCEPTED)
        for row in session.execute(found)
    ]
