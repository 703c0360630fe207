"""The objectives near a theme of the codebook, a finding, a need or a candidate action.

Nothing is kept: the machine's suggestions for its excerpts (of the latest analysis) and what
writers decided of the same excerpts are summed when a page asks. An excerpt weighs for an objective
what the machine gives the link, from 0 to 1; 1 where a writer accepted it, 0 where it was set
aside. The score of the objective is the mean of its excerpts.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.search.stems import stems
from app.models import (
    ACCEPTED,
    EvidenceLink,
    NodeState,
    Point,
    PointState,
    Run,
    StrategyNode,
    Suggestion,
    Theme,
    ThemeState,
)
from app.strategy.decisions import is_in_force

SHOWN = 3
LEAST_SCORE = 0.05
LOOKED_AT = 80
"""Excerpts of a source that are looked at, drawn by chance from more: the mean of more would hardly
differ."""
WORDS_SHOWN = 6
TELLING = 5
"""Signs of a word of two titles from which on it tells something."""


@dataclass(frozen=True)
class Suggested:
    """What the machine suggests of an excerpt."""

    node_id: uuid.UUID
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """What a person decided of an excerpt, for a line of the strategy or for a point."""

    node_id: uuid.UUID | None
    point_id: uuid.UUID | None
    is_accepted: bool


@dataclass
class Support:
    """What speaks for an objective: the sum of the machine's scores where nobody decided, the
    excerpts behind it, how many of the others a writer accepted, and the words that explain it."""

    score: float = 0.0
    suggested: int = 0
    accepted: int = 0
    words: Counter[str] = field(default_factory=Counter)

    def most_said(self) -> tuple[str, ...]:
        return tuple(word for word, _count in self.words.most_common(WORDS_SHOWN))


@dataclass(frozen=True)
class OtherSource:
    """A point or a theme that writers linked to an objective."""

    id: uuid.UUID
    title: str
    is_theme: bool

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stems(self.title)))


@dataclass(frozen=True)
class SimilarSource:
    """One that looks like the source of a proposal: by excerpts of both, or words of both."""

    source: OtherSource
    excerpts: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class NearObjective:
    """An objective as the machine proposes it, and why: `excerpts` of those `looked_at` are
    brought near it, `accepted` of them by people."""

    node_id: uuid.UUID
    code: str
    title: str
    score: float
    excerpts: int
    looked_at: int
    accepted: int
    words: tuple[str, ...]
    similar: tuple[SimilarSource, ...]


def near_objectives(
    session: Session,
    run: Run,
    looked_at: Mapping[uuid.UUID, Sequence[uuid.UUID]],
    titles: Mapping[uuid.UUID, str],
    *,
    without: Mapping[uuid.UUID, frozenset[uuid.UUID]],
) -> dict[uuid.UUID, list[NearObjective]]:
    """By source, the objectives nearest to it, the surest first.

    `looked_at` are excerpts of the sources, at most `LOOKED_AT` of each, `titles` their own,
    `without` the objectives of which somebody decided already.
    """
    excerpts = {one for found in looked_at.values() for one in found}
    suggestions = _suggestions(session, run, excerpts)
    links = _links(session, excerpts)
    supports = {
        source_id: supported(found, suggestions, links) for source_id, found in looked_at.items()
    }
    best = {
        one: nearest(found, len(looked_at[one]), without.get(one, frozenset()))
        for one, found in supports.items()
    }
    nodes = {node_id for found in best.values() for node_id, _score in found}
    shared = {one: _shared(found, links) for one, found in looked_at.items()}
    named = _named(session, run, nodes)
    others = _others(session, run.consultation_id, nodes)
    return {
        source_id: [
            _near(
                named[node_id],
                score,
                supports[source_id][node_id],
                looked_at=len(looked_at[source_id]),
                similar=alike(
                    (titles[source_id], *supports[source_id][node_id].most_said()),
                    [one for one in others.get(node_id, ()) if one.id != source_id],
                    shared[source_id],
                ),
            )
            for node_id, score in found
            if node_id in named
        ]
        for source_id, found in best.items()
    }


def supported(
    excerpts: Iterable[uuid.UUID],
    suggestions: Mapping[uuid.UUID, Sequence[Suggested]],
    links: Mapping[uuid.UUID, Sequence[Link]],
) -> dict[uuid.UUID, Support]:
    """By objective, what some excerpts say for it: what a person decided of one outweighs what the
    machine suggests."""
    supports: dict[uuid.UUID, Support] = defaultdict(Support)
    for excerpt_id in excerpts:
        decided = {one.node_id: one.is_accepted for one in links.get(excerpt_id, ())}
        for node_id, is_accepted in decided.items():
            if node_id is not None and is_accepted:
                supports[node_id].accepted += 1
        for one in suggestions.get(excerpt_id, ()):
            supports[one.node_id].words.update(one.words)
            if one.node_id not in decided:
                supports[one.node_id].score += one.score
                supports[one.node_id].suggested += 1
    return supports


def nearest(
    supports: Mapping[uuid.UUID, Support], excerpts: int, without: frozenset[uuid.UUID]
) -> list[tuple[uuid.UUID, float]]:
    """The objectives that most speaks for, and the mean score of `excerpts`, from 0 to 1."""
    scores = [
        (node_id, (support.score + support.accepted) / max(excerpts, 1))
        for node_id, support in supports.items()
        if node_id not in without
    ]
    scores.sort(key=lambda one: (-one[1], one[0]))
    return [(node_id, min(score, 1.0)) for node_id, score in scores[:SHOWN] if score >= LEAST_SCORE]


def alike(
    words: Sequence[str], others: Sequence[OtherSource], shared: Mapping[uuid.UUID, int]
) -> tuple[SimilarSource, ...]:
    """The others that share excerpts with a source, or words with its title and what explains it;
    first those that share most excerpts."""
    by_stem = {stem: word for text in words for word in text.split() for stem in stems(word)}
    found = []
    for other in others:
        in_title = [by_stem[stem] for stem in other.stems if stem in by_stem]
        telling = tuple(dict.fromkeys(word for word in in_title if len(word) >= TELLING))
        if shared.get(other.id) or telling:
            found.append(SimilarSource(other, shared.get(other.id, 0), telling))
    found.sort(key=lambda one: (-one.excerpts, -len(one.words), one.source.title))
    return tuple(found[:SHOWN])


def _near(
    node: StrategyNode,
    score: float,
    support: Support,
    *,
    looked_at: int,
    similar: tuple[SimilarSource, ...],
) -> NearObjective:
    return NearObjective(
        node_id=node.id,
        code=node.code,
        title=node.title,
        score=score,
        excerpts=support.suggested + support.accepted,
        looked_at=looked_at,
        accepted=support.accepted,
        words=support.most_said(),
        similar=similar,
    )


def looked_at_of(session: Session, members: sa.Subquery) -> dict[uuid.UUID, list[uuid.UUID]]:
    """By source, at most `LOOKED_AT` of its excerpts (`evidence_members`), always the same."""
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for source_id, excerpt_id in session.execute(
        sa.select(members.c.source_id, members.c.excerpt_id)
    ):
        found[source_id].append(excerpt_id)
    # The end of an identifier is drawn by chance, its beginning is the moment.
    return {
        source_id: sorted(excerpts, key=lambda one: one.bytes[::-1])[:LOOKED_AT]
        for source_id, excerpts in found.items()
    }


def _suggestions(
    session: Session, run: Run, excerpts: Iterable[uuid.UUID]
) -> dict[uuid.UUID, list[Suggested]]:
    found: dict[uuid.UUID, list[Suggested]] = defaultdict(list)
    for excerpt_id, node_id, score, words in session.execute(
        sa.select(Suggestion.excerpt_id, Suggestion.node_id, Suggestion.score, Suggestion.words)
        .where(Suggestion.run_id == run.id, Suggestion.excerpt_id.in_(excerpts))
        .order_by(Suggestion.excerpt_id, Suggestion.rank)
    ):
        found[excerpt_id].append(Suggested(node_id, score, tuple(words)))
    return found


def _links(session: Session, excerpts: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Link]]:
    """What was decided of some excerpts, for lines of the strategy and for points."""
    found: dict[Any, list[Link]] = defaultdict(list)
    for excerpt_id, node_id, point_id, status in session.execute(
        sa.select(
            EvidenceLink.excerpt_id,
            EvidenceLink.node_id,
            EvidenceLink.point_id,
            EvidenceLink.status,
        ).where(EvidenceLink.excerpt_id.in_(excerpts), is_in_force())
    ):
        found[excerpt_id].append(Link(node_id, point_id, status in ACCEPTED))
    return found


def _shared(
    excerpts: Iterable[uuid.UUID], links: Mapping[uuid.UUID, Sequence[Link]]
) -> Counter[uuid.UUID]:
    """By point, how many of some excerpts are evidence of it."""
    return Counter(
        link.point_id
        for excerpt_id in excerpts
        for link in links.get(excerpt_id, ())
        if link.point_id is not None and link.is_accepted
    )


def _named(
    session: Session, run: Run, node_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, StrategyNode]:
    found = session.scalars(
        sa.select(StrategyNode).where(
            StrategyNode.id.in_(node_ids),
            StrategyNode.strategy_id == run.strategy_id,
            StrategyNode.state == NodeState.OPEN,
        )
    )
    return {node.id: node for node in found}


def _others(
    session: Session, consultation_id: uuid.UUID, node_ids: set[uuid.UUID]
) -> dict[uuid.UUID, list[OtherSource]]:
    """The points in use and the themes of the codebook that writers linked to some lines."""
    of_them = (
        # Few links are of no excerpt: they have an index of their own.
        EvidenceLink.consultation_id == consultation_id,
        EvidenceLink.excerpt_id.is_(None),
        EvidenceLink.node_id.in_(node_ids),
        EvidenceLink.status.in_(ACCEPTED),
        is_in_force(),
    )
    points = (
        sa.select(EvidenceLink.node_id, Point.id, Point.title, sa.false().label("is_theme"))
        .join(Point, EvidenceLink.from_point_id == Point.id)
        .where(Point.state == PointState.OPEN, *of_them)
    )
    themes = (
        sa.select(EvidenceLink.node_id, Theme.id, Theme.title, sa.true())
        .join(Theme, EvidenceLink.theme_id == Theme.id)
        .where(Theme.state == ThemeState.APPROVED, *of_them)
    )
    found: dict[Any, list[OtherSource]] = defaultdict(list)
    for node_id, source_id, title, is_theme in session.execute(sa.union_all(points, themes)):
        found[node_id].append(OtherSource(source_id, title, is_theme))
    return found
