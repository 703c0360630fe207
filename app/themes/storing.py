"""The results of an analysis, written as the machine's own rows."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis import ClusterResult, Document, LinkResult, Theme
from analysis.results import lineages
from app.models import (
    Assignment,
    CandidateTheme,
    Firmness,
    Run,
    RunState,
    StrategyNode,
    Suggestion,
)
from app.models.types import new_id
from app.themes.inputs import excerpt_of
from app.themes.kept_steps import forget_steps
from app.themes.measures import keep_measure
from app.themes.run_measures import numbered_campaigns, objectives

BATCH = 1000


@dataclass(frozen=True)
class Outcome:
    """An analysis that is done, before it is written. `measures` are those by name."""

    themes: ClusterResult
    links: LinkResult | None
    documents: Sequence[Document]
    measures: Mapping[str, dict[str, Any]]


def store_outcome(session: Session, run: Run, outcome: Outcome) -> None:
    """Write the results and close the run, in the caller's transaction."""
    found = outcome.themes
    run.settings = {**found.run.settings, "languages": found.languages}
    run.versions = dict(found.run.versions)
    run.corpus_hash = found.run.corpus_hash
    run.seconds = found.run.seconds + (outcome.links.run.seconds if outcome.links else 0.0)
    run.excerpts = len(found.documents)
    theme_ids = _store_themes(session, run, outcome)
    _insert(session, Assignment, _assignments(run, found, theme_ids))
    for name, content in outcome.measures.items():
        keep_measure(session, run.id, name, content)
    if outcome.links is not None:
        _store_links(session, run, found, outcome.links)
    run.end(RunState.DONE)
    session.flush()
    forget_steps(session, run.id)


def _store_themes(session: Session, run: Run, outcome: Outcome) -> dict[str, uuid.UUID]:
    ids = {theme.id: new_id() for theme in outcome.themes.themes}
    voices, channels = _counts(outcome)
    # Keys are checked as rows come: a parent stands before its children.
    above = lineages(outcome.themes.themes)
    parents_first = sorted(outcome.themes.themes, key=lambda theme: len(above[theme.id]))
    rows = [
        {
            "id": ids[theme.id],
            "run_id": run.id,
            "parent_id": ids[theme.parent] if theme.parent else None,
            "code": theme.id,
            "position": position,
            "label": theme.label,
            "terms": [asdict(term) for term in theme.terms],
            "lacking": [asdict(term) for term in theme.lacking],
            "size": theme.size,
            "voices": len(voices[theme.id]),
            "distinct_texts": theme.distinct,
            "shares": asdict(theme.voices) if theme.voices else {},
            "channels": dict(channels[theme.id].most_common()),
            "stability": theme.stability,
            "firmness": _firmness(theme.firmness),
        }
        for position, theme in enumerate(parents_first)
    ]
    _insert(session, CandidateTheme, rows)
    return ids


def _counts(outcome: Outcome) -> tuple[dict[str, set[str]], dict[str, Counter[str]]]:
    """Distinct voices and channels of each theme, those of its sub-themes included."""
    documents = {document.id: document for document in outcome.documents}
    above = lineages(outcome.themes.themes)
    voices: dict[str, set[str]] = {theme.id: set() for theme in outcome.themes.themes}
    channels: dict[str, Counter[str]] = {theme.id: Counter() for theme in outcome.themes.themes}
    for placement in outcome.themes.documents:
        if placement.theme is None:
            continue
        document = documents[placement.id]
        for theme_id in above[placement.theme]:
            voices[theme_id].add(document.voice)
            channels[theme_id][document.channel] += 1
    return voices, channels


def _assignments(
    run: Run, found: ClusterResult, theme_ids: Mapping[str, uuid.UUID]
) -> list[dict[str, Any]]:
    typical = _places(found.themes, lambda theme: theme.typical)
    contrasting = _places(found.themes, lambda theme: theme.contrasting)
    divisive = _places(found.themes, lambda theme: theme.divisive)
    campaign = {one: number for number, sent in numbered_campaigns(found) for one in sent.ids}
    placed = sorted(
        (placement for placement in found.documents if placement.theme is not None),
        key=lambda placement: (
            placement.theme or "",
            typical.get((placement.theme or "", placement.id), len(found.documents)),
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
                "excerpt_id": excerpt_of(placement.id),
                "theme_id": theme_ids[theme],
                "score": placement.score,
                "rank": ranks[theme],
                "contrast_rank": contrasting.get((theme, placement.id)),
                "divisive_rank": divisive.get((theme, placement.id)),
                "stability": placement.stability,
                "firmness": _firmness(placement.firmness),
                "campaign": campaign.get(placement.id),
            }
        )
    return rows


def _places(
    themes: Sequence[Theme], chosen: Callable[[Theme], Sequence[str]]
) -> dict[tuple[str, str], int]:
    """The place from 1 of each document among those that were chosen of a theme."""
    return {
        (theme.id, document): place
        for theme in themes
        for place, document in enumerate(chosen(theme), start=1)
    }


def _firmness(found: str | None) -> Firmness | None:
    return Firmness(found) if found else None


def _store_links(session: Session, run: Run, found: ClusterResult, links: LinkResult) -> None:
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
            "excerpt_id": excerpt_of(document.id),
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
    near = {
        theme: [[nodes[code].hex, count] for code, count in counts.items()]
        for theme, counts in objectives(found, links).items()
    }
    keep_measure(session, run.id, "objectives", near)


def _insert(session: Session, model: type[Any], rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), BATCH):
        session.execute(sa.insert(model), rows[start : start + BATCH])
