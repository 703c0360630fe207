"""Reading the strategy: its tree, and how much evidence each objective has."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import Told, told
from app.models import (
    ACCEPTED,
    IN_CORPUS,
    Contribution,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    NodeKind,
    NodeState,
    Run,
    Strategy,
    StrategyNode,
    Suggestion,
)
from app.strategy.coverage.changes import changes_in_corpus
from app.strategy.decisions import has_decision, is_in_force
from app.themes.queries import latest_run


def strategy_of(session: Session, consultation_id: uuid.UUID) -> Strategy | None:
    """The strategy that the consultation builds."""
    return session.scalar(sa.select(Strategy).where(Strategy.consultation_id == consultation_id))


@dataclass(frozen=True)
class TreeNode:
    """A line of the strategy and the lines below it."""

    id: uuid.UUID
    kind: NodeKind
    code: str
    title: str
    children: tuple[TreeNode, ...]
    text: str = ""
    version: int = 1

    def of_kind(self, *kinds: NodeKind) -> tuple[TreeNode, ...]:
        return tuple(child for child in self.children if child.kind in kinds)


def tree_of(session: Session, strategy_id: uuid.UUID) -> list[TreeNode]:
    """The lines of a strategy, in the order of the document, without those set aside."""
    nodes = session.execute(
        sa.select(
            StrategyNode.id,
            StrategyNode.parent_id,
            StrategyNode.kind,
            StrategyNode.code,
            StrategyNode.title,
            StrategyNode.text,
            StrategyNode.version,
        )
        .where(StrategyNode.strategy_id == strategy_id, StrategyNode.state == NodeState.OPEN)
        .order_by(StrategyNode.position)
    ).all()
    below: dict[uuid.UUID | None, list[Any]] = defaultdict(list)
    for node in nodes:
        below[node.parent_id].append(node)

    def grow(node: Any) -> TreeNode:
        children = tuple(grow(child) for child in below[node.id])
        return TreeNode(
            node.id, node.kind, node.code, node.title, children, node.text, node.version
        )

    return [grow(node) for node in below[None]]


def texts_of(tree: Iterable[TreeNode]) -> Iterator[str]:
    """The texts of a tree, in the order of the document."""
    for node in tree:
        yield node.text
        yield from texts_of(node.children)


def objectives_of(session: Session, strategy_id: uuid.UUID) -> list[StrategyNode]:
    """The objectives of a strategy, in the order of the document."""
    return list(
        session.scalars(
            sa.select(StrategyNode)
            .where(
                StrategyNode.strategy_id == strategy_id,
                StrategyNode.kind == NodeKind.OBJECTIVE,
                StrategyNode.state == NodeState.OPEN,
            )
            .order_by(StrategyNode.position)
        )
    )


def objective_of(
    session: Session, consultation_id: uuid.UUID, code: str
) -> tuple[StrategyNode, StrategyNode | None] | None:
    """An objective of this consultation's strategy, and the line above it; one that was set aside
    as well: what led to it is still asked for."""
    parent = sa.orm.aliased(StrategyNode)
    row = session.execute(
        sa.select(StrategyNode, parent)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .outerjoin(parent, StrategyNode.parent_id == parent.id)
        .where(
            Strategy.consultation_id == consultation_id,
            StrategyNode.code == code,
            StrategyNode.kind == NodeKind.OBJECTIVE,
        )
    ).first()
    return (row[0], row[1]) if row else None


@dataclass(frozen=True)
class Coverage:
    """What is known of an objective: excerpts accepted, set aside, proposed and undecided. Those
    that lead there through a point or a theme are in `app.strategy.coverage`."""

    node: StrategyNode
    accepted: int
    set_aside: int
    waiting: int


def coverage_of(session: Session, strategy: Strategy, run: Run | None) -> list[Coverage]:
    """Every objective with its evidence, in the order of the document."""
    counted = _counts(session, strategy, run)
    return [
        Coverage(
            node=node,
            accepted=counted.accepted.get(node.id, 0),
            set_aside=counted.set_aside.get(node.id, 0),
            waiting=counted.waiting.get(node.id, 0) if run else 0,
        )
        for node in objectives_of(session, strategy.id)
    ]


@dataclass(frozen=True)
class _Counts:
    """Excerpts by line of the strategy."""

    accepted: dict[uuid.UUID, int]
    set_aside: dict[uuid.UUID, int]
    waiting: dict[uuid.UUID, int]


def waiting_told(session: Session, consultation_id: uuid.UUID, run: Run) -> Told[int]:
    """How many excerpts of a run that are in the corpus have a proposal for a line in use, and no
    decision."""
    found = told(
        session,
        consultation_id,
        OBJECTIVES.name,
        _Counts,
        lambda: _Counts({}, {}, _waiting_now(session, run)),
    )
    return Told(sum(found.value.waiting.values()), found.counted_at)


def _waiting_now(session: Session, run: Run) -> dict[uuid.UUID, int]:
    return {row[0]: row[-1] for row in session.execute(_waiting(run))}


def _counts(session: Session, strategy: Strategy, run: Run | None) -> _Counts:
    return told(
        session,
        strategy.consultation_id,
        OBJECTIVES.name,
        _Counts,
        lambda: _counted(session, strategy, run),
    ).value


def _counted(session: Session, strategy: Strategy, run: Run | None) -> _Counts:
    found = _decided(strategy) if run is None else sa.union_all(_decided(strategy), _waiting(run))
    counts = _Counts({}, {}, {})
    for node_id, accepted, aside, waiting in sorted(map(tuple, session.execute(found))):
        for counted, number in (
            (counts.accepted, accepted),
            (counts.set_aside, aside),
            (counts.waiting, waiting),
        ):
            if number:
                counted[node_id] = number
    return counts


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    strategy = strategy_of(session, consultation_id)
    if strategy is None:
        return as_json(_Counts({}, {}, {}))
    return as_json(_counted(session, strategy, latest_run(session, consultation_id)))


def _changes(session: Session, consultation_id: uuid.UUID) -> object:
    run = latest_run(session, consultation_id)
    return changes_in_corpus(session, consultation_id), run and run.id


OBJECTIVES = Figure("objectives-2", _changes, _as_kept)


def _decided(strategy: Strategy) -> sa.Select[*tuple[Any, ...]]:
    """By line, the excerpts accepted and those set aside; none that waits."""
    accepted = sa.func.sum(sa.case((EvidenceLink.status.in_(ACCEPTED), 1), else_=0))
    aside = sa.func.sum(sa.case((EvidenceLink.status == EvidenceStatus.SET_ASIDE, 1), else_=0))
    return (
        sa.select(EvidenceLink.node_id, accepted, aside, sa.literal(0))
        .join(StrategyNode, EvidenceLink.node_id == StrategyNode.id)
        .join(Excerpt, EvidenceLink.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            StrategyNode.strategy_id == strategy.id,
            is_in_force(),
            Contribution.state.in_(IN_CORPUS),
        )
        .group_by(EvidenceLink.node_id)
    )


def _waiting(run: Run) -> sa.Select[*tuple[Any, ...]]:
    """By line in use, the excerpts of a run that wait, in the place where `_decided` has none."""
    return (
        sa.select(Suggestion.node_id, sa.literal(0), sa.literal(0), sa.func.count())
        .join(StrategyNode, Suggestion.node_id == StrategyNode.id)
        .join(Excerpt, Suggestion.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            StrategyNode.state == NodeState.OPEN,
            Suggestion.run_id == run.id,
            Suggestion.rank == 1,
            Contribution.state.in_(IN_CORPUS),
            ~has_decision(Suggestion.excerpt_id),
        )
        .group_by(Suggestion.node_id)
    )
