"""Analyses: asked for, and their results written as the machine's own rows."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis import ClusterResult, LinkResult, Theme
from app.jobs import services as jobs
from app.models import (
    Assignment,
    CandidateTheme,
    JobKind,
    Run,
    RunState,
    Strategy,
    StrategyNode,
    Suggestion,
)
from app.models.types import new_id

BATCH = 1000


@dataclass(frozen=True)
class Source:
    """What the results need to know of an excerpt: who spoke, by which channel."""

    excerpt_id: uuid.UUID
    voice: str
    channel: str


@dataclass(frozen=True)
class Outcome:
    """An analysis that is done, before it is written. Sources are by document identifier."""

    themes: ClusterResult
    links: LinkResult | None
    sources: dict[str, Source]


def start_run(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
    theme_count: int | None = None,
    activity_id: uuid.UUID | None = None,
    question: str = "",
    seed: int = 0,
) -> Run:
    """Ask for an analysis of the corpus, or of a part of it."""
    run = Run(
        consultation_id=consultation_id,
        account_id=account_id,
        strategy_id=session.scalar(
            sa.select(Strategy.id).where(Strategy.consultation_id == consultation_id)
        ),
        theme_count=theme_count,
        activity_id=activity_id,
        question=question,
        seed=seed,
    )
    session.add(run)
    session.flush()
    job = jobs.schedule(
        session,
        kind=JobKind.ANALYSIS,
        subject_id=run.id,
        consultation_id=consultation_id,
        account_id=account_id,
    )
    run.job_id = job.id
    session.flush()
    return run


def store_outcome(session: Session, run: Run, outcome: Outcome) -> None:
    """Write the results and close the run, in the caller's transaction."""
    found = outcome.themes
    run.settings = dict(found.run.settings)
    run.versions = dict(found.run.versions)
    run.corpus_hash = found.run.corpus_hash
    run.seconds = found.run.seconds + (outcome.links.run.seconds if outcome.links else 0.0)
    run.excerpts = len(found.documents)
    theme_ids = _store_themes(session, run, outcome)
    _store_assignments(session, run, outcome, theme_ids)
    if outcome.links is not None:
        _store_suggestions(session, run, outcome.links, outcome.sources)
    run.end(RunState.DONE)
    session.flush()


def _store_themes(session: Session, run: Run, outcome: Outcome) -> dict[str, uuid.UUID]:
    ids = {theme.id: new_id() for theme in outcome.themes.themes}
    voices, channels = _counts(outcome)
    parents_first = sorted(outcome.themes.themes, key=lambda theme: theme.parent is not None)
    rows = [
        {
            "id": ids[theme.id],
            "run_id": run.id,
            "parent_id": ids[theme.parent] if theme.parent else None,
            "code": theme.id,
            "position": position,
            "label": theme.label,
            "terms": [{"term": term.term, "score": term.score} for term in theme.terms],
            "size": theme.size,
            "voices": len(voices[theme.id]),
            "channels": dict(channels[theme.id].most_common()),
        }
        for position, theme in enumerate(parents_first)
    ]
    if rows:
        session.execute(sa.insert(CandidateTheme), rows)
    return ids


def _counts(outcome: Outcome) -> tuple[dict[str, set[str]], dict[str, Counter[str]]]:
    """Distinct voices and channels of each theme, those of its sub-themes included."""
    above = {theme.id: lineage(theme, outcome.themes.themes) for theme in outcome.themes.themes}
    voices: dict[str, set[str]] = {theme.id: set() for theme in outcome.themes.themes}
    channels: dict[str, Counter[str]] = {theme.id: Counter() for theme in outcome.themes.themes}
    for placement in outcome.themes.documents:
        if placement.theme is None:
            continue
        source = outcome.sources[placement.id]
        for theme_id in above[placement.theme]:
            voices[theme_id].add(source.voice)
            channels[theme_id][source.channel] += 1
    return voices, channels


def lineage(theme: Theme, themes: Iterable[Theme]) -> list[str]:
    """The identifiers of a theme and of those above it."""
    parents = {one.id: one.parent for one in themes}
    chain: list[str] = []
    current: str | None = theme.id
    while current is not None and current not in chain:
        chain.append(current)
        current = parents[current]
    return chain


def _store_assignments(
    session: Session, run: Run, outcome: Outcome, theme_ids: dict[str, uuid.UUID]
) -> None:
    typical = {
        (theme.id, document): place
        for theme in outcome.themes.themes
        for place, document in enumerate(theme.typical)
    }
    placed = sorted(
        (placement for placement in outcome.themes.documents if placement.theme is not None),
        key=lambda placement: (
            placement.theme or "",
            typical.get((placement.theme or "", placement.id), len(outcome.sources)),
            -placement.score,
            placement.id,
        ),
    )
    ranks: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for placement in placed:
        theme = placement.theme or ""
        ranks[theme] += 1
        rows.append(
            {
                "run_id": run.id,
                "excerpt_id": outcome.sources[placement.id].excerpt_id,
                "theme_id": theme_ids[theme],
                "score": placement.score,
                "rank": ranks[theme],
            }
        )
    _insert(session, Assignment, rows)


def _store_suggestions(
    session: Session, run: Run, links: LinkResult, sources: dict[str, Source]
) -> None:
    nodes = dict(
        session.execute(
            sa.select(StrategyNode.code, StrategyNode.id).where(
                StrategyNode.strategy_id == run.strategy_id
            )
        ).all()
    )
    best_first = sorted(
        (document for document in links.documents if document.suggestions),
        key=lambda document: (-document.suggestions[0].score, document.id),
    )
    rows = [
        {
            "id": new_id(),
            "run_id": run.id,
            "excerpt_id": sources[document.id].excerpt_id,
            "node_id": nodes[suggestion.code],
            "score": suggestion.score,
            "rank": rank,
            "position": position if rank == 1 else None,
            "words": list(suggestion.words),
        }
        for position, document in enumerate(best_first)
        for rank, suggestion in enumerate(document.suggestions, start=1)
    ]
    _insert(session, Suggestion, rows)


def _insert(session: Session, model: type[Any], rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), BATCH):
        session.execute(sa.insert(model), rows[start : start + BATCH])
