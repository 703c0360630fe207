"""Where a theme of the codebook comes from: the themes that the machine proposed for it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import CandidateTheme, CodebookEvent, Run, Theme, ThemeSource

MOST_ORIGINS = 12
"""Of the newest analyses; a theme that outlived many of them has more."""


@dataclass(frozen=True)
class Origin:
    """A theme of an analysis. `reason`: what was said when somebody decided of it; `overlap`, from
    0 to 1: the excerpts of both among those of either, where the machine matched them."""

    candidate_id: uuid.UUID
    label: str
    size: int
    voices: int
    reason: str | None
    is_decided: bool
    overlap: float | None


def origins_of(session: Session, theme_id: uuid.UUID) -> list[Origin]:
    """The candidates that became part of a theme, or of one merged into it, those that people
    decided of first."""
    found = (
        sa.select(
            CandidateTheme.id.label("candidate_id"),
            CandidateTheme.label,
            CandidateTheme.size,
            CandidateTheme.voices,
            CodebookEvent.reason,
            ThemeSource.event_id.is_not(None).label("is_decided"),
            ThemeSource.overlap,
        )
        .join(ThemeSource, ThemeSource.candidate_id == CandidateTheme.id)
        .join(Theme, ThemeSource.theme_id == Theme.id)
        .join(Run, CandidateTheme.run_id == Run.id)
        .outerjoin(CodebookEvent, ThemeSource.event_id == CodebookEvent.id)
        .where(Theme.stands_for_id == theme_id)
        .order_by(ThemeSource.event_id.is_(None), Run.id.desc(), CandidateTheme.size.desc())
        .limit(MOST_ORIGINS)
    )
    return [Origin(**row._asdict()) for row in session.execute(found)]
