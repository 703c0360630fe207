"""Reading analyses and the themes that they found."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    Activity,
    Assignment,
    CandidateTheme,
    Channel,
    Excerpt,
    Run,
    RunState,
    StrategyNode,
    Suggestion,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


def latest_run(session: Session, consultation_id: uuid.UUID) -> Run | None:
    """The newest analysis that ended well."""
    return session.scalar(
        sa.select(Run)
        .where(Run.consultation_id == consultation_id, Run.state == RunState.DONE)
        .order_by(Run.id.desc())
        .limit(1)
    )


def run_of(session: Session, consultation_id: uuid.UUID, run_id: uuid.UUID) -> Run | None:
    """An analysis of this consultation."""
    return session.scalar(
        sa.select(Run).where(Run.id == run_id, Run.consultation_id == consultation_id)
    )


def runs_of(session: Session, consultation_id: uuid.UUID) -> list[Run]:
    """The last hundred analyses, the newest first."""
    return list(
        session.scalars(
            sa.select(Run)
            .where(Run.consultation_id == consultation_id)
            .order_by(Run.id.desc())
            .limit(100)
        )
    )


@dataclass(frozen=True)
class ThemeLine:
    """A theme in the list, its sub-themes below it. `share` is a part of the run's excerpts."""

    id: uuid.UUID
    label: str
    size: int
    voices: int
    share: float
    terms: tuple[str, ...]
    channels: tuple[tuple[Channel, int], ...]
    children: tuple[ThemeLine, ...]


def themes_of(session: Session, run: Run) -> list[ThemeLine]:
    """The themes of a run, the largest first."""
    themes = session.scalars(
        sa.select(CandidateTheme)
        .where(CandidateTheme.run_id == run.id)
        .order_by(CandidateTheme.size.desc(), CandidateTheme.position)
    ).all()
    below: dict[uuid.UUID | None, list[CandidateTheme]] = defaultdict(list)
    for theme in themes:
        below[theme.parent_id].append(theme)
    return [_line(theme, run.excerpts, below) for theme in below[None]]


def _line(
    theme: CandidateTheme, total: int, below: dict[uuid.UUID | None, list[CandidateTheme]]
) -> ThemeLine:
    return ThemeLine(
        id=theme.id,
        label=theme.label,
        size=theme.size,
        voices=theme.voices,
        share=theme.size / max(total, 1),
        terms=tuple(term["term"] for term in theme.terms),
        channels=tuple((Channel(name), count) for name, count in theme.channels.items()),
        children=tuple(_line(child, total, below) for child in below[theme.id]),
    )


def theme_of(
    session: Session, consultation_id: uuid.UUID, theme_id: uuid.UUID
) -> tuple[CandidateTheme, Run] | None:
    """A theme of this consultation, and its run."""
    row = session.execute(
        sa.select(CandidateTheme, Run)
        .join(Run, CandidateTheme.run_id == Run.id)
        .where(CandidateTheme.id == theme_id, Run.consultation_id == consultation_id)
    ).first()
    return (row[0], row[1]) if row else None


def family_of(
    session: Session, theme: CandidateTheme
) -> tuple[CandidateTheme | None, list[CandidateTheme]]:
    """The theme above, and the sub-themes, the largest first."""
    relatives = session.scalars(
        sa.select(CandidateTheme)
        .where(sa.or_(CandidateTheme.id == theme.parent_id, CandidateTheme.parent_id == theme.id))
        .order_by(CandidateTheme.size.desc(), CandidateTheme.position)
    ).all()
    parent = next((one for one in relatives if one.id == theme.parent_id), None)
    return parent, [one for one in relatives if one.parent_id == theme.id]


@dataclass(frozen=True, kw_only=True)
class PlacedVerbatim(Verbatim):
    """An excerpt in its theme; `rank` 1 is the most typical."""

    score: float
    rank: int


def verbatims_page(
    session: Session,
    theme: CandidateTheme,
    *,
    channel: Channel | None = None,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[PlacedVerbatim]:
    """The excerpts of a theme without sub-themes, the most typical first."""
    cursor = cursor or Cursor()
    found = (
        select_verbatims(Assignment.score, Assignment.rank)
        .join(Assignment, Assignment.excerpt_id == Excerpt.id)
        .where(Assignment.theme_id == theme.id)
    )
    if channel is not None:
        found = found.where(Activity.channel == channel)
    found = paged(found, Assignment.rank, cursor, cursor.as_int(), size=size)
    verbatims = [PlacedVerbatim(**row._asdict()) for row in session.execute(found)]
    return make_page(verbatims, cursor, size=size, key_of=lambda verbatim: verbatim.rank)


@dataclass(frozen=True)
class LinkedObjective:
    """An objective to which a theme's excerpts are proposed."""

    node_id: uuid.UUID
    code: str
    title: str
    excerpts: int


def objectives_near(
    session: Session, themes: list[uuid.UUID], run: Run, *, limit: int = 5
) -> list[LinkedObjective]:
    """The objectives to which most excerpts of these themes are linked by the machine.

    Those of their sub-themes count: three levels are the most there can be.
    """
    under = sa.select(CandidateTheme.id).where(
        sa.or_(CandidateTheme.id.in_(themes), CandidateTheme.parent_id.in_(themes))
    )
    count = sa.func.count().label("excerpts")
    found = (
        sa.select(StrategyNode.id, StrategyNode.code, StrategyNode.title, count)
        .join(Suggestion, Suggestion.node_id == StrategyNode.id)
        .join(
            Assignment,
            sa.and_(
                Assignment.excerpt_id == Suggestion.excerpt_id,
                Assignment.run_id == Suggestion.run_id,
            ),
        )
        .where(Assignment.theme_id.in_(under), Suggestion.run_id == run.id, Suggestion.rank == 1)
        .group_by(StrategyNode.id, StrategyNode.code, StrategyNode.title)
        .order_by(count.desc(), StrategyNode.code)
        .limit(limit)
    )
    return [LinkedObjective(*row) for row in session.execute(found)]
