"""What was made anonymous and what was deleted, day by day."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import RetentionReport
from app.privacy.declarations import DECLARATIONS

MOST = 100
"""Days that are shown. There is a report on the days when something was due only."""


@dataclass(frozen=True)
class ShownReport:
    """Of one day: the name of each processing, and its numbers."""

    day: dt.date
    named: list[tuple[str, dict[str, int]]]


def reports_of(session: Session, consultation_id: uuid.UUID) -> list[ShownReport]:
    """The newest first."""
    found = session.scalars(
        sa.select(RetentionReport)
        .where(RetentionReport.consultation_id == consultation_id)
        .order_by(RetentionReport.id.desc())
        .limit(MOST)
    )
    return [ShownReport(one.day, _named(one)) for one in found]


def _named(report: RetentionReport) -> list[tuple[str, dict[str, int]]]:
    return [
        (str(declared.name), report.numbers[processing.value])
        for processing, declared in DECLARATIONS.items()
        if processing.value in report.numbers
    ]
