"""What every act on an idea wants first: a box that takes it, and an idea that everybody reads."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from app.consultations.openings import opening_in
from app.models import (
    ContributionState,
    Idea,
    IdeaBox,
    Opening,
    Participant,
)


class BoxNotOpen(ValueError):
    """The box takes nothing now; `opening` says why."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.opening = opening


class AccountWanted(ValueError):
    """Only those who are signed in take part in this box."""


class IdeaNotPublished(ValueError):
    """The idea is held, rejected or withdrawn: nobody acts on it."""


def opening_of(session: Session, box: IdeaBox, moment: dt.datetime) -> Opening:
    """Whether the box takes anything at this moment: never once the consultation is closed."""
    return opening_in(session, box.activity.consultation_id, box, moment)


def refuse_unless_open(
    session: Session, box: IdeaBox, participant: Participant, moment: dt.datetime
) -> None:
    """Let nobody act where they may not.

    Raises:
        BoxNotOpen: the box takes nothing at this moment.
        AccountWanted: the box wants an account, and this participant is a device.
    """
    opening = opening_of(session, box, moment)
    if opening is not Opening.OPEN:
        raise BoxNotOpen(opening)
    if box.wants_account and not participant.is_verified:
        raise AccountWanted(box.id)


def refuse_unless_published(idea: Idea) -> None:
    """Let nobody act on an idea that not everybody reads.

    Raises:
        IdeaNotPublished: it is held, rejected or withdrawn.
    """
    if idea.contribution.state is not ContributionState.PUBLISHED:
        raise IdeaNotPublished(idea.id)


def is_author(idea: Idea, participant: Participant | None) -> bool:
    """Whether this participant posted the idea."""
    return participant is not None and participant.id == idea.participant_id
