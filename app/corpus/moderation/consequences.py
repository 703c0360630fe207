"""What else follows when a contribution comes to be read by everybody, or no longer is."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ideas.counting import recount_comments
from app.models import Contribution, Idea, IdeaComment

Consequence = Callable[[Session, Contribution], None]


def _count_comments(session: Session, contribution: Contribution) -> None:
    """The idea under which a comment stands counts those that everybody reads."""
    idea = session.scalar(
        sa.select(Idea)
        .join(IdeaComment, IdeaComment.idea_id == Idea.id)
        .where(IdeaComment.contribution_id == contribution.id)
    )
    if idea is not None:
        recount_comments(session, idea)


CONSEQUENCES: tuple[Consequence, ...] = (_count_comments,)
"""Called after each change of state that a moderator decides: the counters of ideas."""


def follow(session: Session, contribution: Contribution) -> None:
    """Let everything that counts or shows a contribution know its new state."""
    session.flush()
    for consequence in CONSEQUENCES:
        consequence(session, contribution)
