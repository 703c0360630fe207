"""Judging ideas shown one at a time: agree, disagree or pass, once each, changed at will."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.ideas.counting import recount_votes
from app.ideas.taking_part import refuse_unless_open, refuse_unless_published
from app.models import (
    Contribution,
    ContributionState,
    Idea,
    IdeaBox,
    IdeaVote,
    Judgement,
    Participant,
)
from app.models.turns import wait_for_others

COUNTED = 500
"""Ideas that are left to judge are counted up to here: nobody judges more at a time."""


class OwnIdea(ValueError):
    """Nobody judges what they wrote themselves."""


class NotJudged(ValueError):
    """The box shows no ideas to judge, or this one is judged through the idea that leads it."""


@dataclass(frozen=True)
class Progress:
    """How many ideas somebody judged, and how many are left; `left` is `COUNTED` at most."""

    judged: int
    left: int

    @property
    def has_more(self) -> bool:
        """Whether there are more left than were counted."""
        return self.left >= COUNTED


def judge(
    session: Session,
    box: IdeaBox,
    idea: Idea,
    participant: Participant,
    judgement: Judgement,
    *,
    origin: str,
    moment: dt.datetime,
) -> None:
    """Say what one thinks of an idea; said again, it replaces what was said.

    Raises:
        BoxNotOpen, AccountWanted: the box takes nothing, or not from this participant.
        IdeaNotPublished: not everybody reads the idea.
        NotJudged: ideas are not judged here, or this one was grouped under another.
        OwnIdea: they posted it.
    """
    refuse_unless_open(session, box, participant, moment)
    wait_for_others(session, idea)
    session.refresh(idea.contribution)
    refuse_unless_published(idea)
    if not box.takes_votes or idea.lead_id is not None:
        raise NotJudged(idea.id)
    if idea.participant_id == participant.id:
        raise OwnIdea(idea.id)
    vote = vote_on(session, idea, participant)
    if vote is not None:
        vote.judgement = judgement
        return
    session.add(
        IdeaVote(
            idea_id=idea.id,
            participant_id=participant.id,
            judgement=judgement,
            origin=origin,
            created_at=moment,
        )
    )
    recount_votes(session, idea)


def next_idea(session: Session, box: IdeaBox, participant: Participant | None) -> Idea | None:
    """The idea to show now: one of those that were judged least.

    Ideas stand in an order by chance in which everybody starts elsewhere and goes round, so that
    two people see different ones. Both questions follow an index and stop at the first idea.
    """
    to_judge = _to_judge(box, participant)
    first = session.scalar(to_judge.order_by(Idea.votes, Idea.draw).limit(1))
    if first is None:
        return None
    start = _start_of(box, participant)
    further = to_judge.where(Idea.votes == first.votes, Idea.draw >= start)
    return session.scalar(further.order_by(Idea.votes, Idea.draw).limit(1)) or first


def progress_of(session: Session, box: IdeaBox, participant: Participant | None) -> Progress:
    """How far somebody is in a box."""
    some = _to_judge(box, participant).with_only_columns(Idea.id).limit(COUNTED).subquery()
    left = session.scalar(sa.select(sa.func.count()).select_from(some)) or 0
    if participant is None:
        return Progress(0, left)
    judged = session.scalar(
        sa.select(sa.func.count())
        .select_from(IdeaVote)
        .join(Idea, IdeaVote.idea_id == Idea.id)
        .where(IdeaVote.participant_id == participant.id, Idea.box_id == box.id)
    )
    return Progress(judged or 0, left)


def vote_on(session: Session, idea: Idea, participant: Participant) -> IdeaVote | None:
    """What somebody said of an idea."""
    return session.scalar(
        sa.select(IdeaVote).where(
            IdeaVote.idea_id == idea.id, IdeaVote.participant_id == participant.id
        )
    )


def judged_idea(
    session: Session, box: IdeaBox, participant: Participant, idea_id: uuid.UUID | None = None
) -> tuple[Idea, Judgement] | None:
    """The idea that somebody judged last, or this one, with what they said of it.

    None where they judged none, or where the idea can be judged no more.
    """
    found = (
        sa.select(Idea, IdeaVote.judgement)
        .join(IdeaVote, IdeaVote.idea_id == Idea.id)
        .join(Idea.contribution)
        .options(contains_eager(Idea.contribution))
        .where(
            IdeaVote.participant_id == participant.id,
            Idea.box_id == box.id,
            Idea.lead_id.is_(None),
            Contribution.state == ContributionState.PUBLISHED,
        )
        .order_by(IdeaVote.id.desc())
        .limit(1)
    )
    if idea_id is not None:
        found = found.where(Idea.id == idea_id)
    row = session.execute(found).first()
    return None if row is None else (row[0], row[1])


def _to_judge(box: IdeaBox, participant: Participant | None) -> sa.Select[Idea]:
    """The ideas that everybody reads, in no group or leading one, that somebody did not write
    and did not judge yet."""
    found = (
        sa.select(Idea)
        .join(Idea.contribution)
        .options(contains_eager(Idea.contribution))
        .where(
            Idea.box_id == box.id,
            Idea.lead_id.is_(None),
            Contribution.state == ContributionState.PUBLISHED,
        )
    )
    if participant is None:
        return found
    theirs = sa.exists().where(
        IdeaVote.idea_id == Idea.id, IdeaVote.participant_id == participant.id
    )
    return found.where(Idea.participant_id.is_distinct_from(participant.id), ~theirs)


def _start_of(box: IdeaBox, participant: Participant | None) -> int:
    """Where somebody starts among the ideas; who is not known yet starts anywhere."""
    if participant is None:
        return secrets.randbits(31)
    digest = hashlib.sha256(participant.id.bytes + box.id.bytes).digest()
    return int.from_bytes(digest[:4]) >> 1
