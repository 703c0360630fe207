"""Finding idea boxes and ideas."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.models import Activity, Idea, IdeaBox


def box_of(session: Session, consultation_id: uuid.UUID, code: str) -> IdeaBox | None:
    """The idea box of this consultation whose activity has this code, with its activity."""
    return session.scalar(
        sa.select(IdeaBox)
        .join(IdeaBox.activity)
        .options(contains_eager(IdeaBox.activity))
        .where(Activity.consultation_id == consultation_id, Activity.code == code)
    )


def idea_of(session: Session, box_id: uuid.UUID, idea_id: uuid.UUID) -> Idea | None:
    """The idea of this box, whatever its state, with its contribution."""
    return session.scalar(
        sa.select(Idea)
        .join(Idea.contribution)
        # An outer join would stand in the way of the lock of its row (PostgreSQL).
        .options(contains_eager(Idea.contribution))
        .where(Idea.id == idea_id, Idea.box_id == box_id)
    )
