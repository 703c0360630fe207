"""Correcting and withdrawing an idea: its author does, or whoever holds its receipt."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.intake import NewContribution, source_key, take_in_one
from app.corpus.moderation.arriving import Arrival, arrival_of
from app.corpus.moderation.redacting import has_masked_words
from app.corpus.moderation.suspecting import held_when_suspect
from app.ideas.commented_titles import name_in_comments
from app.ideas.posting import NewIdea, known_theme, spans_of, tell_of_arrival
from app.ideas.taking_part import BoxNotOpen, opening_of
from app.models import (
    Contribution,
    ContributionState,
    Idea,
    IdeaBox,
    Nature,
    Opening,
)
from app.models.turns import wait_for_consultation, wait_for_others
from app.models.types import PARIS

LIVING = (ContributionState.HELD, ContributionState.PUBLISHED)
"""The states of an idea that its author may still change."""


class NotToBeChanged(ValueError):
    """The idea was withdrawn or rejected."""


class ChangedMeanwhile(ValueError):
    """The idea was corrected since it was shown; nothing is stored."""


def correct(
    session: Session, idea: Idea, new: NewIdea, *, made_from: uuid.UUID | None, moment: dt.datetime
) -> None:
    """Put other words in the place of those of an idea; its supports and comments stay.

    `made_from` is the contribution that was shown, None where nobody knows. The same correction
    sent twice is one.

    Raises:
        BoxNotOpen: the box takes nothing any more.
        NotToBeChanged: it was withdrawn or rejected.
        ChangedMeanwhile: it has other words than those that were shown.
    """
    box = _wait(session, idea)
    opening = opening_of(session, box, moment)
    if opening is not Opening.OPEN:
        raise BoxNotOpen(opening)
    if idea.contribution.state not in LIVING:
        raise NotToBeChanged(idea.id)
    if _says(idea.contribution, new):
        _describe(session, idea, new)
        return
    if idea.contribution_id != made_from:
        raise ChangedMeanwhile(idea.id)
    _describe(session, idea, new)
    _put_words(session, box, idea, new, moment)


def withdraw(session: Session, idea: Idea) -> None:
    """Take an idea back, whether or not its box is still open, with the parts that it was split
    into: nobody reads its words any more, nor who signed it; supports stay. One that is withdrawn
    already stays so.

    Raises:
        NotToBeChanged: it was rejected.
    """
    _wait(session, idea)
    if idea.contribution.state is ContributionState.WITHDRAWN:
        return
    if idea.contribution.state not in LIVING:
        raise NotToBeChanged(idea.id)
    taken_back = [idea, *_living_parts(session, idea)]
    for one in taken_back:
        one.contribution.state = ContributionState.WITHDRAWN
        one.signature = ""
    session.flush()
    for one in taken_back:
        name_in_comments(session, one)


def _living_parts(session: Session, idea: Idea) -> list[Idea]:
    """The parts of an idea that its author did not take back yet, those of parts among them."""
    found: list[Idea] = []
    for part in session.scalars(sa.select(Idea).where(Idea.split_from_id == idea.id)).all():
        wait_for_others(session, part)
        wait_for_others(session, part.contribution)
        if part.contribution.state in LIVING:
            found.append(part)
        found += _living_parts(session, part)
    return found


def _wait(session: Session, idea: Idea) -> IdeaBox:
    """Wait for whoever posts, corrects or moderates; the idea and its box are read again."""
    box = session.get_one(IdeaBox, idea.box_id)
    wait_for_consultation(session, box.activity.consultation_id)
    session.refresh(box)
    wait_for_others(session, idea)
    wait_for_others(session, idea.contribution)
    return box


def _says(contribution: Contribution, new: NewIdea) -> bool:
    said = (contribution.title, contribution.text, contribution.question)
    return said == (new.title, new.words, new.question)


def _describe(session: Session, idea: Idea, new: NewIdea) -> None:
    idea.signature = new.signature
    idea.theme_id = known_theme(session, idea.box_id, new.theme_id)
    session.flush()


def _put_words(
    session: Session, box: IdeaBox, idea: Idea, new: NewIdea, moment: dt.datetime
) -> None:
    former = idea.contribution
    arrival = _arrival(session, idea, new)
    contribution = take_in_one(
        session,
        box.activity,
        NewContribution(
            key=source_key("idea", str(former.id), new.title, new.words, new.question),
            title=new.title,
            text=new.words,
            spans=spans_of(new.words),
            question=new.question,
            received_on=moment.astimezone(PARIS).date(),
            nature=Nature.PROPOSAL,
            state=arrival.state,
            receipt_id=former.receipt_id,
            alerts=arrival.alerts,
        ),
    )
    contribution.respondent_id = former.respondent_id
    was = former.state
    former.state = ContributionState.WITHDRAWN
    idea.contribution = contribution
    name_in_comments(session, idea)
    if contribution.state is not was:
        tell_of_arrival(session, contribution)


def _arrival(session: Session, idea: Idea, new: NewIdea) -> Arrival:
    """Words that wait for a moderator are not published by being corrected, nor does what was
    masked come back before a moderator has read it."""
    former = idea.contribution
    arrival = arrival_of(
        session,
        former.consultation_id,
        title=new.title,
        text=new.words,
        participant_id=idea.participant_id,
    )
    alerts = new.alerts
    if former.state is ContributionState.HELD or has_masked_words(session, former.id):
        alerts = (*former.alerts, *alerts)
        arrival = replace(arrival, state=ContributionState.HELD)
    return held_when_suspect(arrival, alerts)
