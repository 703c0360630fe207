"""What leads nowhere, or comes from nowhere: excerpts, needs, objectives, candidate actions.

What is linked later leaves the lists by itself. Voices that fed nothing are in `silent_voices`.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    IN_CORPUS,
    Contribution,
    EvidenceLink,
    Excerpt,
    NodeKind,
    NodeState,
    OrphanKind,
    Point,
    PointKind,
    PointState,
    Strategy,
    StrategyNode,
)
from app.strategy.coverage.groups import VOICE, By, narrowed
from app.strategy.orphans.answers import Answer, answers_in_force, subject_of
from app.strategy.ways import is_accepted, is_decided, ways_to_actions, ways_to_nodes
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

MOST_VOICES_OF_ONE_SOURCE = 1
VERBATIM = tuple(one.name for one in fields(Verbatim))
KEYS: dict[OrphanKind, Any] = {
    OrphanKind.EXCERPT: Excerpt.id,
    OrphanKind.NEED: Point.id,
    OrphanKind.OBJECTIVE: StrategyNode.id,
    OrphanKind.ACTION: Point.id,
}


@dataclass(frozen=True)
class Orphan:
    """One line of a list: an excerpt, or the title of a point or an objective (with its code).

    `subject` names it in forms and answers; `excerpts`: how many a candidate action has.
    """

    subject: str
    answer: Answer | None = None
    verbatim: Verbatim | None = None
    id: uuid.UUID | None = None
    title: str = ""
    code: str = ""
    excerpts: int = 0


@dataclass(frozen=True)
class Listed:
    """Which list: those that wait, or those that were answered; excerpts may be narrowed down to
    groups."""

    consultation_id: uuid.UUID
    kind: OrphanKind
    answered: bool = False
    groups: tuple[tuple[By, str], ...] = ()


def orphans_page(
    session: Session,
    listed: Listed,
    *,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
    evidenced: Collection[uuid.UUID] | None = None,
) -> Page[Orphan]:
    """A list of orphans, those that came first at the top. `evidenced`: objectives that are known
    to have evidence; None: each of them is looked at."""
    cursor = cursor or Cursor()
    key = KEYS[listed.kind]
    answers = answers_in_force(listed.consultation_id, listed.kind).subquery()
    found = _orphans(session, listed, evidenced).add_columns(key.label("key"))
    if listed.answered:
        found = found.join(answers, answers.c.subject == subject_of(key)).add_columns(
            answers.c.reason, answers.c.who, answers.c.made_at
        )
    else:
        found = found.where(subject_of(key).not_in(sa.select(answers.c.subject)))
    found = paged(found, key, cursor, cursor.as_uuid(), size=size)
    lines = [_orphan(listed, row._asdict()) for row in session.execute(found)]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.id)


def counts_of(session: Session, listed: Listed) -> tuple[int, int]:
    """How many orphans a list has that wait, and that were answered."""
    all_of_them, with_answer = session.execute(select_counts(session, listed)).one()
    return all_of_them - with_answer, with_answer


def select_counts(session: Session, listed: Listed) -> sa.Select[*tuple[Any, ...]]:
    """How many orphans a list has, and how many of them were answered."""
    answers = answers_in_force(listed.consultation_id, listed.kind).subquery()
    is_answered = subject_of(KEYS[listed.kind]).in_(sa.select(answers.c.subject))
    answered = sa.func.coalesce(sa.func.sum(sa.case((is_answered, 1), else_=0)), 0)
    return _orphans(session, listed).with_only_columns(sa.func.count(), answered)


def orphans_among(session: Session, listed: Listed, subjects: Collection[str]) -> set[str]:
    """Which of some subjects are orphans of this consultation, answered or not."""
    ids = [uuid.UUID(subject) for subject in subjects if _is_identifier(subject)]
    key = KEYS[listed.kind]
    found = _orphans(session, listed).with_only_columns(key).where(key.in_(ids))
    return {one.hex for one in session.scalars(found)}


def select_said(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    """How many excerpts the corpus has, and nothing, so that it stands beside `select_counts`."""
    found = select_verbatims().where(Excerpt.consultation_id == consultation_id)
    return found.with_only_columns(sa.func.count(), sa.literal(0))


def _is_identifier(subject: str) -> bool:
    return len(subject) == 32 and set(subject) <= set("0123456789abcdef")


def _orphan(listed: Listed, row: dict[str, Any]) -> Orphan:
    return Orphan(
        subject=row["key"].hex,
        answer=Answer(row["reason"], row["who"] or "", row["made_at"]) if listed.answered else None,
        verbatim=Verbatim(**{name: row[name] for name in VERBATIM})
        if listed.kind is OrphanKind.EXCERPT
        else None,
        id=row["key"],
        title=row.get("title", ""),
        code=row.get("code", ""),
        excerpts=row.get("excerpts", 0),
    )


def _orphans(
    session: Session, listed: Listed, evidenced: Collection[uuid.UUID] | None = None
) -> sa.Select[*tuple[Any, ...]]:
    match listed.kind:
        case OrphanKind.EXCERPT:
            return _excerpts(session, listed)
        case OrphanKind.NEED:
            return _needs(listed.consultation_id)
        case OrphanKind.OBJECTIVE:
            return _objectives(listed.consultation_id, evidenced)
        case OrphanKind.ACTION:
            return _actions(listed.consultation_id)
    raise ValueError("voices are no rows of a table")


def _excerpts(session: Session, listed: Listed) -> sa.Select[*tuple[Any, ...]]:
    """Nobody decided of it, for a line or a point, and no theme of it is accepted for any."""
    found = select_verbatims().where(
        Excerpt.consultation_id == listed.consultation_id, ~is_decided(Excerpt.id)
    )
    for by, value in listed.groups:
        found = narrowed(session, found, listed.consultation_id, by, value)
    return found


def _points(consultation_id: uuid.UUID, kind: PointKind) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(Point.title).where(
        Point.consultation_id == consultation_id,
        Point.kind == kind,
        Point.state == PointState.OPEN,
    )


def _needs(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    link = aliased(EvidenceLink)
    has_line = sa.exists().where(
        link.from_point_id == Point.id, link.node_id.is_not(None), is_accepted(link)
    )
    return _points(consultation_id, PointKind.NEED).where(~has_line)


def _objectives(
    consultation_id: uuid.UUID, evidenced: Collection[uuid.UUID] | None
) -> sa.Select[*tuple[Any, ...]]:
    has_evidence: sa.ColumnElement[bool] = StrategyNode.id.in_(_evidenced(consultation_id))
    if evidenced is not None:
        # What was linked since they were told is seen at once.
        has_evidence = sa.or_(StrategyNode.id.in_(evidenced), _is_linked())
    return (
        sa.select(StrategyNode.title, StrategyNode.code)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(
            Strategy.consultation_id == consultation_id,
            StrategyNode.kind == NodeKind.OBJECTIVE,
            StrategyNode.state == NodeState.OPEN,
            ~has_evidence,
        )
    )


def _evidenced(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    ways = ways_to_nodes(consultation_id)
    return (
        sa.select(ways.c.end_id)
        .join(Excerpt, Excerpt.id == ways.c.excerpt_id)
        .join(Excerpt.contribution)
        .where(Contribution.state.in_(IN_CORPUS))
    )


def _is_linked() -> sa.ColumnElement[bool]:
    """Whether an excerpt was accepted for an objective itself."""
    link = aliased(EvidenceLink)
    return (
        sa.exists()
        .where(
            link.node_id == StrategyNode.id,
            is_accepted(link),
            Excerpt.id == link.excerpt_id,
            Contribution.id == Excerpt.contribution_id,
            Contribution.state.in_(IN_CORPUS),
        )
        .correlate(StrategyNode)
    )


def _actions(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    """All its excerpts are those of one voice, or it has none."""
    ways = ways_to_actions(consultation_id)
    sources = (
        sa.select(
            ways.c.end_id,
            sa.func.count().label("excerpts"),
            sa.func.count(VOICE.distinct()).label("voices"),
        )
        .join(Excerpt, Excerpt.id == ways.c.excerpt_id)
        .join(Excerpt.contribution)
        .where(Contribution.state.in_(IN_CORPUS))
        .group_by(ways.c.end_id)
        .subquery()
    )
    return (
        _points(consultation_id, PointKind.ACTION)
        .outerjoin(sources, sources.c.end_id == Point.id)
        .where(sa.func.coalesce(sources.c.voices, 0) <= MOST_VOICES_OF_ONE_SOURCE)
        .add_columns(sa.func.coalesce(sources.c.excerpts, 0).label("excerpts"))
    )
