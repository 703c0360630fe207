"""A contribution as a page shows it: its text in passages, and where each excerpt went."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.marking import marked
from app.models import Assignment, CandidateTheme, Contribution, Excerpt, Run
from app.publication.became.fate import Fate
from app.publication.became.fates import fates_of
from app.themes.queries import latest_run
from app.workshops.syntheses.traces import WorkshopTrace, lines_ahead, notes_behind


@dataclass(frozen=True)
class Passage:
    """A part of the text; `excerpt` is empty between two excerpts."""

    text: str
    excerpt: Excerpt | None


def passages(contribution: Contribution, excerpts: Sequence[Excerpt]) -> list[Passage]:
    """The whole text, cut at its excerpts, nothing lost: the parts joined give it again."""
    return [Passage(text, excerpt) for text, excerpt in marked(contribution.text, excerpts)]


@dataclass(frozen=True)
class Trace:
    """Where an excerpt comes from and went.

    A line of a synthesis comes from notes (`came_from`), a note went into lines (`taken_up`); then
    its theme in the latest analysis, and what became of it.
    """

    theme_id: uuid.UUID | None
    theme_label: str
    fate: Fate
    came_from: tuple[WorkshopTrace, ...]
    taken_up: tuple[WorkshopTrace, ...]


def traces_of(
    session: Session, consultation_id: uuid.UUID, excerpts: Sequence[Excerpt]
) -> dict[uuid.UUID, Trace]:
    """Where each of these excerpts comes from and went."""
    ids = [excerpt.id for excerpt in excerpts]
    run = latest_run(session, consultation_id)
    themes = _themes(session, run, ids) if run else {}
    fates = fates_of(session, consultation_id, ids)
    behind, ahead = notes_behind(session, ids), lines_ahead(session, ids)
    traces: dict[uuid.UUID, Trace] = {}
    for excerpt_id in ids:
        theme_id, label = themes.get(excerpt_id, (None, ""))
        traces[excerpt_id] = Trace(
            theme_id,
            label,
            fates[excerpt_id],
            came_from=tuple(behind.get(excerpt_id, ())),
            taken_up=tuple(ahead.get(excerpt_id, ())),
        )
    return traces


def _themes(
    session: Session, run: Run, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, tuple[uuid.UUID, str]]:
    rows = session.execute(
        sa.select(Assignment.excerpt_id, CandidateTheme.id, CandidateTheme.label)
        .join(CandidateTheme, Assignment.theme_id == CandidateTheme.id)
        .where(Assignment.run_id == run.id, Assignment.excerpt_id.in_(excerpt_ids))
    )
    return {excerpt_id: (theme_id, label) for excerpt_id, theme_id, label in rows}
