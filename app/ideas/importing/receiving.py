"""Files of ideas on their way into a box: what they hold, and what would come of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.corpus import importing
from app.corpus.tables import BadRow, Table, TableError
from app.ideas.importing.columns import IdeaColumn, IdeaColumnProposal, propose_columns
from app.ideas.importing.drafts import IdeaDrafts, idea_drafts
from app.models import CorpusImport, Idea, IdeaBox, Job, JobKind
from app.storage.store import Store


@dataclass(frozen=True)
class Preview:
    """A file, its columns and what would come of them. Without `result`, `problem` says why the
    choice of columns cannot be used."""

    table: Table
    columns: tuple[IdeaColumnProposal, ...]
    roles: dict[int, IdeaColumn]
    result: IdeaDrafts | None = None
    problem: TableError | None = None

    @property
    def bad_rows(self) -> list[BadRow]:
        """Those of the table and those of the ideas, in the order of the file."""
        found = [*self.table.bad_rows, *(self.result.bad_rows if self.result else ())]
        return sorted(found, key=lambda row: row.number)


def import_of(session: Session, box: IdeaBox, import_id: uuid.UUID) -> CorpusImport | None:
    """An import of ideas into this box."""
    return session.scalar(
        sa.select(CorpusImport)
        .options(joinedload(CorpusImport.activity))
        .where(
            CorpusImport.id == import_id,
            CorpusImport.activity_id == box.activity_id,
            CorpusImport.is_of_ideas,
        )
    )


def code_of_import(session: Session, import_id: uuid.UUID) -> str:
    """The code of the box into which a file of ideas goes."""
    activity = session.get_one(CorpusImport, import_id).activity
    assert activity is not None
    return activity.code


def imports_of(session: Session, box: IdeaBox) -> list[CorpusImport]:
    """The last fifty files that came to this box, the newest first."""
    return list(
        session.scalars(
            sa.select(CorpusImport)
            .where(CorpusImport.activity_id == box.activity_id, CorpusImport.is_of_ideas)
            .order_by(CorpusImport.id.desc())
            .limit(50)
        )
    )


def roles_of(received: CorpusImport) -> dict[int, IdeaColumn]:
    """What the columns are taken for, by index."""
    return {int(index): IdeaColumn(role) for index, role in received.roles.items()}


def preview(
    received: CorpusImport, store: Store, roles: dict[int, IdeaColumn] | None = None
) -> Preview:
    """The file, its columns, and the ideas that would come, with these roles or those kept.

    Raises:
        app.corpus.originals.OriginalLost: it is not kept any more.
        app.corpus.tables.TableError: the file cannot be read.
    """
    table = importing.read_original(received, store)
    columns, roles = propose_columns(table), roles or roles_of(received)
    try:
        return Preview(table, columns, roles, result=idea_drafts(table, roles))
    except TableError as problem:
        return Preview(table, columns, roles, problem=problem)


def already_there(session: Session, box: IdeaBox, result: IdeaDrafts | None) -> int:
    """How many of the ideas the box holds already."""
    if result is None:
        return 0
    there = set(session.scalars(sa.select(Idea.key).where(Idea.box_id == box.id)))
    return sum(draft.key in there for draft in result.drafts)


def new_themes(box: IdeaBox, result: IdeaDrafts | None, most: int) -> list[str]:
    """The themes that the import would add to the box, which has `most` at most."""
    there = {theme.title.casefold() for theme in box.themes}
    named = {title.casefold(): title for title in result.themes} if result else {}
    return [title for key, title in named.items() if key not in there][: max(0, most - len(there))]


def chosen_roles(received: CorpusImport, sent: Mapping[str, str]) -> dict[int, IdeaColumn]:
    """What the columns are taken for, as it was sent (`role-N`); what is unknown stays."""
    known = {column.value for column in IdeaColumn}
    return {
        index: IdeaColumn(role) if (role := sent.get(f"role-{index}", "")) in known else former
        for index, former in roles_of(received).items()
    }


def start(
    session: Session,
    received: CorpusImport,
    *,
    skip_bad_rows: bool,
    account_id: uuid.UUID | None,
) -> Job:
    """Hand the import to a job.

    Raises:
        app.models.ImportAlreadyStarted: it was started before.
    """
    assert received.activity is not None
    return importing.start(
        session,
        received,
        activity=received.activity,
        skip_bad_rows=skip_bad_rows,
        account_id=account_id,
        kind=JobKind.IDEAS,
    )
