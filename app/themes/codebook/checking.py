"""Whether the rows of a codebook are what its history makes of it."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Run, Theme, ThemeSource
from app.themes.codebook.state import Codebook, replayed
from app.themes.codebook.undoing import history_of
from app.themes.codebook.writing import sources_now, theme_now


def check_codebook(session: Session, consultation_id: uuid.UUID) -> list[str]:
    """What does not agree, one line each; nothing when the history tells the codebook."""
    history = history_of(session, consultation_id)
    told = replayed(one.changes for one in history)
    there = _rows(session, consultation_id)
    numbers = [one.number for one in history]
    found = [] if numbers == list(range(1, len(numbers) + 1)) else ["the numbers have gaps"]
    for theme_id in sorted({*told.themes, *there.themes}):
        if told.themes.get(theme_id) != there.themes.get(theme_id):
            found.append(f"theme {theme_id}: {told.themes.get(theme_id)} in the history")
    decided = (
        {key: one for key, one in each.sources.items() if one.overlap is None}
        for each in (told, there)
    )
    by_history, by_rows = decided
    for candidate_id in sorted({*by_history, *by_rows}):
        if by_history.get(candidate_id) != by_rows.get(candidate_id):
            found.append(f"candidate {candidate_id}: {by_history.get(candidate_id)} in the history")
    return found


def _rows(session: Session, consultation_id: uuid.UUID) -> Codebook:
    themes = session.scalars(sa.select(Theme).where(Theme.consultation_id == consultation_id))
    decided = (
        sa.select(ThemeSource.candidate_id)
        .join(Run, ThemeSource.run_id == Run.id)
        .where(Run.consultation_id == consultation_id)
    )
    return Codebook(
        {one.id: theme_now(one) for one in themes},
        sources_now(session, list(session.scalars(decided))),
    )
