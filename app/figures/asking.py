"""When figures are counted again: once something changed, and from time to time anyway."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.keeping import Figure, kept_rows
from app.figures.registry import figures_of
from app.jobs.services import schedule
from app.models import Consultation, Job, JobKind
from app.models.job import ENDED

PART = 10
"""Counting takes at most one part of so many of a worker's time, that of all figures together."""
ANYWAY = dt.timedelta(hours=1)
"""After which all is counted again, though nothing that a stamp knows of has changed."""


def consultations_due(session: Session, moment: dt.datetime) -> list[uuid.UUID]:
    """The consultations of which something is to be counted again, or is kept no more."""
    counting = sa.select(Job.subject_id).where(Job.kind == JobKind.FIGURES, Job.state.not_in(ENDED))
    ids = session.scalars(
        sa.select(Consultation.id).where(Consultation.id.not_in(counting)).order_by(Consultation.id)
    )
    return [one for one in ids if Look(session, one, moment).is_anything_due]


class Look:
    """What is due of a consultation at a moment. What several figures look at is read once: on a
    large corpus it takes a while. `rests`: what changed is due once `PART` allows it."""

    def __init__(
        self,
        session: Session,
        consultation_id: uuid.UUID,
        moment: dt.datetime,
        *,
        rests: bool = True,
    ) -> None:
        self._session, self._consultation_id, self._moment = session, consultation_id, moment
        self.figures = figures_of(session, consultation_id)
        self.kept = kept_rows(session, consultation_id)
        took = sum(row.seconds for row in self.kept.values()) if rests else 0.0
        self._rest = dt.timedelta(seconds=PART * took)
        self._stamps: dict[Callable[[Session, uuid.UUID], object], str] = {}

    @property
    def is_anything_due(self) -> bool:
        """Whether something is to be counted again, or is kept no more."""
        if self.kept.keys() - {one.name for one in self.figures}:
            return True
        return any(map(self.is_due, self.figures))

    def is_due(self, figure: Figure) -> bool:
        """Whether a figure is to be counted again."""
        row = self.kept.get(figure.name)
        if row is None:
            return True
        age = self._moment - row.counted_at
        if age < self._rest:
            return False
        return age > ANYWAY or row.stamp != self.stamp(figure)

    def stamp(self, figure: Figure) -> str:
        """The stamp of a figure when it was first looked at."""
        if figure.changes not in self._stamps:
            stamp = figure.stamp(self._session, self._consultation_id)
            self._stamps[figure.changes] = stamp
        return self._stamps[figure.changes]


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
