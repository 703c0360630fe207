"""Supporting an idea, once a participant, and taking it back freely."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ideas.counting import recount_supporters, wait_for_group
from app.ideas.taking_part import refuse_unless_open, refuse_unless_published
from app.models import Idea, IdeaBox, IdeaSupport, Participant

MOST_A_DAY = 200
"""Supports of one device: more than anybody reads in a day."""
DAY = dt.timedelta(days=1)


class TooManySupports(ValueError):
    """This device supported more ideas within a day than anybody reads."""


def support(
    session: Session,
    box: IdeaBox,
    idea: Idea,
    participant: Participant,
    *,
    origin: str,
    moment: dt.datetime,
) -> None:
    """Support an idea; who supports it already is thanked like the first time.

    Raises:
        BoxNotOpen, AccountWanted: the box takes nothing, or not from this participant.
        IdeaNotPublished: not everybody reads the idea.
        TooManySupports: the device supported too many ideas within a day.
    """
    _wait(session, box, idea, participant, moment)
    if _support_of(session, idea, participant) is not None:
        return
    if not participant.is_verified and _lately(session, participant, moment) >= MOST_A_DAY:
        raise TooManySupports(participant.id)
    session.add(
        IdeaSupport(
            idea_id=idea.id, participant_id=participant.id, origin=origin, created_at=moment
        )
    )
    recount_supporters(session, idea)


def take_back(
    session: Session,
    box: IdeaBox,
    idea: Idea,
    participant: Participant,
    *,
    moment: dt.datetime,
) -> None:
    """Support an idea no more; who does not support it is told the same.

    Raises:
        BoxNotOpen, AccountWanted, IdeaNotPublished: as for supporting it.
    """
    _wait(session, box, idea, participant, moment)
    found = _support_of(session, idea, participant)
    if found is not None:
        session.delete(found)
        recount_supporters(session, idea)


def _wait(
    session: Session, box: IdeaBox, idea: Idea, participant: Participant, moment: dt.datetime
) -> None:
    refuse_unless_open(session, box, participant, moment)
    wait_for_group(session, idea)
    session.refresh(idea.contribution)
    refuse_unless_published(idea)


def _support_of(session: Session, idea: Idea, participant: Participant) -> IdeaSupport | None:
    return session.scalar(
        sa.select(IdeaSupport).where(
            IdeaSupport.idea_id == idea.id, IdeaSupport.participant_id == participant.id
        )
    )


def _lately(session: Session, participant: Participant, moment: dt.datetime) -> int:
    """How many ideas they supported within a day."""
    number = session.scalar(
        sa.select(sa.func.count()).where(
            IdeaSupport.participant_id == participant.id, IdeaSupport.created_at > moment - DAY
        )
    )
    return number or 0
