"""What else follows when a contribution comes to be read by everybody, or no longer is."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ideas.commented_titles import name_in_comments
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


def _name_in_comments(session: Session, contribution: Contribution) -> None:
    """The comments on an idea bear its title, as long as everybody reads it."""
    idea = session.scalar(sa.select(Idea).where(Idea.contribution_id == contribution.id))
    if idea is not None:
        name_in_comments(session, idea)


CONSEQUENCES: tuple[Consequence, ...] = (_count_comments, _name_in_comments)
"""Called after each change of state or of words that a moderator decides: the counters of ideas,
what comments are about."""


def follow(session: Session, contribution: Contribution) -> None:
    """Let everything that counts or shows a contribution know its new state and words."""
    session.flush()
    for consequence in CONSEQUENCES:
        consequence(session, contribution)
