"""Putting a list in place. Former ones stay, so that there is a way back."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from app.models import ReferenceList
from app.models.turns import ChangedMeanwhile, wait_for_consultation
from app.organisations.lists.entries import ReferenceEntries
from app.organisations.lists.reading import list_in_place


def put_in_place(
    session: Session,
    consultation_id: uuid.UUID,
    wanted: ReferenceEntries,
    *,
    instead_of: uuid.UUID | None,
    account_id: uuid.UUID | None,
) -> bool:
    """Let a list count from now on in a consultation; False where it does already.

    `instead_of`: the one that was in place when the person saw what would change, None for the one
    that the platform ships.

    Raises:
        ChangedMeanwhile: another one was put in place since.
    """
    wait_for_consultation(session, consultation_id)
    here = list_in_place(session, consultation_id, wanted.kind)
    if _says(here) == _says(wanted):
        return False
    if here.list_id != instead_of:
        raise ChangedMeanwhile
    session.add(
        ReferenceList(
            consultation_id=consultation_id,
            kind=wanted.kind,
            source=wanted.source,
            dated_on=wanted.dated_on,
            entries=[entry.as_row() for entry in wanted.entries],
            account_id=account_id,
        )
    )
    session.flush()
    return True


def _says(known: ReferenceEntries) -> tuple[object, ...]:
    return known.entries, known.source, known.dated_on
