"""What comments say that they are about: the title of their idea, as everybody reads it now."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Contribution, ContributionState, Idea, IdeaComment


def commented_title(idea: Idea) -> str:
    """The title that comments on an idea bear; empty where not everybody reads it."""
    said = idea.contribution
    return (said.title or said.text) if said.state is ContributionState.PUBLISHED else ""


def name_in_comments(session: Session, idea: Idea) -> None:
    """Let comments bear the present title of their idea: their authors, who read it beside their
    own words, read no other one either. The caller waited for others who change the idea."""
    session.flush()
    theirs = sa.select(IdeaComment.contribution_id).where(IdeaComment.idea_id == idea.id)
    session.execute(
        sa.update(Contribution)
        .where(Contribution.id.in_(theirs))
        .values(question=commented_title(idea))
    )
