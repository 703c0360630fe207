"""The départements for which an action may be."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.models import Consultation, ListKind
from app.organisations.lists.reading import entries_of


def territories_of(session: Session, consultation: Consultation) -> list[str]:
    """The names of the départements of the region of a consultation, in the order of their
    numbers; all those of its list where it is for no region."""
    entries = entries_of(session, consultation.id, ListKind.DEPARTEMENT)
    of_region = [one.label for one in entries if one.parent == consultation.territory]
    return of_region or [one.label for one in entries]
