"""The lists that were put in place in a consultation, and what its organisations use of a list."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.accents import without_accents
from app.models import ListKind, Organisation, ReferenceList
from app.organisations.lists.entries import Entry
from app.organisations.queries import speaking_in
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page

MOST_VERSIONS = 20
_COLUMNS = {
    ListKind.LEGAL_FORM: Organisation.legal_form,
    ListKind.SECTOR: Organisation.sector,
    ListKind.DEPARTEMENT: Organisation.territory,
    ListKind.EPCI: Organisation.epci,
}


def versions_of(
    session: Session, consultation_id: uuid.UUID, kind: ListKind
) -> Sequence[ReferenceList]:
    """The latest lists that were put in place, the one that counts first."""
    return session.scalars(
        sa.select(ReferenceList)
        .where(ReferenceList.consultation_id == consultation_id, ReferenceList.kind == kind)
        .order_by(ReferenceList.id.desc())
        .limit(MOST_VERSIONS)
    ).all()


def version_of(
    session: Session, consultation_id: uuid.UUID, kind: ListKind, list_id: uuid.UUID
) -> ReferenceList | None:
    """One of them."""
    return session.scalar(
        sa.select(ReferenceList).where(
            ReferenceList.id == list_id,
            ReferenceList.consultation_id == consultation_id,
            ReferenceList.kind == kind,
        )
    )


def uses_of(session: Session, consultation_id: uuid.UUID, kind: ListKind) -> dict[str, int]:
    """How many organisations of a consultation keep what of a list: those for which somebody
    speaks there, and those that came with words that were brought in."""
    column = _COLUMNS[kind]
    rows = session.execute(
        sa.select(column, sa.func.count())
        .where(
            sa.or_(
                Organisation.consultation_id == consultation_id,
                Organisation.id.in_(speaking_in(consultation_id)),
            ),
            column != "",
        )
        .group_by(column)
    )
    return {str(kept): number for kept, number in rows}


def entries_page(entries: Sequence[Entry], words: str, cursor: Cursor) -> tuple[Page[Entry], int]:
    """The lines in which all these words are, a page of them, and how many there are."""
    wanted = without_accents(words).casefold().split()
    found = [entry for entry in entries if all(word in _searched(entry) for word in wanted)]
    places = {entry.code: place for place, entry in enumerate(found)}
    start = cursor.as_int()
    if start is None:
        cursor = Cursor()
        shown = found[: PAGE_SIZE + 1]
    elif cursor.backwards:
        shown = found[max(0, start - PAGE_SIZE - 1) : start][::-1]
    else:
        shown = found[start + 1 : start + PAGE_SIZE + 2]
    page = make_page(shown, cursor, size=PAGE_SIZE, key_of=lambda entry: places[entry.code])
    return page, len(found)


def _searched(entry: Entry) -> str:
    return without_accents(f"{entry.code} {entry.label} {entry.parent}").casefold()
