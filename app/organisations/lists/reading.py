"""The list that counts: the latest that a steward put in place, else the one that is shipped."""

from __future__ import annotations

import uuid
from threading import Lock

import sqlalchemy as sa
from cachetools import LRUCache
from sqlalchemy.orm import Session

from app.models import ListKind, ReferenceList
from app.organisations.lists.entries import Entry, ReferenceEntries, entries_of_rows
from app.organisations.lists.shipped import shipped_list

__all__ = [
    "Entry",
    "departements_of",
    "entries_of",
    "label_of",
    "labels_of",
    "list_in_place",
    "list_of_row",
]

KEPT = 64
"""Lists of consultations kept in memory. What a row holds never changes."""
_KNOWN: LRUCache[uuid.UUID, ReferenceEntries] = LRUCache(KEPT)
_KNOWN_LOCK = Lock()


def entries_of(
    session: Session, consultation_id: uuid.UUID | None, kind: ListKind
) -> tuple[Entry, ...]:
    """What may be chosen in a consultation, in the order of its list; without one, what is
    shipped."""
    return list_in_place(session, consultation_id, kind).entries


def labels_of(
    session: Session, consultation_id: uuid.UUID | None, kind: ListKind
) -> dict[str, str]:
    """What each code is called: as the list in place says, else as the one that is shipped, for an
    organisation may have been described elsewhere, or before the list changed."""
    return {
        entry.code: entry.label
        for entries in (entries_of(session, None, kind), entries_of(session, consultation_id, kind))
        for entry in entries
    }


def label_of(session: Session, consultation_id: uuid.UUID | None, kind: ListKind, code: str) -> str:
    """What one code is called; the code itself where no list knows it."""
    return labels_of(session, consultation_id, kind).get(code, code) if code else ""


def departements_of(session: Session, consultation_id: uuid.UUID) -> list[str]:
    """The names of the départements of a consultation, to suggest."""
    return [one.label for one in entries_of(session, consultation_id, ListKind.DEPARTEMENT)]


def list_in_place(
    session: Session, consultation_id: uuid.UUID | None, kind: ListKind
) -> ReferenceEntries:
    """The list that counts in a consultation, with where it comes from."""
    latest = _latest_id(session, consultation_id, kind) if consultation_id else None
    return shipped_list(kind) if latest is None else _put_in_place(session, latest)


def list_of_row(row: ReferenceList) -> ReferenceEntries:
    """What a row holds."""
    entries = entries_of_rows(row.entries)
    return ReferenceEntries(row.kind, entries, row.source, row.dated_on, row.id)


def _latest_id(session: Session, consultation_id: uuid.UUID, kind: ListKind) -> uuid.UUID | None:
    return session.scalar(
        sa.select(ReferenceList.id)
        .where(ReferenceList.consultation_id == consultation_id, ReferenceList.kind == kind)
        .order_by(ReferenceList.id.desc())
        .limit(1)
    )


def _put_in_place(session: Session, list_id: uuid.UUID) -> ReferenceEntries:
    with _KNOWN_LOCK:
        known = _KNOWN.get(list_id)
    if known is None:
        known = list_of_row(session.get_one(ReferenceList, list_id))
        with _KNOWN_LOCK:
            _KNOWN[list_id] = known
    return known
