"""When the data of a consultation becomes anonymous, and when it goes."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Consultation, ConsultationState
from app.privacy.policies import Terms, policy_of, processings_of, terms_of
from app.privacy.processings import Months

LATE_AFTER = dt.timedelta(days=30)
"""After its last day, a consultation that is still open is said to be late: nothing becomes
anonymous in it before it is closed."""


@dataclass(frozen=True)
class Due:
    """The days of a processing; None where nothing is counted from the end."""

    terms: Terms
    anonymise_on: dt.date | None
    delete_on: dt.date | None

    @property
    def is_timed(self) -> bool:
        """Whether the policy says months; else another rule of the platform does."""
        return isinstance(self.terms.keeping, Months)


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def is_late(consultation: Consultation, day: dt.date) -> bool:
    """Whether it should have been closed long since, so that the months begin. A fictional one
    holds nobody's data."""
    if consultation.is_fictional or consultation.state is not ConsultationState.OPEN:
        return False
    if consultation.ends_on is None:
        return False
    return day > consultation.ends_on + LATE_AFTER


def due_days(session: Session, consultation: Consultation) -> list[Due]:
    """What the consultation does with data, and its days. Without an end there are none."""
    policy = policy_of(session, consultation.id)
    terms = [terms_of(policy, one) for one in processings_of(session, consultation.id)]
    return [_due(one, consultation.ends_on) for one in terms]


def _due(terms: Terms, ends_on: dt.date | None) -> Due:
    if ends_on is None or not isinstance(terms.keeping, Months):
        return Due(terms, None, None)
    return Due(
        terms,
        months_after(ends_on, terms.keeping.anonymise),
        months_after(ends_on, terms.keeping.delete),
    )
