"""What is talked about: whether it is there, and what it is called."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.verbatims import EXCERPT_TEXT
from app.models import (
    IN_CORPUS,
    CandidateTheme,
    Contribution,
    DeskSubject,
    Excerpt,
    Point,
    Run,
    Scoring,
    Strategy,
    StrategyNode,
    Theme,
)

Key = tuple[DeskSubject, uuid.UUID]
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Subject:
    """Something that is talked about. `within` is what its address names beside it, if anything:
    the contribution of an excerpt, the code of a line."""

    kind: DeskSubject
    id: uuid.UUID
    title: str
    within: str = ""


def subjects_named(
    session: Session, consultation_id: uuid.UUID, keys: Iterable[Key]
) -> dict[Key, Subject]:
    """Those of these subjects that are in this consultation and may be read: the words of an
    excerpt that was withdrawn are nowhere. One query for each kind."""
    by_kind: dict[DeskSubject, set[uuid.UUID]] = defaultdict(set)
    for kind, subject_id in keys:
        by_kind[kind].add(subject_id)
    found = {}
    for kind, ids in by_kind.items():
        for row in session.execute(_of_kind(kind, consultation_id, ids)):
            title = " ".join(row.title.split())
            short = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
            found[kind, row.id] = Subject(kind, row.id, short, str(row.within or ""))
    return found


def subject_named(
    session: Session, consultation_id: uuid.UUID, kind: DeskSubject, subject_id: uuid.UUID
) -> Subject | None:
    """The same for one."""
    key = (kind, subject_id)
    return subjects_named(session, consultation_id, [key]).get(key)


def _of_kind(
    kind: DeskSubject, consultation_id: uuid.UUID, ids: set[uuid.UUID]
) -> sa.Select[*tuple[Any, ...]]:
    """Columns `id`, `title` and `within` of the subjects of a kind."""
    nothing = sa.literal("")
    if kind is DeskSubject.EXCERPT:
        found = sa.select(Excerpt.id, EXCERPT_TEXT.label("title"), Contribution.id.label("within"))
        return found.join(Excerpt.contribution).where(
            Excerpt.consultation_id == consultation_id,
            Contribution.state.in_(IN_CORPUS),
            Excerpt.id.in_(ids),
        )
    if kind is DeskSubject.CANDIDATE:
        found = sa.select(
            CandidateTheme.id, CandidateTheme.label.label("title"), nothing.label("within")
        )
        return found.join(Run, CandidateTheme.run_id == Run.id).where(
            Run.consultation_id == consultation_id, CandidateTheme.id.in_(ids)
        )
    if kind is DeskSubject.NODE:
        title = StrategyNode.code + " – " + StrategyNode.title
        found = sa.select(StrategyNode.id, title.label("title"), StrategyNode.code.label("within"))
        return found.join(Strategy, StrategyNode.strategy_id == Strategy.id).where(
            Strategy.consultation_id == consultation_id, StrategyNode.id.in_(ids)
        )
    model: Any = {
        DeskSubject.THEME: Theme,
        DeskSubject.POINT: Point,
        DeskSubject.SCORING: Scoring,
    }[kind]
    return sa.select(model.id, model.title.label("title"), nothing.label("within")).where(
        model.consultation_id == consultation_id, model.id.in_(ids)
    )
