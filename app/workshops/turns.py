"""One at a time: who changes a workshop, its series or its room waits for the others."""

from __future__ import annotations

from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from app.models import Activity, Consultation, WorkshopSeries, turns


class StillUsed(ValueError):
    """Something hangs on it: it cannot go."""


class Gone(LookupError):
    """Somebody else deleted it since this request began."""


def wait_for_others(
    session: Session,
    row: Activity | Consultation | WorkshopSeries,
    *,
    to_delete: bool = False,
) -> None:
    """Wait for whoever changes this at this moment. What was read before is read again.

    A row lock on PostgreSQL, under which notes may still be added, and workshops to a series, but
    not `to_delete`; SQLite has one writer anyway.

    Raises:
        Gone: it is there no more.
    """
    session.expire_all()
    try:
        turns.wait_for_others(session, row, to_delete=to_delete)
    except InvalidRequestError:
        raise Gone from None
