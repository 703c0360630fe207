"""Majority and minority: how many are for and against what a theme is about."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import IN_CORPUS, CodingStance, Contribution, Excerpt, ExcerptCoding
from app.themes.membership import coded_in


@dataclass(frozen=True)
class Stand:
    """Those of one position. A contribution of nobody known is a voice of its own; a person who
    says one thing here and another there counts with both."""

    stance: CodingStance
    excerpts: int
    voices: int


def stances_in(session: Session, theme_id: uuid.UUID) -> list[Stand]:
    """The positions that people gave the excerpts of a theme, the most frequent first; excerpts
    without one are left out."""
    voice = sa.func.coalesce(Contribution.respondent_id, Contribution.id)
    voices = sa.func.count(voice.distinct())
    found = (
        sa.select(ExcerptCoding.stance, sa.func.count(), voices)
        .join(Excerpt, ExcerptCoding.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            ExcerptCoding.excerpt_id.in_(coded_in(theme_id)),
            ExcerptCoding.stance.is_not(None),
            Contribution.state.in_(IN_CORPUS),
        )
        .group_by(ExcerptCoding.stance)
        .order_by(voices.desc(), ExcerptCoding.stance)
    )
    rows = session.execute(found).all()
    return [Stand(stance, excerpts, said_by) for stance, excerpts, said_by in rows if stance]
