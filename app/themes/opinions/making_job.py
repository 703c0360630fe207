"""The background part of a map of opinions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from analysis.opinions import opinion_groups
from app.jobs.progress import Progress
from app.jobs.runner import JobFailure, Work
from app.models import JobState, OpinionMap, RunState
from app.themes.opinions.content import former_of, kept_content
from app.themes.opinions.sources import votes_of


@dataclass(frozen=True)
class Made:
    """A map that is made, before it is written."""

    voters: int
    content: dict[str, Any]


def compute(session: Session, map_id: uuid.UUID, progress: Progress) -> Made:
    found = session.get_one(OpinionMap, map_id)
    progress(0.0, "votes")
    votes, former = votes_of(session, found), former_of(found.content)
    session.rollback()
    if not votes:
        raise JobFailure("no_vote")
    result = opinion_groups(
        votes,
        former=former,
        progress=lambda part, step: progress(0.95 * part, f"opinions:{step}"),
    )
    progress(0.96, "store")
    return Made(result.voters, kept_content(result))


def store(session: Session, map_id: uuid.UUID, made: Made) -> None:
    found = session.get_one(OpinionMap, map_id, populate_existing=True)
    found.voters, found.content = made.voters, made.content
    found.end(RunState.DONE)


def give_up(session: Session, map_id: uuid.UUID, state: JobState) -> None:
    found = session.get_one(OpinionMap, map_id, populate_existing=True)
    found.end(RunState.CANCELLED if state is JobState.CANCELLED else RunState.FAILED)


WORK = Work(compute, store, give_up)
