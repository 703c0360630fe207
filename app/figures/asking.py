"""When figures are counted again: once something changed, and from time to time anyway."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.keeping import Figure, kept_rows
from app.figures.registry import figures_of
from app.jobs.services import schedule
from app.models import Consultation, Job, JobKind, KeptFigure
from app.models.job import ENDED

PART = 10
"""Counting takes at most one part of so many of a worker's time."""
ANYWAY = dt.timedelta(hours=1)
"""After which all is counted again, though nothing that a stamp knows of has changed."""


def consultations_due(session: Session, moment: dt.datetime) -> list[uuid.UUID]:
    """The consultations of which something is to be counted again, or is kept no more."""
    counting = sa.select(Job.subject_id).where(Job.kind == JobKind.FIGURES, Job.state.not_in(ENDED))
    ids = session.scalars(
        sa.select(Consultation.id).where(Consultation.id.not_in(counting)).order_by(Consultation.id)
    )
    return [one for one in ids if is_anything_due(session, one, moment)]


def is_anything_due(session: Session, consultation_id: uuid.UUID, moment: dt.datetime) -> bool:
    figures = {one.name: one for one in figures_of(session, consultation_id)}
    kept = kept_rows(session, consultation_id)
    if kept.keys() - figures.keys():
        return True
    return any(is_due(session, consultation_id, one, kept, moment) for one in figures.values())


def is_due(
    session: Session,
    consultation_id: uuid.UUID,
    figure: Figure,
    kept: dict[str, KeptFigure],
    moment: dt.datetime,
) -> bool:
    """Whether a figure is to be counted again."""
    row = kept.get(figure.name)
    if row is None:
        return True
    age = moment - row.counted_at
    if age < dt.timedelta(seconds=PART * row.seconds):
        return False
    return age > ANYWAY or row.stamp != figure.stamp(session, consultation_id)


def ask_for_figures(session: Session, consultation_ids: Iterable[uuid.UUID]) -> None:
    """Let workers count again."""
    for one in consultation_ids:
        schedule(
            session,
            kind=JobKind.FIGURES,
            subject_id=one,
            consultation_id=one,
            account_id=None,
        )
