"""The figures by which others may judge the coding of a consultation: no names, no excerpts."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.themes.agreement.comparing import Compared, compared
from app.themes.coding.coded_counts import Coded, coded_counts


@dataclass(frozen=True)
class QualityFigures(Coded):
    """How a consultation was coded.

    Attributes
    ----------
    people, machine : how far people agree with one another, and with what the machine proposed.
    counted_at : when the oldest of these figures was counted; None where that is now.
    """

    people: Compared
    machine: Compared
    counted_at: dt.datetime | None = field(compare=False)

    @property
    def share_coded(self) -> float:
        return self.coded / self.excerpts if self.excerpts else 0.0

    @property
    def share_twice(self) -> float:
        return self.twice / self.coded if self.coded else 0.0


def quality_figures(session: Session, consultation_id: uuid.UUID) -> QualityFigures:
    """The figures as they are now; of a large consultation, as they were last counted."""
    counted, found = (
        coded_counts(session, consultation_id),
        compared(session, consultation_id),
    )
    moments = [one.counted_at for one in (counted, found) if one.counted_at]
    return QualityFigures(
        **vars(counted.value),
        people=found.value.people,
        machine=found.value.machine,
        counted_at=min(moments, default=None),
    )
