"""Two moderators at one contribution: the second is told, and nothing is half done."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Contribution, Idea, IdeaComment, ModerationAct, ModerationEvent
from app.models.turns import wait_for_others


class DecidedMeanwhile(ValueError):
    """Something was decided about the contribution since it was looked at."""


def seen_of(session: Session, contribution: Contribution) -> str:
    """What a page saw of a contribution; another text once anything is decided about it."""
    newest = last_event(session, contribution.id)
    return f"{contribution.state.value}.{newest.id.hex if newest else ''}"


def take(
    session: Session,
    contribution: Contribution,
    *,
    seen: str | None,
    act: ModerationAct,
    account_id: uuid.UUID | None,
) -> bool:
    """Wait for whoever decides about this contribution, and say whether `act` is still to do.

    It is not when it was the last thing that this person did: the form was sent twice. Without
    `seen` whatever is there is decided upon, as a loader does.

    Raises:
        DecidedMeanwhile: it is not as it was seen.
    """
    wait_for_contribution(session, contribution)
    if seen is None or seen == seen_of(session, contribution):
        return True
    newest = last_event(session, contribution.id)
    if newest is not None and (newest.act, newest.account_id) == (act, account_id):
        return False
    raise DecidedMeanwhile(contribution.id)


def wait_for_contribution(session: Session, contribution: Contribution) -> None:
    """Wait for whoever changes this contribution: first for its idea, or that of the comment, as
    all who change an idea do, so that no two wait for one another."""
    commented = sa.select(IdeaComment.idea_id).where(IdeaComment.contribution_id == contribution.id)
    idea = session.scalar(
        sa.select(Idea).where(
            sa.or_(Idea.contribution_id == contribution.id, Idea.id.in_(commented))
        )
    )
    if idea is not None:
        wait_for_others(session, idea)
    wait_for_others(session, contribution)


def last_event(
    session: Session, contribution_id: uuid.UUID, *acts: ModerationAct
) -> ModerationEvent | None:
    """The newest line of the log about a contribution, of these acts only where some are named."""
    found = sa.select(ModerationEvent).where(ModerationEvent.contribution_id == contribution_id)
    if acts:
        found = found.where(ModerationEvent.act.in_(acts))
    return session.scalar(found.order_by(ModerationEvent.id.desc()).limit(1))
