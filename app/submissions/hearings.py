"""Hearings: activities of a consultation, their words in the minutes that are sent as documents."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Activity, Channel
from app.models.turns import wait_for_consultation
from app.submissions.hearing_queries import hearing_of


@dataclass(frozen=True)
class Held:
    """What is told of a hearing. `body` is who was heard."""

    title: str
    body: str
    place: str
    day: dt.date | None


def add_hearing(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    code: str,
    held: Held,
    phase_id: uuid.UUID | None = None,
) -> Activity:
    """A hearing with this code; the one that has it already, when it is asked for twice."""
    wait_for_consultation(session, consultation_id)
    found = hearing_of(session, consultation_id, code)
    if found is not None:
        return found
    hearing = Activity(
        consultation_id=consultation_id,
        phase_id=phase_id,
        channel=Channel.HEARING,
        code=code,
    )
    change_hearing(hearing, held)
    session.add(hearing)
    session.flush()
    return hearing


def change_hearing(hearing: Activity, held: Held) -> None:
    """Tell a hearing otherwise."""
    hearing.title = held.title
    hearing.subject = held.body
    hearing.place = held.place
    hearing.starts_on = hearing.ends_on = held.day
