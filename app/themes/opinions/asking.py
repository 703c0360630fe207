"""Asking for a map of opinions."""

from __future__ import annotations

import uuid
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.jobs import services as jobs
from app.models import Job, JobKind, OpinionMap, RunState
from app.models.turns import wait_for_others
from app.themes.opinions.sources import Source, SourceKind

FEWEST_CHANGES = 5
"""People more, or less, since the last map: two maps that differ by one voter would tell what that
one voted."""


class TooFewNew(ValueError):
    """Hardly anybody voted since the map was made."""


def missing_voters(source: Source) -> int:
    """How many more people must vote before the map is made again; 0 when it may be."""
    made = source.map
    if made is None or made.computed_at is None:
        return 0
    return max(FEWEST_CHANGES - abs(source.voters - made.voters), 0)


def ask_for_map(
    session: Session, source: Source, *, consultation_id: uuid.UUID, account_id: uuid.UUID | None
) -> OpinionMap:
    """Ask for the map of a source, or for it again; asked for twice, it is made once.

    Raises:
        TooFewNew: fewer than five people voted since it was made.
    """
    found = _map_of(session, source, consultation_id)
    wait_for_others(session, found)
    job = session.get(Job, found.job_id) if found.job_id else None
    if job is not None and not job.has_ended:
        return found
    if missing_voters(replace(source, map=found)):
        raise TooFewNew(found.id)
    found.state = RunState.WAITING
    found.job_id = jobs.schedule(
        session,
        kind=JobKind.OPINIONS,
        subject_id=found.id,
        consultation_id=consultation_id,
        account_id=account_id,
    ).id
    session.flush()
    return found


def _map_of(session: Session, source: Source, consultation_id: uuid.UUID) -> OpinionMap:
    """The map of a source, made where there is none; somebody else may make it meanwhile."""
    if source.map is not None:
        return source.map
    is_box = source.kind is SourceKind.IDEAS
    column = OpinionMap.idea_box_id if is_box else OpinionMap.conference_id
    made = OpinionMap(
        consultation_id=consultation_id,
        idea_box_id=source.id if is_box else None,
        conference_id=None if is_box else source.id,
    )
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError:
        return session.scalars(sa.select(OpinionMap).where(column == source.id)).one()
    return made
