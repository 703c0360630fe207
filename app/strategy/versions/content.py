"""What a version freezes: every line with its words, and the whole way from a verbatim to it.

No words of contributors: the identifier of each excerpt, the SHA-256 of its words, and what was
decided. Somebody who withdraws their words takes them out of every version; that they were there,
and which they were, can still be told.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.verbatims import EXCERPT_TEXT
from app.models import (
    IN_CORPUS,
    Citation,
    Contribution,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    NodeState,
    Plan,
    Point,
    PointState,
    Reference,
    Strategy,
    StrategyNode,
    Theme,
)
from app.strategy.versions.plan_content import plan_content
from app.strategy.ways import coded_themes, is_accepted, ways_to_nodes

FORM = 1
"""The form of the content: a later one says so."""
ByNode = dict[Any, list[dict[str, Any]]]
"""By the identifier of a line."""


def content_of(session: Session, strategy: Strategy, plan: Plan | None = None) -> dict[str, Any]:
    """The strategy, and a plan of it, as they stand now: plain JSON in the order of the document.

    `strategy`; `nodes`, each with its `citations`, its `evidence` (an excerpt leads there directly,
    by a theme or by a point) and its `points`; `plan` or None; `figures`, which count all that.
    """
    nodes = session.scalars(
        sa.select(StrategyNode)
        .where(StrategyNode.strategy_id == strategy.id, StrategyNode.state == NodeState.OPEN)
        .order_by(StrategyNode.position)
    ).all()
    codes = {node.id: node.code for node in nodes}
    citations, evidence = _citations(session, codes), _evidence(session, strategy)
    points = _points(session, strategy)
    lines = [
        {
            "id": node.id.hex,
            "code": node.code,
            "kind": node.kind.value,
            "kind_label": str(strategy.kind_labels.get(node.kind.value, node.kind.value)),
            "parent": codes.get(node.parent_id) if node.parent_id else None,
            "title": node.title,
            "text": node.text,
            "citations": citations[node.id],
            "evidence": evidence[node.id],
            "points": points[node.id],
        }
        for node in nodes
    ]
    return {
        "form": FORM,
        "strategy": _of_strategy(strategy),
        "nodes": lines,
        "plan": plan_content(session, plan) if plan else None,
        "figures": _figures(lines),
    }


def _of_strategy(strategy: Strategy) -> dict[str, Any]:
    return {
        "id": strategy.id.hex,
        "code": strategy.code,
        "title": strategy.title,
        "summary": strategy.summary,
        "source": strategy.source,
        "kind_labels": {key: str(name) for key, name in strategy.kind_labels.items()},
        "starts_on": strategy.starts_on.isoformat() if strategy.starts_on else None,
        "ends_on": strategy.ends_on.isoformat() if strategy.ends_on else None,
    }


def _figures(lines: Iterable[dict[str, Any]]) -> dict[str, int]:
    lines = list(lines)
    excerpts = {one["excerpt"] for line in lines for one in line["evidence"]}
    return {
        "lines": len(lines),
        "lines_with_evidence": sum(1 for line in lines if line["evidence"]),
        "excerpts": len(excerpts),
        "points": len({one["id"] for line in lines for one in line["points"]}),
        "citations": sum(len(line["citations"]) for line in lines),
    }


def _citations(session: Session, codes: dict[uuid.UUID, str]) -> ByNode:
    found = session.execute(
        sa.select(Citation, EXCERPT_TEXT, Reference.key)
        .join(StrategyNode, Citation.node_id == StrategyNode.id)
        .outerjoin(Excerpt, Citation.excerpt_id == Excerpt.id)
        .outerjoin(Contribution, Excerpt.contribution_id == Contribution.id)
        .outerjoin(Reference, Citation.reference_id == Reference.id)
        .where(Citation.node_id.in_(codes))
        .order_by(Citation.node_id, Citation.position)
    )
    by_node: ByNode = defaultdict(list)
    for citation, words, key in found:
        by_node[citation.node_id].append(
            {"excerpt": citation.excerpt_id.hex, "sha256": digest_of(words or "")}
            if citation.excerpt_id
            else {"reference": key}
        )
    return by_node


def digest_of(words: str) -> str:
    """What stands for the words of an excerpt in a version."""
    return hashlib.sha256(words.encode()).hexdigest()


def _evidence(session: Session, strategy: Strategy) -> ByNode:
    """Each excerpt of the corpus that leads to a line, once a line."""
    ways, link = ways_to_nodes(strategy.consultation_id), aliased(EvidenceLink)
    found = session.execute(
        sa.select(ways.c.end_id, ways.c.excerpt_id, ways.c.is_direct, link.status, EXCERPT_TEXT)
        .join(Excerpt, ways.c.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .outerjoin(
            link,
            sa.and_(
                link.excerpt_id == ways.c.excerpt_id,
                link.node_id == ways.c.end_id,
                is_accepted(link),
            ),
        )
        .where(Contribution.state.in_(IN_CORPUS))
        .order_by(ways.c.end_id, ways.c.excerpt_id)
    )
    by_theme = _led_by_theme(session, strategy.consultation_id)
    by_node: ByNode = defaultdict(list)
    for node_id, excerpt_id, is_direct, status, words in found:
        way = "theme" if (excerpt_id, node_id) in by_theme else "point"
        by_node[node_id].append(
            {
                "excerpt": excerpt_id.hex,
                "sha256": digest_of(words),
                # What was decided of the excerpt itself; what comes through something is kept.
                "status": (status or EvidenceStatus.KEPT).value,
                "way": "direct" if is_direct else way,
            }
        )
    return by_node


def _led_by_theme(
    session: Session, consultation_id: uuid.UUID
) -> set[tuple[uuid.UUID, uuid.UUID | None]]:
    """Excerpt and line, where a theme that people gave the excerpt was accepted for the line."""
    coded, linked = coded_themes(consultation_id), aliased(Theme)
    found = session.execute(
        sa.select(coded.c.excerpt_id, EvidenceLink.node_id)
        .select_from(EvidenceLink)
        .join(linked, EvidenceLink.theme_id == linked.id)
        .join(coded, linked.stands_for_id == coded.c.theme_id)
        .where(
            EvidenceLink.consultation_id == consultation_id,
            EvidenceLink.node_id.is_not(None),
            is_accepted(),
        )
    )
    return {(row[0], row[1]) for row in found}


def _points(session: Session, strategy: Strategy) -> ByNode:
    """The findings, needs and candidate actions accepted for each line, with their own excerpts."""
    links = session.execute(
        sa.select(EvidenceLink.node_id, EvidenceLink.status, Point)
        .join(Point, EvidenceLink.from_point_id == Point.id)
        .where(
            EvidenceLink.consultation_id == strategy.consultation_id,
            EvidenceLink.node_id.is_not(None),
            Point.state == PointState.OPEN,
            is_accepted(),
        )
        .order_by(EvidenceLink.node_id, Point.id)
    ).all()
    excerpts = _excerpts_of_points(session, strategy.consultation_id)
    by_node: ByNode = defaultdict(list)
    for node_id, status, point in links:
        by_node[node_id].append(
            {
                "id": point.id.hex,
                "kind": point.kind.value,
                "title": point.title,
                "status": status.value,
                "excerpts": excerpts[point.id],
            }
        )
    return by_node


def _excerpts_of_points(session: Session, consultation_id: uuid.UUID) -> dict[Any, list[str]]:
    found = session.execute(
        sa.select(EvidenceLink.point_id, EvidenceLink.excerpt_id)
        .join(Excerpt, EvidenceLink.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            EvidenceLink.consultation_id == consultation_id,
            EvidenceLink.point_id.is_not(None),
            Contribution.state.in_(IN_CORPUS),
            is_accepted(),
        )
        .order_by(EvidenceLink.point_id, EvidenceLink.excerpt_id)
    )
    by_point: dict[Any, list[str]] = defaultdict(list)
    for point_id, excerpt_id in found:
        assert excerpt_id is not None
        by_point[point_id].append(excerpt_id.hex)
    return by_point
