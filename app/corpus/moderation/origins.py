"""Where the words that moderators read were posted: the page of an idea or of a written text."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Channel, Contribution, Idea, IdeaComment, Submission


class PostedAs(enum.StrEnum):
    IDEA = "idea"
    COMMENT = "comment"
    SUBMISSION = "submission"


@dataclass(frozen=True)
class Origin:
    """The thing that has a page: of a comment, the idea on which it was made."""

    posted_as: PostedAs
    id: uuid.UUID


def origin_of(session: Session, contribution: Contribution) -> Origin | None:
    """None where words have no page of their own: answers, notes, former words of an idea."""
    if contribution.activity.channel is Channel.SUBMISSION:
        found = session.scalar(
            sa.select(Submission.id).where(Submission.contribution_id == contribution.id)
        )
        return Origin(PostedAs.SUBMISSION, found) if found else None
    if contribution.activity.channel is not Channel.IDEA_BOX:
        return None
    if idea_id := session.scalar(sa.select(Idea.id).where(Idea.contribution_id == contribution.id)):
        return Origin(PostedAs.IDEA, idea_id)
    commented = session.scalar(
        sa.select(IdeaComment.idea_id).where(IdeaComment.contribution_id == contribution.id)
    )
    return Origin(PostedAs.COMMENT, commented) if commented else None
