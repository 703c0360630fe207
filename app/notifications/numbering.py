"""The order in which notices are told: a number for each, given once it is committed."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Consultation, Notice
from app.models.turns import wait_for_others


def last_number(session: Session, consultation_id: uuid.UUID) -> int:
    """The number of the newest notice that has one; 0 where none has."""
    newest = sa.select(sa.func.max(Notice.number)).where(Notice.consultation_id == consultation_id)
    return session.scalar(newest) or 0


def number_new(session: Session, consultation: Consultation) -> int:
    """Give the notices that have none their numbers, one caller at a time; the last number."""
    wait_for_others(session, consultation)
    last = last_number(session, consultation.id)
    fresh = session.scalars(
        sa.select(Notice.id)
        .where(Notice.consultation_id == consultation.id, Notice.number.is_(None))
        .order_by(Notice.id)
    ).all()
    if fresh:
        numbered = [{"id": id_, "number": last + 1 + at} for at, id_ in enumerate(fresh)]
        session.execute(sa.update(Notice), numbered)
    return last + len(fresh)
