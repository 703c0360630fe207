"""The parts of an idea that was split, and the idea of which one is a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ideas.groups_shown import IdeaLink
from app.models import Contribution, ContributionState, Idea


@dataclass(frozen=True)
class PartsShown:
    """Where an idea comes from, and what was made of it."""

    whole: IdeaLink | None
    """The idea that was split into it and others."""
    parts: Sequence[IdeaLink]
    """Those that everybody reads."""
    ever: int
    """How many parts it had, those that were withdrawn among them."""


def parts_of(session: Session, idea: Idea) -> PartsShown:
    """The parts of an idea, and its whole."""
    is_whole = Idea.id == idea.split_from_id
    rows = session.execute(
        sa.select(Idea.id, Contribution.title, Contribution.state, Idea.supporters)
        .join(Idea.contribution)
        .where((Idea.split_from_id == idea.id) | is_whole)
        .order_by(Idea.id)
    ).all()
    links = [
        IdeaLink(row.id, row.title, row.supporters, row.state is ContributionState.PUBLISHED)
        for row in rows
    ]
    parts = [link for link in links if link.id != idea.split_from_id]
    wholes = [link for link in links if link.id == idea.split_from_id]
    return PartsShown(
        whole=wholes[0] if wholes else None,
        parts=[link for link in parts if link.is_read],
        ever=len(parts),
    )
