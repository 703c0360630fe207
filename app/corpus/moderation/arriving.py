"""What becomes of something that is posted: read by everybody at once, or held for a moderator."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.moderation.alerts import SaidBefore, alerts_of, folded, holds, is_compared
from app.corpus.search.matching import subjects_with
from app.models import Charter, Contribution, ContributionState, ModerationTime

MOST_COMPARED = 20
"""Contributions with the same words that a new one is compared with, the newest."""
COMPARED_WORDS = 5
"""The longest words of a text: what holds none of them is not near it."""
LONGEST_COMPARED = 20_000

_WORD = re.compile(r"[^\W_]{4,40}")


@dataclass(frozen=True)
class Arrival:
    """The state in which a contribution enters, and what a moderator should look at."""

    state: ContributionState
    alerts: tuple[str, ...] = ()


def arrival_of(
    session: Session,
    consultation_id: uuid.UUID,
    *,
    title: str,
    text: str,
    participant_id: uuid.UUID | None = None,
    may_be_published: bool = True,
) -> Arrival:
    """How words that somebody posts enter the corpus, as the charter of the consultation says."""
    before = said_before(session, consultation_id, title=title, text=text)
    alerts = alerts_of(title, text, before)
    if holds(alerts) or _time_of(session, consultation_id) is ModerationTime.BEFORE:
        return Arrival(ContributionState.HELD, alerts)
    published = ContributionState.PUBLISHED
    return Arrival(published if may_be_published else ContributionState.SUBMITTED, alerts)


def said_before(
    session: Session, consultation_id: uuid.UUID, *, title: str, text: str
) -> list[SaidBefore]:
    """What was posted in this consultation with the longest words of a text, and not withdrawn."""
    said = f"{title}\n{text}"[:LONGEST_COMPARED]
    words = sorted(set(_WORD.findall(said.lower())), key=lambda word: (-len(word), word))
    if not words or not is_compared(folded(title, text[:LONGEST_COMPARED])):
        return []
    subjects = subjects_with(session, " ".join(words[:COMPARED_WORDS]))
    assert subjects is not None  # something is searched
    found = (
        sa.select(Contribution.title, Contribution.text, Contribution.state)
        .where(
            Contribution.consultation_id == consultation_id,
            Contribution.id.in_(subjects),
            Contribution.state != ContributionState.WITHDRAWN,
        )
        .order_by(Contribution.id.desc())
        .limit(MOST_COMPARED)
    )
    return [
        SaidBefore(row.title, row.text, row.state is ContributionState.REJECTED)
        for row in session.execute(found)
    ]


def _time_of(session: Session, consultation_id: uuid.UUID) -> ModerationTime:
    """When moderators read, by the charter; after publication where there is none."""
    time = session.scalar(sa.select(Charter.time).where(Charter.consultation_id == consultation_id))
    return time or ModerationTime.AFTER
