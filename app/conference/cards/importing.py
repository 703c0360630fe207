"""Cards from a sheet, one a row: the file is kept, checked, then its cards enter the corpus."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference.cards.card_columns import proposed_columns
from app.conference.cards.card_content import Face, Sending, Written
from app.conference.cards.card_rows import Problem, RowReader
from app.conference.cards.sending import add_cards, keys_there
from app.corpus import originals
from app.corpus.intake import source_key
from app.corpus.tables import BadRow, Limits, Row, Table, TableError, read_table
from app.models import Card, CardOrigin, CardsImport
from app.models.turns import wait_for_others
from app.storage.store import Store

LIMITS = Limits(rows=5_000, columns=100, cell=10_000)


@dataclass(frozen=True)
class BadCard:
    """A row of which no card can be made, and why."""

    number: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Checked:
    """What would come of a file. `unreadable` are rows that the reader of tables refused."""

    table: Table
    cards: tuple[tuple[Written, Sending], ...]
    bad: tuple[BadCard, ...]
    unreadable: tuple[BadRow, ...]
    blank: int
    already_there: int

    @property
    def bad_count(self) -> int:
        return len(self.bad) + len(self.unreadable)


class BadRowsLeft(ValueError):
    """Some rows are wrong, and nobody said that they are left out."""


class AlreadyImported(ValueError):
    """This import was made before."""


def receive(
    session: Session,
    face: Face,
    *,
    account_id: uuid.UUID | None,
    stream: BinaryIO,
    filename: str,
    store: Store,
    limit: int,
) -> CardsImport:
    """Keep a file and propose what its columns are.

    Raises:
        app.corpus.originals.OriginalTooLarge: it has more than `limit` bytes.
        app.corpus.tables.TableError: it is not a table that can be read, or has too many rows.
    """
    original = originals.keep(stream, store, limit=limit)
    try:
        table = _table(store, original.sha256)
    except TableError:
        originals.let_go(original, store)
        raise
    received = CardsImport(
        form_id=face.form.id,
        account_id=account_id,
        filename=originals.told_name(filename) or "import",
        sha256=original.sha256,
        columns=proposed_columns(face, table.columns),
    )
    session.add(received)
    session.flush()
    return received


def _table(store: Store, sha256: str) -> Table:
    with originals.on_disk(store, sha256) as path:
        return read_table(path, limits=LIMITS)


def import_of(session: Session, form_id: uuid.UUID, import_id: uuid.UUID) -> CardsImport | None:
    """An import of this form."""
    return session.scalar(
        sa.select(CardsImport).where(CardsImport.id == import_id, CardsImport.form_id == form_id)
    )


def check(
    session: Session, face: Face, received: CardsImport, store: Store, day: dt.date
) -> Checked:
    """Read every row. `day` is when the words were said.

    Raises:
        app.corpus.originals.OriginalLost: the file is not kept any more.
        app.corpus.tables.TableError: it cannot be read.
    """
    table = _table(store, received.sha256)
    reader = RowReader(face, received.columns, _sheets_there(session, face.form.id))
    keyed = list(_keyed(face, table.rows))
    there = keys_there(session, face.form.id, [key for _, key in keyed])
    cards, bad, blank = [], [], 0
    for row, key in keyed:
        if key in there:
            continue
        read = reader.read(row.cells)
        if read.problems:
            bad.append(BadCard(row.number, read.problems))
        elif read.written.is_blank:
            blank += 1
        else:
            sending = Sending(key, CardOrigin.FILE, day, received.account_id, read.sheet)
            cards.append((read.written, sending))
    return Checked(table, tuple(cards), tuple(bad), table.bad_rows, blank, len(there))


def import_cards(
    session: Session,
    face: Face,
    received: CardsImport,
    store: Store,
    day: dt.date,
    *,
    skip_bad_rows: bool,
) -> int:
    """Add the cards of a checked file; how many there were.

    Raises:
        AlreadyImported: it was done before.
        BadRowsLeft: rows are wrong, and `skip_bad_rows` is not said; nothing is added.
        What `check` raises.
    """
    wait_for_others(session, face.form)
    session.refresh(received)
    if received.added is not None:
        raise AlreadyImported
    checked = check(session, face, received, store, day)
    if checked.bad_count and not skip_bad_rows:
        raise BadRowsLeft
    received.added = len(add_cards(session, face, checked.cards))
    return received.added


def _keyed(face: Face, rows: tuple[Row, ...]) -> Iterator[tuple[Row, str]]:
    """Each row with the key of its card: what stands in it, and how often it stood there before.

    The same file twice, or as another kind of file, or with rows added, gives the same keys.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        cells = tuple(cell.strip() for cell in row.cells)
        seen[cells] += 1
        yield row, source_key("card-row", str(face.form.id), str(seen[cells]), *cells)


def _sheets_there(session: Session, form_id: uuid.UUID) -> set[str]:
    return set(
        session.scalars(
            sa.select(Card.sheet).where(
                Card.form_id == form_id, Card.sheet != "", Card.withdrawn_at.is_(None)
            )
        )
    )
