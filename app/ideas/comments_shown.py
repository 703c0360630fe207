"""The comments of an idea, as its page shows them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.models import (
    Contribution,
    ContributionState,
    Idea,
    IdeaBox,
    IdeaComment,
    Opening,
    Participant,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


@dataclass(frozen=True)
class CommentsShown:
    """Some comments of an idea, the oldest first, and whether more are taken."""

    idea: Idea
    page: Page[IdeaComment]
    reader_id: uuid.UUID | None
    """The participant who reads, to tell their own comments from those of others."""
    takes_comments: bool
    wants_account: bool


def comments_of(
    session: Session,
    box: IdeaBox,
    idea: Idea,
    participant: Participant | None,
    opening: Opening,
    cursor: Cursor | None = None,
) -> CommentsShown:
    """A page of the comments that everybody reads, and those that only their author sees while
    they wait for a moderator. `opening` is that of the box now; one query."""
    return CommentsShown(
        idea=idea,
        page=_page(session, idea, participant, cursor or Cursor()),
        reader_id=participant.id if participant else None,
        takes_comments=box.takes_comments
        and opening is Opening.OPEN
        and idea.contribution.state is ContributionState.PUBLISHED,
        wants_account=box.wants_account,
    )


def comment_of(session: Session, idea: Idea, comment_id: uuid.UUID) -> IdeaComment | None:
    """A comment of this idea, whatever its state, with its contribution."""
    return session.scalar(
        _with_words().where(IdeaComment.id == comment_id, IdeaComment.idea_id == idea.id)
    )


def _page(
    session: Session, idea: Idea, participant: Participant | None, cursor: Cursor
) -> Page[IdeaComment]:
    seen = Contribution.state == ContributionState.PUBLISHED
    if participant is not None:
        own = IdeaComment.participant_id == participant.id
        seen |= own & (Contribution.state == ContributionState.HELD)
    found = _with_words().where(IdeaComment.idea_id == idea.id, seen)
    found = paged(found, IdeaComment.id, cursor, cursor.as_uuid(), size=PAGE_SIZE)
    rows = session.scalars(found).all()
    return make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda one: one.id)


def _with_words() -> sa.Select[IdeaComment]:
    return (
        sa.select(IdeaComment)
        .join(IdeaComment.contribution)
        .options(contains_eager(IdeaComment.contribution))
    )
