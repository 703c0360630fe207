"""Comments under an idea: they enter the corpus as answers to it, and may be withdrawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.intake import NewContribution, source_key, take_in_one, whole
from app.corpus.moderation.arriving import Arrival, arrival_of
from app.corpus.moderation.suspecting import held_when_suspect
from app.corpus.receipts.issuing import issue
from app.ideas.commented_titles import commented_title
from app.ideas.counting import recount_comments
from app.ideas.posting import respondent_of, tell_of_arrival
from app.ideas.taking_part import refuse_unless_open, refuse_unless_published
from app.models import (
    Contribution,
    ContributionState,
    Idea,
    IdeaBox,
    IdeaComment,
    Participant,
)
from app.models.turns import wait_for_consultation, wait_for_others
from app.models.types import PARIS

LONGEST = 2_000
"""Characters of a comment: what is longer is an idea of its own."""
MOST_A_DAY = 50
"""Comments of one participant within 24 hours."""


class NoComments(ValueError):
    """The box takes no comments."""


class TooManyComments(ValueError):
    """This participant wrote `MOST_A_DAY` comments within 24 hours."""


@dataclass(frozen=True)
class NewComment:
    """What somebody says under an idea. Without a signature they are anonymous to others."""

    key: str
    """Made with the page: sent twice, it is kept once."""
    text: str
    signature: str = ""
    alerts: tuple[str, ...] = ()
    """Why it may come from a robot: it is held then."""


def comment(
    session: Session,
    box: IdeaBox,
    idea: Idea,
    new: NewComment,
    *,
    participant: Participant,
    app_key: str,
    moment: dt.datetime,
) -> IdeaComment:
    """Say something under an idea. `app_key` is that of the application, for the receipt.

    Raises:
        BoxNotOpen, AccountWanted: the box takes nothing, or not from this participant.
        NoComments: the box takes no comments.
        IdeaNotPublished: not everybody reads the idea.
        TooManyComments: come back tomorrow.
    """
    # The corpus first, as whoever takes part for the first time does.
    wait_for_consultation(session, box.activity.consultation_id)
    wait_for_others(session, idea)
    there = _comment_with(session, idea, new.key)
    if there is not None:
        return there
    _refuse(session, box, idea, participant, moment)
    contribution = _take_in(session, box, idea, new, participant, app_key, moment)
    participant.name = new.signature
    made = IdeaComment(
        idea_id=idea.id,
        key=new.key,
        contribution=contribution,
        participant_id=participant.id,
        signature=new.signature,
        created_at=moment,
    )
    session.add(made)
    recount_comments(session, idea)
    tell_of_arrival(session, contribution)
    return made


def withdraw_comment(session: Session, idea: Idea, made: IdeaComment) -> None:
    """Take a comment of this idea away, as its author wants. Twice is as once.

    One that was turned down stays so in the log: nobody reads it anyway.
    """
    wait_for_others(session, idea)
    wait_for_others(session, made.contribution)
    if made.contribution.state is not ContributionState.REJECTED:
        made.contribution.state = ContributionState.WITHDRAWN
        recount_comments(session, idea)


def _refuse(
    session: Session, box: IdeaBox, idea: Idea, participant: Participant, moment: dt.datetime
) -> None:
    refuse_unless_open(session, box, participant, moment)
    session.refresh(idea.contribution)
    refuse_unless_published(idea)
    if not box.takes_comments:
        raise NoComments(box.id)
    lately = session.scalar(
        sa.select(sa.func.count()).where(
            IdeaComment.participant_id == participant.id,
            IdeaComment.created_at > moment - dt.timedelta(days=1),
        )
    )
    if (lately or 0) >= MOST_A_DAY:
        raise TooManyComments(lately)


def _take_in(
    session: Session,
    box: IdeaBox,
    idea: Idea,
    new: NewComment,
    participant: Participant,
    app_key: str,
    moment: dt.datetime,
) -> Contribution:
    arrival = _arrival(session, box, new, participant)
    receipt = issue(session, box.activity, key=app_key, participant_id=participant.id)
    return take_in_one(
        session,
        box.activity,
        NewContribution(
            key=source_key("comment", str(idea.id), new.key),
            text=new.text,
            spans=whole(new.text),
            question=commented_title(idea),
            received_on=moment.astimezone(PARIS).date(),
            respondent=respondent_of(participant),
            state=arrival.state,
            receipt_id=receipt.id,
            alerts=arrival.alerts,
        ),
    )


def _arrival(session: Session, box: IdeaBox, new: NewComment, participant: Participant) -> Arrival:
    arrival = arrival_of(
        session,
        box.activity.consultation_id,
        title="",
        text=new.text,
        participant_id=participant.id,
    )
    return held_when_suspect(arrival, new.alerts)


def _comment_with(session: Session, idea: Idea, key: str) -> IdeaComment | None:
    return session.scalar(
        sa.select(IdeaComment).where(IdeaComment.idea_id == idea.id, IdeaComment.key == key)
    )
