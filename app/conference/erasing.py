"""Forgetting who registered, once the conference took place; numbers stay."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Conference, OutgoingMail, Registration
from app.models.turns import wait_for_others


class NotOver(ValueError):
    """The conference did not take place yet: people still need their registration."""


def erase_people(session: Session, conference: Conference, moment: dt.datetime) -> int:
    """Erase names, addresses, organisations and needs: how many people were known by name.

    Their kind of body, their territory and whether they came stay, for the figures.

    Raises:
        NotOver: the conference did not take place yet.
    """
    wait_for_others(session, conference)
    if moment < conference.ends_at:
        raise NotOver(conference.id)
    theirs = sa.select(Registration.id).where(Registration.conference_id == conference.id)
    # Messages first: one that is leaving is waited for.
    session.execute(sa.delete(OutgoingMail).where(OutgoingMail.registration_id.in_(theirs)))
    erased = session.execute(
        sa.update(Registration)
        .where(Registration.conference_id == conference.id, Registration.name != "")
        .values(name="", email=None, organisation="", needs="")
        .returning(Registration.id)
    )
    return len(erased.all())
