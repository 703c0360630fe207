"""Reading made documents and templates."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer

from app.models import (
    IN_CORPUS,
    Contribution,
    DocumentTemplate,
    Excerpt,
    Job,
    MadeDocument,
    MadeKind,
    Plan,
    StrategyVersion,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

WRITTEN = tuple(kind for kind in MadeKind if kind is not MadeKind.OPEN_DATA)
"""The kinds that are documents to read."""


@dataclass(frozen=True)
class MadeLine:
    """A document with what a list says of it."""

    made: MadeDocument
    job: Job | None
    version: int | None
    plan: int | None
    other_plan: int | None

    @property
    def is_being_made(self) -> bool:
        return self.job is not None and not self.job.has_ended


def documents_page(
    session: Session, consultation_id: uuid.UUID, cursor: Cursor, *, with_private: bool
) -> Page[MadeLine]:
    """The documents that were asked for, the newest first; without `with_private`, those that
    everybody may take."""
    found = _lines().where(
        MadeDocument.consultation_id == consultation_id, MadeDocument.kind.in_(WRITTEN)
    )
    if not with_private:
        found = found.where(MadeDocument.is_public, MadeDocument.made_at.is_not(None))
    found = paged(found, MadeDocument.id, cursor, cursor.as_uuid(), size=PAGE_SIZE, descending=True)
    lines = [MadeLine(*row) for row in session.execute(found)]
    return make_page(lines, cursor, size=PAGE_SIZE, key_of=lambda one: one.made.id)


def document_of(
    session: Session, consultation_id: uuid.UUID, document_id: uuid.UUID
) -> MadeLine | None:
    row = session.execute(
        _lines().where(
            MadeDocument.id == document_id, MadeDocument.consultation_id == consultation_id
        )
    ).first()
    return MadeLine(*row) if row else None


def kind_made(session: Session, document_id: uuid.UUID) -> MadeKind | None:
    """What a job makes; None where it was removed."""
    return session.scalar(sa.select(MadeDocument.kind).where(MadeDocument.id == document_id))


def _lines() -> sa.Select[*tuple[Any, ...]]:
    first, other = aliased(Plan), aliased(Plan)
    return (
        sa.select(MadeDocument, Job, StrategyVersion.number, first.number, other.number)
        .outerjoin(Job, MadeDocument.job_id == Job.id)
        .outerjoin(StrategyVersion, MadeDocument.version_id == StrategyVersion.id)
        .outerjoin(first, MadeDocument.plan_id == first.id)
        .outerjoin(other, MadeDocument.other_plan_id == other.id)
    )


def words_left(session: Session, made: MadeDocument) -> bool:
    """Whether words that its file holds were withdrawn since it was made."""
    cited = [uuid.UUID(one) for one in made.cited]
    if not cited:
        return False
    return _still_there(session, cited) < len(cited)


def _still_there(session: Session, cited: Iterable[uuid.UUID]) -> int:
    found = (
        sa.select(sa.func.count())
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .where(Excerpt.id.in_(cited), Contribution.state.in_(IN_CORPUS))
    )
    return session.scalar(found) or 0


def templates_of(session: Session, consultation_id: uuid.UUID) -> list[DocumentTemplate]:
    """The templates in use, by kind and title. There are few: each was sent by hand."""
    found = sa.select(DocumentTemplate).where(
        DocumentTemplate.consultation_id == consultation_id, ~DocumentTemplate.is_dropped
    )
    found = found.order_by(DocumentTemplate.kind, DocumentTemplate.title, DocumentTemplate.id)
    return list(session.scalars(found))


def template_of(
    session: Session, consultation_id: uuid.UUID, template_id: uuid.UUID
) -> DocumentTemplate | None:
    return session.scalar(
        sa.select(DocumentTemplate).where(
            DocumentTemplate.id == template_id,
            DocumentTemplate.consultation_id == consultation_id,
        )
    )


def versions_offered(session: Session, strategy_id: uuid.UUID) -> list[StrategyVersion]:
    """The versions of which a document can be made, without their content, the newest first."""
    found = sa.select(StrategyVersion).where(StrategyVersion.strategy_id == strategy_id)
    found = found.options(defer(StrategyVersion.content))
    return list(session.scalars(found.order_by(StrategyVersion.number.desc())))
