"""What people propose, grouped: the themes of an analysis of the proposals only.

An action that is worded from a group has its excerpts as evidence: they tell, after any later
analysis too, which groups have been used.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    ACCEPTED,
    IN_CORPUS,
    Assignment,
    CandidateTheme,
    Contribution,
    EvidenceLink,
    Excerpt,
    ExcerptCoding,
    Job,
    Nature,
    Point,
    PointKind,
    PointState,
    Run,
    RunState,
)
from app.models.job import ENDED
from app.strategy.decisions import is_in_force

TYPICAL = 3
"""Excerpts that show what a group says."""


@dataclass(frozen=True)
class UsedBy:
    """A candidate action that has excerpts of a group as evidence, and how many."""

    point_id: uuid.UUID
    title: str
    excerpts: int


@dataclass(frozen=True)
class Group:
    """Proposals that say nearly the same; `children` are parts of it."""

    id: uuid.UUID
    label: str
    size: int
    voices: int
    terms: tuple[str, ...]
    typical: tuple[Verbatim, ...]
    used_by: tuple[UsedBy, ...]
    children: tuple[Group, ...]


@dataclass(frozen=True)
class Grouping:
    """The last analysis of the proposals, and the one that is under way."""

    run: Run | None
    job_under_way: uuid.UUID | None
    proposals: int
    """Excerpts that propose something, by the coding or else the corpus."""


def grouping_of(session: Session, consultation_id: uuid.UUID) -> Grouping:
    """How far the proposals of a consultation are grouped."""
    of_proposals = (
        Run.consultation_id == consultation_id,
        Run.nature == Nature.PROPOSAL,
        Run.theme_id.is_(None),
    )
    newest_first = sa.select(Run).where(*of_proposals).order_by(Run.id.desc()).limit(1)
    under_way = (
        sa.select(Job.id)
        .join(Run, Run.job_id == Job.id)
        .where(*of_proposals, Job.state.not_in(ENDED))
        .order_by(Run.id.desc())
        .limit(1)
    )
    return Grouping(
        run=session.scalar(newest_first.where(Run.state == RunState.DONE)),
        job_under_way=session.scalar(under_way),
        proposals=_count_of_proposals(session, consultation_id),
    )


def _count_of_proposals(session: Session, consultation_id: uuid.UUID) -> int:
    found = (
        sa.select(sa.func.count())
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .outerjoin(ExcerptCoding, ExcerptCoding.excerpt_id == Excerpt.id)
        .where(
            Excerpt.consultation_id == consultation_id,
            Contribution.state.in_(IN_CORPUS),
            sa.func.coalesce(ExcerptCoding.nature, Excerpt.nature) == Nature.PROPOSAL.value,
        )
    )
    return session.scalar(found) or 0


def groups_of(session: Session, run: Run) -> list[Group]:
    """The groups of an analysis, the largest first."""
    rows = session.scalars(
        sa.select(CandidateTheme)
        .where(CandidateTheme.run_id == run.id)
        .order_by(CandidateTheme.size.desc(), CandidateTheme.position)
    ).all()
    below: dict[uuid.UUID | None, list[CandidateTheme]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)
    typical, used = _typical(session, run), _used(session, run)

    def grow(row: CandidateTheme) -> Group:
        children = tuple(grow(child) for child in below[row.id])
        return Group(
            id=row.id,
            label=row.label,
            size=row.size,
            voices=row.voices,
            terms=tuple(term["term"] for term in row.terms[:7]),
            typical=tuple(typical.get(row.id, ())),
            used_by=together([used.get(row.id, ()), *(child.used_by for child in children)]),
            children=children,
        )

    return [grow(row) for row in below[None]]


def together(each: Sequence[Sequence[UsedBy]]) -> tuple[UsedBy, ...]:
    """The actions that use the parts of a group, those with most excerpts of it first."""
    counts: Counter[tuple[uuid.UUID, str]] = Counter()
    for used in each:
        for one in used:
            counts[one.point_id, one.title] += one.excerpts
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0][1]))
    return tuple(UsedBy(point_id, title, count) for (point_id, title), count in ranked)


def _typical(session: Session, run: Run) -> dict[uuid.UUID, list[Verbatim]]:
    found = (
        select_verbatims(Assignment.theme_id)
        .join(Assignment, Assignment.excerpt_id == Excerpt.id)
        .where(Assignment.run_id == run.id, Assignment.rank <= TYPICAL)
        .order_by(Assignment.theme_id, Assignment.rank)
    )
    typical: dict[uuid.UUID, list[Verbatim]] = defaultdict(list)
    for row in session.execute(found):
        fields = row._asdict()
        typical[fields.pop("theme_id")].append(Verbatim(**fields))
    return typical


def _used(session: Session, run: Run) -> dict[uuid.UUID, list[UsedBy]]:
    found = (
        sa.select(Assignment.theme_id, Point.id, Point.title, sa.func.count())
        .join(EvidenceLink, EvidenceLink.excerpt_id == Assignment.excerpt_id)
        .join(Point, EvidenceLink.point_id == Point.id)
        .where(
            Assignment.run_id == run.id,
            Point.kind == PointKind.ACTION,
            Point.state == PointState.OPEN,
            EvidenceLink.status.in_(ACCEPTED),
            is_in_force(),
        )
        .group_by(Assignment.theme_id, Point.id, Point.title)
    )
    used: dict[uuid.UUID, list[UsedBy]] = defaultdict(list)
    for theme_id, point_id, title, excerpts in session.execute(found):
        used[theme_id].append(UsedBy(point_id, title, excerpts))
    return used


def parts_of(group_id: uuid.UUID) -> sa.Select[Any]:
    """A group and the groups below it: excerpts stand in the lowest; a tree has three levels."""
    child = aliased(CandidateTheme)
    below = sa.select(child.id).where(child.parent_id == group_id)
    return sa.select(CandidateTheme.id).where(
        sa.or_(
            CandidateTheme.id == group_id,
            CandidateTheme.parent_id == group_id,
            CandidateTheme.parent_id.in_(below),
        )
    )


def excerpts_of_group(
    session: Session, consultation_id: uuid.UUID, group_id: uuid.UUID
) -> list[uuid.UUID]:
    """All the excerpts of a group of this consultation."""
    found = (
        sa.select(Assignment.excerpt_id)
        .join(Run, Assignment.run_id == Run.id)
        .where(Run.consultation_id == consultation_id, Assignment.theme_id.in_(parts_of(group_id)))
    )
    return list(session.scalars(found))
