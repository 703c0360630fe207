"""Searches that people name, to find them again; those that are shared are read by the team."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.reading.asking import Asked, asked_in
from app.models import Account, SavedSearch
from app.models.turns import wait_for_name

MOST = 100
"""Searches of one person in a consultation."""
MOST_SHARED = 100
"""Searches of others that a page lists, the newest first."""


class TitleTaken(ValueError):
    """Another search of this person has the name."""


class TooManySearches(ValueError):
    """This person keeps `MOST` searches."""


@dataclass(frozen=True)
class SavedLine:
    id: uuid.UUID
    title: str
    is_shared: bool
    is_own: bool
    who: str


def saved_searches(
    session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID
) -> list[SavedLine]:
    """One's own searches, and those that others share, in the order of their names."""
    is_own = (SavedSearch.account_id == account_id).label("is_own")
    rows = session.execute(
        sa.select(SavedSearch.id, SavedSearch.title, SavedSearch.is_shared, is_own, Account.name)
        .join(Account, SavedSearch.account_id == Account.id)
        .where(
            SavedSearch.consultation_id == consultation_id,
            sa.or_(SavedSearch.account_id == account_id, SavedSearch.is_shared),
        )
        .order_by(is_own.desc(), SavedSearch.id.desc())
        .limit(MOST + MOST_SHARED)
    )
    found = [SavedLine(*row) for row in rows]
    return sorted(found, key=lambda one: (not one.is_own, one.title.lower()))


def search_to_open(
    session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID, search_id: uuid.UUID
) -> SavedSearch | None:
    """One's own search, or one that is shared."""
    search = _search(session, consultation_id, search_id)
    if search is None or not (search.is_shared or search.account_id == account_id):
        return None
    return search


def own_search(
    session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID, search_id: uuid.UUID
) -> SavedSearch | None:
    """One's own search: nobody else's."""
    search = _search(session, consultation_id, search_id)
    return search if search is not None and search.account_id == account_id else None


def asked_of(search: SavedSearch) -> Asked:
    """What a search asks, read as an address is: what was kept may be older than the code.

    Raises:
        ValueError: it cannot be asked any more.
    """
    return asked_in({name: str(value) for name, value in search.asked.items()})


def save(
    session: Session,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID,
    asked: Asked,
    *,
    title: str,
    is_shared: bool,
) -> SavedSearch:
    """Keep a search under a name. Twice the same is once.

    Raises:
        TitleTaken: another search has this name.
        TooManySearches: some must be deleted first.
    """
    _wait(session, account_id)
    there = _titled(session, consultation_id, account_id, title)
    if there is not None:
        if there.asked != asked.as_args():
            raise TitleTaken(title)
        there.is_shared = is_shared
        return there
    mine = sa.select(sa.func.count()).where(
        SavedSearch.consultation_id == consultation_id, SavedSearch.account_id == account_id
    )
    if (session.scalar(mine) or 0) >= MOST:
        raise TooManySearches(account_id)
    search = SavedSearch(
        consultation_id=consultation_id,
        account_id=account_id,
        title=title,
        asked=asked.as_args(),
        is_shared=is_shared,
    )
    session.add(search)
    session.flush()
    return search


def change(session: Session, search: SavedSearch, *, title: str, is_shared: bool) -> None:
    """Give a search another name, share it or share it no more.

    Raises:
        TitleTaken: another search has this name.
    """
    _wait(session, search.account_id)
    there = _titled(session, search.consultation_id, search.account_id, title)
    if there is not None and there.id != search.id:
        raise TitleTaken(title)
    search.title, search.is_shared = title, is_shared


def delete(session: Session, search: SavedSearch) -> None:
    """Forget a search."""
    session.delete(search)


def _wait(session: Session, account_id: uuid.UUID) -> None:
    wait_for_name(session, f"saved searches of {account_id}")


def _search(
    session: Session, consultation_id: uuid.UUID, search_id: uuid.UUID
) -> SavedSearch | None:
    return session.scalar(
        sa.select(SavedSearch).where(
            SavedSearch.id == search_id, SavedSearch.consultation_id == consultation_id
        )
    )


def _titled(
    session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID, title: str
) -> SavedSearch | None:
    return session.scalar(
        sa.select(SavedSearch).where(
            SavedSearch.consultation_id == consultation_id,
            SavedSearch.account_id == account_id,
            SavedSearch.title == title,
        )
    )
