"""Files of answers on their way into the corpus: what they hold, and what would come of them."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Protocol

from sqlalchemy.orm import Session

from app.corpus import originals
from app.corpus.intake import NewContribution, NewRespondent, TakenIn, cut, take_in
from app.corpus.tables import (
    BadRow,
    ColumnProposal,
    ColumnRole,
    Draft,
    DraftResult,
    ReadOptions,
    Table,
    TableError,
    drafts,
    propose_roles,
    read_table,
)
from app.jobs import services as jobs
from app.models import Activity, Channel, CorpusImport, Job, JobKind
from app.storage.store import Store


class Proposed(Protocol):
    """What a column is taken for, in the words of some kind of file."""

    @property
    def index(self) -> int: ...

    @property
    def role(self) -> enum.StrEnum: ...


Propose = Callable[[Table], Sequence[Proposed]]


@dataclass(frozen=True)
class Look:
    """A file with its columns, and what each of them is taken for."""

    table: Table
    columns: tuple[ColumnProposal, ...]
    roles: dict[int, ColumnRole]

    def with_roles(self, roles: dict[str, str]) -> Look:
        """The same file, its columns taken for something else."""
        return replace(self, roles={int(index): ColumnRole(role) for index, role in roles.items()})


@dataclass(frozen=True)
class Preview:
    """What an import would add, before it adds anything."""

    table: Table
    result: DraftResult

    @property
    def bad_rows(self) -> tuple[BadRow, ...]:
        return tuple(
            sorted((*self.table.bad_rows, *self.result.bad_rows), key=lambda row: row.number)
        )


def receive(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
    stream: BinaryIO,
    filename: str,
    store: Store,
    limit: int,
    propose: Propose = propose_roles,
    **values: Any,
) -> CorpusImport:
    """Keep a file and propose how to read it. `values` are others of the import.

    Raises:
        originals.OriginalTooLarge: it has more than `limit` bytes.
        app.corpus.tables.TableError: it is not a table that can be read.
    """
    original = originals.keep(stream, store, limit=limit)
    try:
        with originals.on_disk(store, original.sha256) as path:
            table = read_table(path)
    except TableError:
        originals.let_go(original, store)
        raise
    received = CorpusImport(
        consultation_id=consultation_id,
        account_id=account_id,
        filename=originals.told_name(filename) or "import",
        sha256=original.sha256,
        size=original.size,
        roles=_proposed(propose(table)),
        **values,
    )
    session.add(received)
    session.flush()
    return received


def reading_of(received: CorpusImport) -> ReadOptions:
    """The reading that a person corrected, or the automatic one."""
    return ReadOptions(**received.reading)


def roles_of(received: CorpusImport) -> dict[int, ColumnRole]:
    return {int(index): ColumnRole(role) for index, role in received.roles.items()}


def read_original(received: CorpusImport, store: Store) -> Table:
    """The table in the kept file.

    Raises:
        app.corpus.originals.OriginalLost: it is not kept any more.
        app.corpus.tables.TableError: it cannot be read with these options.
    """
    with originals.on_disk(store, received.sha256) as path:
        return read_table(path, options=reading_of(received))


def reread(
    received: CorpusImport, store: Store, reading: ReadOptions, propose: Propose = propose_roles
) -> None:
    """Read the file another way, and propose the columns again.

    Raises:
        app.corpus.tables.TableError: it cannot be read that way; nothing is changed.
    """
    with originals.on_disk(store, received.sha256) as path:
        table = read_table(path, options=reading)
    received.reading = {name: value for name, value in vars(reading).items() if value is not None}
    received.roles = _proposed(propose(table))


def _proposed(columns: Sequence[Proposed]) -> dict[str, str]:
    return {str(column.index): column.role.value for column in columns}


def look_at(received: CorpusImport, store: Store) -> Look:
    """The file and its columns.

    Raises:
        app.corpus.tables.TableError: the file cannot be read.
    """
    table = read_original(received, store)
    return Look(table, propose_roles(table), roles_of(received))


def preview(received: CorpusImport, store: Store) -> Preview:
    """What the import would give.

    Raises:
        app.corpus.tables.TableError: the file or the choice of columns cannot be used.
    """
    table = read_original(received, store)
    return Preview(table, drafts(table, roles_of(received)))


def start(
    session: Session,
    received: CorpusImport,
    *,
    activity: Activity,
    skip_bad_rows: bool,
    account_id: uuid.UUID | None,
    kind: JobKind = JobKind.IMPORT,
) -> Job:
    """Hand the import to a job.

    Raises:
        app.models.ImportAlreadyStarted: it was started before.
    """
    job = jobs.schedule(
        session,
        kind=kind,
        subject_id=received.id,
        consultation_id=received.consultation_id,
        account_id=account_id,
    )
    received.start(job.id)
    received.activity_id = activity.id
    received.skip_bad_rows = skip_bad_rows
    session.flush()
    return job


def add_activity(
    session: Session, *, consultation_id: uuid.UUID, channel: Channel, title: str, code: str = ""
) -> Activity:
    """An activity to import into, when the consultation has none for this file."""
    identifier = uuid.uuid4().hex[:8]
    activity = Activity(
        consultation_id=consultation_id,
        channel=channel,
        code=code or f"{channel.value}-{identifier}",
        title=title,
    )
    session.add(activity)
    session.flush()
    return activity


def to_contributions(
    found: tuple[Draft, ...], progress: Callable[[float], None]
) -> list[NewContribution]:
    """Cut the drafts of a file into contributions with their excerpts."""
    respondents = _respondents(found)
    made: list[NewContribution] = []
    for number, draft in enumerate(found):
        if number % 200 == 0:
            progress(number / len(found))
        made.append(
            NewContribution(
                key=draft.key,
                text=draft.text,
                spans=cut(draft.text),
                question=draft.question or "",
                received_on=draft.date,
                respondent=respondents.get(draft.respondent or ""),
            )
        )
    return made


def _respondents(found: tuple[Draft, ...]) -> dict[str, NewRespondent]:
    """Those who speak in a file, by key. Somebody with several rows keeps every value of each."""
    said: dict[str, dict[str, list[str]]] = {}
    for draft in found:
        if draft.respondent:
            attributes = said.setdefault(draft.respondent, {})
            for name, value in draft.attributes.items():
                values = attributes.setdefault(name, [])
                if value not in values:
                    values.append(value)
    return {
        key: NewRespondent(key, {name: " ; ".join(values) for name, values in attributes.items()})
        for key, attributes in said.items()
    }


def store(
    session: Session,
    received: CorpusImport,
    contributions: list[NewContribution],
    *,
    empty_rows: int,
    duplicates: int,
) -> TakenIn:
    """Take the contributions in and close the import, in the caller's transaction."""
    assert received.activity is not None
    taken = take_in(session, received.activity, contributions, import_id=received.id)
    received.finish(
        added=taken.added,
        already_there=taken.already_there + duplicates,
        empty_rows=empty_rows,
    )
    return taken
