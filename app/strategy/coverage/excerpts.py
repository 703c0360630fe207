"""The excerpts behind a cell of the coverage, each with the decisions that brought it there."""

from __future__ import annotations

import datetime as dt
import uuid
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import Account, EvidenceLink, EvidenceStatus, Excerpt, Point, PointKind, Theme
from app.strategy.coverage.groups import By, narrowed
from app.strategy.ways import coded_themes, is_accepted, points_behind, ways_to_nodes
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page


@dataclass(frozen=True)
class Way:
    """A decision by which an excerpt leads to an objective: on itself, on a point of which it is
    evidence (`point_kind`), or on a theme that it has. `title` is that of the point or theme."""

    status: EvidenceStatus
    motive: str
    who: str
    made_at: dt.datetime
    title: str = ""
    point_kind: PointKind | None = None


@dataclass(frozen=True, kw_only=True)
class Leading(Verbatim):
    """An excerpt that leads to an objective, and by which decisions."""

    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Wanted:
    """A cell of the coverage: an objective and a group, or all of them without `by`."""

    consultation_id: uuid.UUID
    node_id: uuid.UUID
    by: By | None = None
    value: str = ""


def ids_of_cell(session: Session, wanted: Wanted) -> list[uuid.UUID]:
    """The excerpts of a cell, those that came first at the top: looked for once, for their number
    and for a page of them."""
    found = _in_cell(session, wanted).with_only_columns(Excerpt.id).order_by(Excerpt.id)
    return list(session.scalars(found))


def cell_page(
    session: Session,
    wanted: Wanted,
    ids: Sequence[uuid.UUID],
    *,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[Leading]:
    """A page of the excerpts of a cell (`ids_of_cell`)."""
    cursor = cursor or Cursor()
    shown = _from(ids, cursor, size + 1)
    found = select_verbatims().where(Excerpt.id.in_(shown)).order_by(Excerpt.id)
    rows = list(session.execute(found))
    if cursor.backwards:
        rows.reverse()
    ways = _ways(session, wanted, shown)
    lines = [Leading(**row._asdict(), ways=tuple(ways[row.excerpt_id])) for row in rows]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.excerpt_id)


def _from(ids: Sequence[uuid.UUID], cursor: Cursor, most: int) -> Sequence[uuid.UUID]:
    """The first identifiers in the direction of a cursor."""
    start = cursor.as_uuid()
    if cursor.backwards:
        end = len(ids) if start is None else bisect_left(ids, start)
        return ids[max(0, end - most) : end]
    begin = 0 if start is None else bisect_right(ids, start)
    return ids[begin : begin + most]


def _in_cell(session: Session, wanted: Wanted) -> sa.Select[*tuple[Any, ...]]:
    ways = ways_to_nodes(wanted.consultation_id, node_id=wanted.node_id)
    found = select_verbatims().join(ways, ways.c.excerpt_id == Excerpt.id)
    if wanted.by is None:
        return found
    return narrowed(session, found, wanted.consultation_id, wanted.by, wanted.value)


def _ways(
    session: Session, wanted: Wanted, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[Way]]:
    """The decisions by which some excerpts lead to the objective, their own first."""
    points = points_behind(wanted.consultation_id, wanted.node_id)
    decision = (EvidenceLink.status, EvidenceLink.motive, Account.name, EvidenceLink.created_at)
    there = sa.and_(
        sa.or_(EvidenceLink.node_id == wanted.node_id, EvidenceLink.point_id.in_(points)),
        is_accepted(),
    )
    own = (
        sa.select(EvidenceLink.excerpt_id, *decision, Point.title, Point.kind)
        .outerjoin(Account, EvidenceLink.account_id == Account.id)
        .outerjoin(Point, EvidenceLink.point_id == Point.id)
        .where(EvidenceLink.excerpt_id.in_(excerpt_ids), there)
        .order_by(EvidenceLink.node_id.is_(None), EvidenceLink.id)
    )
    coded = coded_themes(wanted.consultation_id, excerpt_ids)
    linked, shown = aliased(Theme), aliased(Theme)
    of_themes = (
        sa.select(coded.c.excerpt_id, *decision, shown.title, sa.null())
        .select_from(EvidenceLink)
        .join(linked, EvidenceLink.theme_id == linked.id)
        .join(coded, linked.stands_for_id == coded.c.theme_id)
        .join(shown, coded.c.theme_id == shown.id)
        .outerjoin(Account, EvidenceLink.account_id == Account.id)
        .where(there)
        .order_by(EvidenceLink.id)
    )
    ways: dict[uuid.UUID, list[Way]] = defaultdict(list)
    for excerpt_id, status, motive, who, made_at, title, kind in (
        *session.execute(own),
        *session.execute(of_themes),
    ):
        ways[excerpt_id].append(Way(status, motive, who or "", made_at, title or "", kind))
    return ways
