"""Forgetting who registered, once the conference took place; numbers stay."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference.registering import AlreadyThere, NotOpen, give_up
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
    return _erase(session, Registration.conference_id == conference.id)


def erase_registrations(
    session: Session, registrations: Sequence[Registration], moment: dt.datetime
) -> int:
    """Erase the same of some registrations, wherever they are: how many people were known by name.

    Where the conference is to come, they are cancelled first: others have the places.
    """
    for one in sorted(registrations, key=lambda one: one.conference_id):
        with contextlib.suppress(NotOpen, AlreadyThere):
            give_up(session, session.get_one(Conference, one.conference_id), one, moment)
    return _erase(session, Registration.id.in_([one.id for one in registrations]))


def _erase(session: Session, which: sa.ColumnElement[bool]) -> int:
    theirs = sa.select(Registration.id).where(which)
    # Messages first: one that is leaving is waited for.
    session.execute(sa.delete(OutgoingMail).where(OutgoingMail.registration_id.in_(theirs)))
    erased = session.execute(
        sa.update(Registration)
        .where(which, Registration.name != "")
        .values(name="", email=None, organisation="", needs="")
        .returning(Registration.id)
    )
    return len(erased.all())
