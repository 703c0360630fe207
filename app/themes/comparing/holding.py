"""Which excerpts stand where: in the themes of the codebook, in the candidates of an analysis."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    IN_CORPUS,
    Assignment,
    CandidateTheme,
    CodingProposal,
    Contribution,
    Excerpt,
    ExcerptTheme,
    Run,
    RunState,
    Theme,
    ThemeSource,
    ThemeState,
)
from app.themes.comparing.overlap import Parents
from app.themes.membership import is_open

Pairs = list[tuple[uuid.UUID, uuid.UUID]]
"""An excerpt, and where it stands."""


def themes_of_codebook(session: Session, consultation_id: uuid.UUID) -> Parents:
    """The themes of the codebook and those above them, the oldest first."""
    found = sa.select(Theme.id, Theme.parent_id).where(
        Theme.consultation_id == consultation_id, Theme.state == ThemeState.APPROVED
    )
    return dict(session.execute(found.order_by(Theme.id)).all())


def candidates_of(session: Session, run_ids: Iterable[uuid.UUID]) -> Parents:
    """The candidates of some analyses and those above them, as the machine put them in order."""
    found = sa.select(CandidateTheme.id, CandidateTheme.parent_id).where(
        CandidateTheme.run_id.in_(list(run_ids))
    )
    ordered = found.order_by(CandidateTheme.run_id, CandidateTheme.position, CandidateTheme.id)
    return dict(session.execute(ordered).all())


def held_by_themes(session: Session, run: Run, themes: Parents) -> Pairs:
    """The excerpts of each theme, among those that an analysis was about: coded with it, or
    proposed for it and open. Of a theme for which nothing is known yet, those of the candidates
    that people made it of, in earlier analyses."""
    coded = (
        sa.select(ExcerptTheme.excerpt_id, Theme.stands_for_id)
        .join(Theme, ExcerptTheme.theme_id == Theme.id)
        .where(Theme.consultation_id == run.consultation_id)
    )
    proposed = (
        sa.select(CodingProposal.excerpt_id, Theme.stands_for_id)
        .join(Theme, CodingProposal.theme_id == Theme.id)
        .where(Theme.consultation_id == run.consultation_id, is_open())
    )
    known = [
        (excerpt_id, theme_id)
        for found in (coded, proposed)
        for excerpt_id, theme_id in session.execute(_among(found, found.selected_columns[0], run))
        if theme_id in themes
    ]
    silent = themes.keys() - {theme_id for _excerpt, theme_id in known}
    return known + _held_by_sources(session, run, silent)


def _among(
    found: sa.Select[*tuple[Any, ...]], excerpt_id: Any, run: Run
) -> sa.Select[*tuple[Any, ...]]:
    """What was found of excerpts, of those only that an analysis was about."""
    found = found.join(Excerpt, Excerpt.id == excerpt_id).join(Excerpt.contribution)
    found = found.where(Contribution.state.in_(IN_CORPUS))
    if run.activity_id is not None:
        found = found.where(Contribution.activity_id == run.activity_id)
    if run.question:
        found = found.where(Contribution.question == run.question)
    return found


def _held_by_sources(session: Session, run: Run, theme_ids: Iterable[uuid.UUID]) -> Pairs:
    sources = session.execute(
        sa.select(ThemeSource.run_id, ThemeSource.candidate_id, Theme.stands_for_id)
        .join(Theme, ThemeSource.theme_id == Theme.id)
        .where(
            Theme.stands_for_id.in_(list(theme_ids)),
            ThemeSource.event_id.is_not(None),
            ThemeSource.run_id != run.id,
        )
    ).all()
    if not sources:
        return []
    made_of = {row.candidate_id: row.stands_for_id for row in sources}
    parents = candidates_of(session, {row.run_id for row in sources})
    placed = held_by_candidates(session, {row.run_id for row in sources}, run)
    pairs = []
    for excerpt_id, candidate_id in placed:
        above: uuid.UUID | None = candidate_id
        while above is not None and above not in made_of:
            above = parents[above]
        if above is not None:
            pairs.append((excerpt_id, made_of[above]))
    return pairs


def held_by_candidates(session: Session, run_ids: Iterable[uuid.UUID], run: Run) -> Pairs:
    """Where some analyses placed the excerpts that another one was about."""
    placed = sa.select(Assignment.excerpt_id, Assignment.theme_id).where(
        Assignment.run_id.in_(list(run_ids))
    )
    rows = session.execute(_among(placed, Assignment.excerpt_id, run))
    return [(excerpt_id, theme_id) for excerpt_id, theme_id in rows]


def passed_over_before(session: Session, run: Run) -> Sequence[ThemeSource]:
    """The candidates of earlier analyses of the whole that people passed over, the oldest first."""
    found = (
        sa.select(ThemeSource)
        .join(Run, ThemeSource.run_id == Run.id)
        .where(
            Run.consultation_id == run.consultation_id,
            Run.state == RunState.DONE,
            Run.theme_id.is_(None),
            Run.nature.is_(None),
            Run.id < run.id,
            ThemeSource.theme_id.is_(None),
            ThemeSource.event_id.is_not(None),
        )
        .order_by(ThemeSource.event_id)
    )
    return session.scalars(found).all()
