"""People at workshops, and what was noted at their tables."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Activity,
    Attendee,
    Channel,
    Note,
    RoomTable,
    Synthesis,
    SynthesisEvent,
    SynthesisSource,
    Workshop,
)
from app.privacy.processings import Processing
from app.privacy.retention.documents import erase_files, forget_who_sent
from app.privacy.retention.enforcer import Enforcer, Scope, changed, leave_receipts
from app.workshops.attendance import erase_names

ROOMS = (Channel.WORKSHOP, Channel.CONFERENCE)


def erase_people(session: Session, scope: Scope) -> int:
    """Names and seats go, the tally stays."""
    named = sa.select(Attendee.activity_id).where(
        Attendee.activity_id.in_(scope.activities(Channel.WORKSHOP))
    )
    activities = session.scalars(sa.select(Activity).where(Activity.id.in_(named))).all()
    return sum(erase_names(session, activity) for activity in activities)


def nothing_more(_session: Session, _scope: Scope) -> int:
    """Nothing is left to delete: what became anonymous went at once."""
    return 0


def anonymise_notes(session: Session, scope: Scope) -> int:
    """Notes lead neither to who took them nor to who may correct them; their files go."""
    rooms = scope.activities(*ROOMS)
    known = sa.or_(Note.account_id.is_not(None), Note.author_key != "")
    notes = sa.update(Note).where(Note.activity_id.in_(rooms), known)
    number = changed(session, notes.values(account_id=None, author_key=""))
    tables = sa.update(RoomTable).where(RoomTable.activity_id.in_(rooms))
    changed(session, tables.values(facilitator_id=None))
    workshops = sa.update(Workshop).where(Workshop.activity_id.in_(rooms))
    changed(session, workshops.values(facilitator_id=None))
    of_rooms = sa.select(Synthesis.id).where(Synthesis.activity_id.in_(rooms))
    acts = sa.update(SynthesisEvent).where(SynthesisEvent.synthesis_id.in_(of_rooms))
    changed(session, acts.values(account_id=None))
    syntheses = sa.update(Synthesis).where(Synthesis.id.in_(of_rooms))
    changed(session, syntheses.values(validated_by=None))
    number += forget_who_sent(session, rooms)
    erase_files(session, scope, rooms)
    leave_receipts(session, rooms)
    return number


def delete_notes(session: Session, scope: Scope) -> int:
    """Notes that never entered the corpus go."""
    left_out = sa.select(Note.id).where(
        Note.activity_id.in_(scope.activities(*ROOMS)), Note.contribution_id.is_(None)
    )
    changed(session, sa.delete(SynthesisSource).where(SynthesisSource.note_id.in_(left_out)))
    return changed(session, sa.delete(Note).where(Note.id.in_(left_out)))


PEOPLE = Enforcer(Processing.WORKSHOPS, erase_people, nothing_more)
NOTES = Enforcer(Processing.WORKSHOP_NOTES, anonymise_notes, delete_notes)
