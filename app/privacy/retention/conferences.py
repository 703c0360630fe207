"""Registrations to conferences."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference import erasing
from app.models import Channel, Conference, OutgoingMail, Registration
from app.privacy.processings import Processing
from app.privacy.retention.enforcer import Enforcer, Scope, changed


def anonymise(session: Session, scope: Scope) -> int:
    """Names, addresses, organisations and needs go; one that did not take place yet waits."""
    conferences = session.scalars(
        sa.select(Conference).where(
            Conference.activity_id.in_(scope.activities(Channel.CONFERENCE)),
            Conference.ends_at <= scope.moment,
        )
    ).all()
    number = sum(erasing.erase_people(session, one, scope.moment) for one in conferences)
    welcomed = sa.update(Registration).where(
        Registration.conference_id.in_([one.id for one in conferences])
    )
    changed(session, welcomed.values(checked_in_by=None))
    return number


def delete(session: Session, scope: Scope) -> int:
    over = sa.select(Conference.id).where(
        Conference.activity_id.in_(scope.activities(Channel.CONFERENCE)),
        Conference.ends_at <= scope.moment,
    )
    ids = sa.select(Registration.id).where(Registration.conference_id.in_(over))
    changed(session, sa.delete(OutgoingMail).where(OutgoingMail.registration_id.in_(ids)))
    return changed(session, sa.delete(Registration).where(Registration.conference_id.in_(over)))


ENFORCER = Enforcer(Processing.CONFERENCE, anonymise, delete)
