"""The counters of ideas: recounted from the rows, so that they are right whatever came before."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Contribution,
    ContributionState,
    Idea,
    IdeaComment,
    IdeaSupport,
    IdeaVote,
    Participant,
)
from app.models.turns import wait_for_others


def wait_for_group(session: Session, idea: Idea) -> Idea:
    """Wait for whoever changes an idea or the one under which it is grouped, which is given back.

    The lead comes first, as everywhere, so that no two wait for one another. Where it changed
    meanwhile, the rows are let go and waited for again.
    """
    while True:
        with session.begin_nested() as held:
            head = head_of(session, idea)
            wait_for_others(session, head)
            wait_for_others(session, idea)
            if head_of(session, idea) is head:
                return head
            held.rollback()


def head_of(session: Session, idea: Idea) -> Idea:
    """The idea under which this one is grouped; itself where it is in no group, or leads one."""
    return idea if idea.lead_id is None else session.get_one(Idea, idea.lead_id)


def recount_supporters(session: Session, idea: Idea) -> None:
    """Make the supporters of an idea, and of the group to which it belongs, what the rows say.

    The caller waited for others (`wait_for_group`). After an idea left a group, both it and the
    former lead are recounted.
    """
    session.flush()
    head = head_of(session, idea)
    _recount_one(session, idea)
    if head is not idea:
        _recount_one(session, head)
    _recount_group(session, head)
    session.flush()


def recount_comments(session: Session, idea: Idea) -> None:
    """Make the number of comments what the rows say: those that everybody reads."""
    session.flush()
    idea.comments = _count(
        session,
        sa.select(sa.func.count())
        .select_from(IdeaComment)
        .join(Contribution, IdeaComment.contribution_id == Contribution.id)
        .where(IdeaComment.idea_id == idea.id, Contribution.state == ContributionState.PUBLISHED),
    )
    session.flush()


def recount_votes(session: Session, idea: Idea) -> None:
    """Make the number of votes what the rows say."""
    session.flush()
    votes = sa.select(sa.func.count()).where(IdeaVote.idea_id == idea.id)
    idea.votes = _count(session, votes)
    session.flush()


def _recount_one(session: Session, idea: Idea) -> None:
    """Its own supporters; those of all its group are the same, unless it leads one."""
    number, unverified = _supporters(session, IdeaSupport.idea_id == idea.id)
    idea.supporters = idea.all_supporters = number + idea.imported_supporters
    idea.unverified_supporters = unverified


def _recount_group(session: Session, head: Idea) -> None:
    """The distinct supporters of an idea and of those that are grouped under it, if any are."""
    members = session.execute(
        sa.select(Idea.id, Idea.imported_supporters).where(Idea.lead_id == head.id)
    ).all()
    if not members:
        return
    ids = [head.id, *(idea_id for idea_id, _ in members)]
    number, unverified = _supporters(session, IdeaSupport.idea_id.in_(ids))
    imported = sum(brought for _, brought in members)
    head.all_supporters = number + imported + head.imported_supporters
    head.unverified_supporters = unverified


def _supporters(session: Session, which: sa.ColumnElement[bool]) -> tuple[int, int]:
    """How many people these supports come from, and how many of them are known by a device only.

    An account that was erased, or whose supports became anonymous, counts as it did."""
    people = (
        sa.select(IdeaSupport.participant_id)
        .where(which, IdeaSupport.set_aside_at.is_(None))
        .distinct()
        .subquery()
    )
    device = sa.case((Participant.is_device, 1))
    number, unverified = session.execute(
        sa.select(sa.func.count(), sa.func.count(device))
        .select_from(people)
        .join(Participant, Participant.id == people.c.participant_id)
    ).one()
    return number, unverified


def _count(session: Session, query: sa.Select[Any]) -> int:
    return int(session.scalar(query) or 0)
