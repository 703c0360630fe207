"""Telling those whose words led to actions that these move on."""

from __future__ import annotations

import uuid
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import IN_CORPUS, Contribution, Excerpt, NoticeKind
from app.notifications.noticing import is_followed, note_of_followed
from app.strategy.ways import ways_to_nodes


def note_of_actions(
    session: Session, consultation_id: uuid.UUID, node_ids: Collection[uuid.UUID]
) -> None:
    """Some actions of the plan in force changed their state: who follows words that lead to one of
    them is told how it stands."""
    ways = ways_to_nodes(consultation_id)
    found = (
        sa.select(Contribution.id, Contribution.activity_id)
        .join(Excerpt, Excerpt.contribution_id == Contribution.id)
        .join(ways, ways.c.excerpt_id == Excerpt.id)
        .where(
            ways.c.end_id.in_(node_ids),
            Contribution.state.in_(IN_CORPUS),
            is_followed(consultation_id),
        )
        .distinct()
        .order_by(Contribution.id)
    )
    told = [(row[0], row[1]) for row in session.execute(found)]
    note_of_followed(session, consultation_id, NoticeKind.PLAN, told)
