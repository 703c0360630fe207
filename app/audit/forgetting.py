"""Forgetting the oldest lines of the log. The database refuses it for those of the last year."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.recording import record
from app.models import AuditEvent

SHORTEST = dt.timedelta(days=365)
DEFAULT = dt.timedelta(days=3 * 365)


class TooYoung(ValueError):
    """Lines of the last year stay."""


def forget_before(session: Session, age: dt.timedelta, moment: dt.datetime) -> int:
    """Take out the lines that are older than `age` at `moment`, and write down how many.

    Raises:
        TooYoung: the age is under a year.
    """
    if age < SHORTEST:
        raise TooYoung(age)
    number = len(
        session.execute(
            sa.delete(AuditEvent)
            .where(AuditEvent.created_at < moment - age)
            .returning(AuditEvent.id)
            .execution_options(synchronize_session=False)
        ).all()
    )
    if number:
        record(session, "log.forgotten", details={"number": number})
    return number
