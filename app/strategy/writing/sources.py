"""What a line may cite: what leads to it, and what a search finds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.search.matching import excerpts_with
from app.corpus.search.terms import terms_of
from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import Excerpt, Point, PointKind, Reference, StrategyNode
from app.references.queries import Filter, references_page
from app.references.quoting import short_citation
from app.strategy.citing import Cited
from app.strategy.coverage.excerpts import Wanted, cell_page, ids_of_cell
from app.strategy.evidence_members import Weight, members_of_points, weights_of
from app.strategy.ways import points_behind

MOST_OFFERED = 8
MOST_POINTS = 30


@dataclass(frozen=True)
class Quotable:
    """An excerpt or a reference, and the mark that cites it."""

    mark: str
    words: str
    where: str


@dataclass(frozen=True)
class PointBehind:
    """A finding, a need or a candidate action that leads to a line, and on how much it rests."""

    id: uuid.UUID
    kind: PointKind
    title: str
    weight: Weight


@dataclass(frozen=True)
class Sources:
    """What stands beside a line: `excerpts` and `references` are those that were found, or what
    leads to the line where nothing is searched."""

    points: tuple[PointBehind, ...]
    excerpts: tuple[Quotable, ...]
    references: tuple[Quotable, ...]


def sources_for(
    session: Session, node: StrategyNode, consultation_id: uuid.UUID, words: str
) -> Sources:
    """What may be cited in a line; with `words`, what holds them all, in any of their forms."""
    if words:
        excerpts = _excerpts_with(session, consultation_id, words)
    else:
        wanted = Wanted(consultation_id, node.id)
        ids = ids_of_cell(session, wanted)
        excerpts = list(cell_page(session, wanted, ids, size=MOST_OFFERED).rows)
    return Sources(
        points=tuple(_points(session, consultation_id, node)),
        excerpts=tuple(map(_said, excerpts)),
        references=tuple(_references_with(session, consultation_id, words)) if words else (),
    )


def _excerpts_with(session: Session, consultation_id: uuid.UUID, words: str) -> list[Verbatim]:
    terms = terms_of(words)
    if not terms:
        return []
    found = (
        select_verbatims()
        .where(
            Excerpt.consultation_id == consultation_id,
            Excerpt.id.in_(excerpts_with(session, terms, family=True)),
        )
        .order_by(Excerpt.id)
        .limit(MOST_OFFERED)
    )
    return [Verbatim(**row._asdict()) for row in session.execute(found)]


def _said(one: Verbatim) -> Quotable:
    where = ", ".join(part for part in (one.activity_title, one.location) if part)
    return Quotable(Cited(one.excerpt_id).mark, one.text, where)


def _references_with(session: Session, consultation_id: uuid.UUID, words: str) -> list[Quotable]:
    chosen = Filter(words=words)
    found = references_page(session, consultation_id, chosen=chosen, size=MOST_OFFERED)
    return [_document(one) for one in found.rows]


def _document(one: Reference) -> Quotable:
    return Quotable(Cited(None, one.key).mark, one.title, short_citation(one))


def _points(session: Session, consultation_id: uuid.UUID, node: StrategyNode) -> list[PointBehind]:
    found = sa.select(Point.id, Point.kind, Point.title).where(
        Point.id.in_(points_behind(consultation_id, node.id))
    )
    rows = session.execute(found.order_by(Point.kind, Point.id).limit(MOST_POINTS)).all()
    weights = weights_of(session, members_of_points([row.id for row in rows])) if rows else {}
    return [PointBehind(*row, weight=weights.get(row.id, Weight())) for row in rows]
