"""Reading the bibliography."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from app.corpus.verbatims import EXCERPT_TEXT
from app.models import (
    IN_CORPUS,
    Citation,
    Contribution,
    ContributionState,
    Excerpt,
    Nature,
    QuestionOrigin,
    Reference,
    ReferenceImport,
    ReferenceKind,
    ReferenceQuote,
    ReferenceTag,
)
from app.references.description import fold
from app.strategy.decisions import has_decision
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged_by


class Order(enum.StrEnum):
    AUTHOR = "author"
    YEAR = "year"


@dataclass(frozen=True)
class Filter:
    """Which references a list holds; what is empty does not narrow it."""

    words: str = ""
    kind: ReferenceKind | None = None
    tag: str = ""
    territory: str = ""
    year: int | None = None

    @property
    def is_in_use(self) -> bool:
        return self != Filter()


@dataclass(frozen=True)
class Choices:
    """By what the references of a consultation can be filtered."""

    kinds: tuple[ReferenceKind, ...]
    tags: tuple[str, ...]
    territories: tuple[str, ...]
    years: tuple[int, ...]


def references_page(
    session: Session,
    consultation_id: uuid.UUID,
    *,
    chosen: Filter | None = None,
    order: Order = Order.AUTHOR,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[Reference]:
    """References by author, or the newest first and then by author."""
    cursor = cursor or Cursor()
    found = _chosen(consultation_id, chosen or Filter()).options(selectinload(Reference.tags))
    columns: list[tuple[Any, bool]] = [(Reference.author_order, False), (Reference.id, False)]
    if order is Order.YEAR:
        columns.insert(0, (Reference.year_order, True))
    border = _border(session, consultation_id, cursor, [column for column, _ in columns])
    rows = session.scalars(paged_by(found, columns, cursor, border, size=size)).all()
    at_top = cursor if border is not None else Cursor()
    return make_page(rows, at_top, size=size, key_of=lambda reference: reference.id)


def _border(
    session: Session, consultation_id: uuid.UUID, cursor: Cursor, columns: list[Any]
) -> Sequence[Any] | None:
    """The values of the row where the page begins; None at the top, or where it is gone."""
    key = cursor.as_uuid()
    if key is None:
        return None
    return session.execute(
        sa.select(*columns).where(Reference.id == key, Reference.consultation_id == consultation_id)
    ).one_or_none()


def _chosen(consultation_id: uuid.UUID, chosen: Filter) -> sa.Select[Reference]:
    found = sa.select(Reference).where(Reference.consultation_id == consultation_id)
    if chosen.kind is not None:
        found = found.where(Reference.kind == chosen.kind)
    if chosen.territory:
        found = found.where(Reference.territory == chosen.territory)
    if chosen.year is not None:
        found = found.where(Reference.year_order == chosen.year)
    if chosen.tag:
        found = found.where(Reference.tags.any(ReferenceTag.name == chosen.tag))
    for word in chosen.words.split()[:8]:
        found = found.where(_holds(word))
    return found


def _holds(word: str) -> sa.ColumnElement[bool]:
    texts = (Reference.title, Reference.container, Reference.publisher, Reference.abstract)
    holding = [text.icontains(word, autoescape=True) for text in texts]
    plain = fold(word)
    if plain:
        holding.append(Reference.author_order.contains(plain, autoescape=True))
    return sa.or_(*holding)


def chosen_references(
    session: Session, consultation_id: uuid.UUID, chosen: Filter
) -> Sequence[Reference]:
    """Every reference that a filter leaves, by author: what is exported."""
    return session.scalars(
        _chosen(consultation_id, chosen)
        .options(selectinload(Reference.tags))
        .order_by(Reference.author_order, Reference.id)
    ).all()


def all_references(session: Session, consultation_id: uuid.UUID) -> Sequence[Reference]:
    """Every reference of a consultation, by author."""
    return chosen_references(session, consultation_id, Filter())


def reference_count(session: Session, consultation_id: uuid.UUID, chosen: Filter) -> int:
    found = _chosen(consultation_id, chosen).with_only_columns(sa.func.count())
    return session.scalar(found) or 0


def choices_of(session: Session, consultation_id: uuid.UUID) -> Choices:
    """What the references are, in their orders; the newest year first."""
    rows = session.execute(
        sa.select(Reference.kind, Reference.territory, Reference.year_order)
        .where(Reference.consultation_id == consultation_id)
        .distinct()
    ).all()
    tags = session.scalars(
        sa.select(ReferenceTag.name)
        .join(Reference, ReferenceTag.reference_id == Reference.id)
        .where(Reference.consultation_id == consultation_id)
        .distinct()
    )
    kinds = {row.kind for row in rows}
    return Choices(
        kinds=tuple(kind for kind in ReferenceKind if kind in kinds),
        tags=tuple(sorted(tags, key=fold)),
        territories=tuple(sorted({row.territory for row in rows} - {""}, key=fold)),
        years=tuple(sorted({row.year_order for row in rows} - {0}, reverse=True)),
    )


def reference_of(
    session: Session, consultation_id: uuid.UUID, reference_id: uuid.UUID
) -> Reference | None:
    """A reference of this consultation, with its tags."""
    return session.scalar(
        sa.select(Reference)
        .options(selectinload(Reference.tags))
        .where(Reference.id == reference_id, Reference.consultation_id == consultation_id)
    )


def import_of(
    session: Session, consultation_id: uuid.UUID, import_id: uuid.UUID
) -> ReferenceImport | None:
    """An import of references of this consultation."""
    return session.scalar(
        sa.select(ReferenceImport).where(
            ReferenceImport.id == import_id, ReferenceImport.consultation_id == consultation_id
        )
    )


@dataclass(frozen=True)
class Quote:
    """Words quoted from a reference, as they stand in the corpus."""

    id: uuid.UUID
    contribution_id: uuid.UUID
    excerpt_id: uuid.UUID
    text: str
    page: str
    nature: Nature
    state: ContributionState
    is_used: bool

    @property
    def is_in_corpus(self) -> bool:
        return self.state in IN_CORPUS

    @property
    def is_withdrawn(self) -> bool:
        return self.state is ContributionState.WITHDRAWN


def quotes_of(session: Session, reference_id: uuid.UUID) -> list[Quote]:
    """The quotes of a reference, those that were withdrawn too, in the order of their making."""
    rows = session.execute(
        sa.select(
            ReferenceQuote.id,
            ReferenceQuote.contribution_id,
            Excerpt.id.label("excerpt_id"),
            EXCERPT_TEXT,
            ReferenceQuote.page,
            Excerpt.nature,
            Contribution.state,
            _is_used(Excerpt.id).label("is_used"),
        )
        .select_from(ReferenceQuote)
        .join(Contribution, ReferenceQuote.contribution_id == Contribution.id)
        .join(Excerpt, Excerpt.contribution_id == Contribution.id)
        .where(ReferenceQuote.reference_id == reference_id)
        .order_by(ReferenceQuote.id)
    )
    return [Quote(**row._asdict()) for row in rows]


def quote_of(
    session: Session, reference_id: uuid.UUID, quote_id: uuid.UUID
) -> ReferenceQuote | None:
    return session.scalar(
        sa.select(ReferenceQuote).where(
            ReferenceQuote.id == quote_id, ReferenceQuote.reference_id == reference_id
        )
    )


def quotes_in_corpus(session: Session, reference_id: uuid.UUID) -> int:
    """How many quotes of a reference are in the corpus."""
    counted = (
        sa.select(sa.func.count())
        .select_from(ReferenceQuote)
        .join(Contribution, ReferenceQuote.contribution_id == Contribution.id)
        .where(ReferenceQuote.reference_id == reference_id, Contribution.state.in_(IN_CORPUS))
    )
    return session.scalar(counted) or 0


def is_referred_to(session: Session, contribution_id: uuid.UUID) -> bool:
    """Whether a decision, a questionnaire or a line of the strategy rests on a contribution."""
    used = sa.select(Excerpt.id).where(
        Excerpt.contribution_id == contribution_id, _is_used(Excerpt.id)
    )
    return session.scalar(used.limit(1)) is not None


def _is_used(excerpt_id: Any) -> sa.ColumnElement[bool]:
    asked = sa.exists().where(QuestionOrigin.excerpt_id == excerpt_id)
    cited = sa.exists().where(Citation.excerpt_id == excerpt_id)
    return sa.or_(has_decision(excerpt_id), asked, cited)
