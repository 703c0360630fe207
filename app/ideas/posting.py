"""Ideas as they are posted: by people, out of a composite idea, for the demonstration."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.attributes import attributes_of
from app.corpus.intake import (
    NewContribution,
    NewRespondent,
    Span,
    cut,
    source_key,
    take_in_one,
    whole,
)
from app.corpus.moderation.arriving import Arrival, arrival_of
from app.corpus.moderation.suspecting import held_when_suspect
from app.corpus.receipts.issuing import issue
from app.ideas.taking_part import refuse_unless_open
from app.models import (
    Contribution,
    ContributionState,
    Idea,
    IdeaBox,
    IdeaBoxTheme,
    Nature,
    NoticeKind,
    OrganisationKind,
    Participant,
)
from app.models.turns import wait_for_consultation
from app.models.types import PARIS
from app.notifications.noticing import note_of_contribution

MOST_A_DAY = 20
"""Ideas of one participant within 24 hours."""
ONE_EXCERPT = 1000
"""Characters up to which the words of an idea are cited as a whole."""


class TooManyIdeas(ValueError):
    """This participant posted `MOST_A_DAY` ideas within 24 hours."""


@dataclass(frozen=True)
class About:
    """What participants say of themselves, once."""

    kind: OrganisationKind | None = None
    territory: str = ""


@dataclass(frozen=True)
class NewIdea:
    """What somebody posts. Without a signature they are anonymous to others."""

    title: str
    text: str = ""
    question: str = ""
    """The question of the box that it answers, in its words."""
    theme_id: uuid.UUID | None = None
    signature: str = ""
    about: About | None = None
    """Kept where the participant was not asked before."""
    alerts: tuple[str, ...] = ()
    """Why it may come from a robot: it is held then."""

    @property
    def words(self) -> str:
        """The text; the title where there is nothing else."""
        return self.text or self.title


def post(
    session: Session,
    box: IdeaBox,
    new: NewIdea,
    *,
    participant: Participant,
    key: str,
    app_key: str,
    moment: dt.datetime,
) -> Idea:
    """Post an idea. Sent twice with the same `key`, it is kept once. `app_key` is that of the
    application, for the receipt.

    Raises:
        BoxNotOpen: the box takes nothing at this moment.
        AccountWanted: the box wants an account.
        TooManyIdeas: come back tomorrow.
    """
    wait_for_consultation(session, box.activity.consultation_id)
    session.refresh(box)
    there = session.scalar(sa.select(Idea).where(Idea.box_id == box.id, Idea.key == key))
    if there is not None:
        return there
    refuse_unless_open(session, box, participant, moment)
    _refuse_too_many(session, participant, moment)
    _remember(participant, new)
    arrival = arrival_of(
        session,
        box.activity.consultation_id,
        title=new.title,
        text=new.words,
        participant_id=participant.id,
    )
    return add_idea(
        session,
        box,
        new,
        arrival=held_when_suspect(arrival, new.alerts),
        participant=participant,
        key=key,
        app_key=app_key,
        moment=moment,
    )


def add_idea(
    session: Session,
    box: IdeaBox,
    new: NewIdea,
    *,
    arrival: Arrival,
    participant: Participant | None,
    key: str,
    app_key: str,
    moment: dt.datetime,
) -> Idea:
    """Add an idea with its receipt, whether or not the box takes any. The caller waited for
    others, and knows that this `key` is new."""
    receipt = issue(
        session, box.activity, key=app_key, participant_id=participant.id if participant else None
    )
    contribution = take_in_one(
        session,
        box.activity,
        NewContribution(
            key=source_key("idea", str(box.id), key),
            title=new.title,
            text=new.words,
            spans=spans_of(new.words),
            question=new.question,
            received_on=moment.astimezone(PARIS).date(),
            respondent=respondent_of(participant) if participant else None,
            nature=Nature.PROPOSAL,
            state=arrival.state,
            receipt_id=receipt.id,
            alerts=arrival.alerts,
        ),
    )
    idea = Idea(
        box_id=box.id,
        key=key,
        contribution=contribution,
        participant_id=participant.id if participant else None,
        signature=new.signature,
        theme_id=known_theme(session, box.id, new.theme_id),
        kind=participant.kind if participant else None,
        territory=participant.territory if participant else "",
        created_at=moment,
    )
    session.add(idea)
    session.flush()
    tell_of_arrival(session, contribution)
    return idea


def spans_of(words: str) -> tuple[Span, ...]:
    """The excerpts of an idea: its words as a whole, those of a long one cut."""
    return (cut(words) if len(words) > ONE_EXCERPT else ()) or whole(words)


def known_theme(
    session: Session, box_id: uuid.UUID, theme_id: uuid.UUID | None
) -> uuid.UUID | None:
    """The theme, unless a steward took it out of the box meanwhile."""
    return session.scalar(
        sa.select(IdeaBoxTheme.id).where(IdeaBoxTheme.id == theme_id, IdeaBoxTheme.box_id == box_id)
    )


def tell_of_arrival(session: Session, contribution: Contribution) -> None:
    """Whoever follows the consultation is told of what everybody reads."""
    if contribution.state is ContributionState.PUBLISHED:
        note_of_contribution(session, contribution, NoticeKind.PUBLISHED, is_public=True)


def _refuse_too_many(session: Session, participant: Participant, moment: dt.datetime) -> None:
    number = session.scalar(
        sa.select(sa.func.count())
        .select_from(Idea)
        .where(
            Idea.participant_id == participant.id, Idea.created_at > moment - dt.timedelta(days=1)
        )
    )
    if (number or 0) >= MOST_A_DAY:
        raise TooManyIdeas(number)


def _remember(participant: Participant, new: NewIdea) -> None:
    participant.name = new.signature
    if new.about is not None and not participant.has_told:
        participant.kind, participant.territory = new.about.kind, new.about.territory
        participant.has_told = True


def respondent_of(participant: Participant) -> NewRespondent:
    """Who speaks, with what they said of themselves. Speaking for an organisation, a person is
    another voice than for themselves."""
    attributes = attributes_of(participant.kind, participant.territory)
    key, organisation_id = f"participant-{participant.id}", participant.organisation_id
    if organisation_id is not None:
        key = f"{key}-{organisation_id}"
    return NewRespondent(key, attributes, organisation_id)
