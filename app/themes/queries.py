"""Reading the corpus for an analysis, and reading its results."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis import Example, Target
from app.models import (
    ACCEPTED,
    IN_CORPUS,
    Activity,
    Assignment,
    CandidateTheme,
    Channel,
    Contribution,
    EvidenceLink,
    Excerpt,
    Nature,
    NodeKind,
    Run,
    RunState,
    StrategyNode,
    Suggestion,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page

EXCERPT_TEXT = sa.func.substr(
    Contribution.text, Excerpt.start + 1, Excerpt.end - Excerpt.start
).label("text")
CONTEXT_KINDS = (NodeKind.FINDING, NodeKind.NEED)


@dataclass(frozen=True)
class TextToAnalyse:
    """An excerpt as the analysis takes it; `voice` names who speaks, in this run only."""

    excerpt_id: uuid.UUID
    document_id: str
    text: str
    voice: str
    channel: Channel


def texts_to_analyse(session: Session, run: Run) -> list[TextToAnalyse]:
    """The excerpts that a run is about."""
    found = (
        sa.select(
            Excerpt.id,
            EXCERPT_TEXT,
            Contribution.respondent_id,
            Contribution.id.label("contribution_id"),
            Activity.channel,
        )
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(
            Excerpt.consultation_id == run.consultation_id,
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(Excerpt.id)
    )
    if run.activity_id is not None:
        found = found.where(Contribution.activity_id == run.activity_id)
    if run.question:
        found = found.where(Contribution.question == run.question)
    return [
        TextToAnalyse(
            excerpt_id=row.id,
            document_id=row.id.hex,
            text=row.text,
            voice=(row.respondent_id or row.contribution_id).hex,
            channel=row.channel,
        )
        for row in session.execute(found)
    ]


def targets_of(session: Session, strategy_id: uuid.UUID) -> list[Target]:
    """The objectives of a strategy, with the lines above them and their findings and needs."""
    nodes = session.scalars(
        sa.select(StrategyNode)
        .where(StrategyNode.strategy_id == strategy_id)
        .order_by(StrategyNode.position)
    ).all()
    by_id = {node.id: node for node in nodes}
    said: dict[uuid.UUID | None, list[str]] = defaultdict(list)
    for node in nodes:
        if node.kind in CONTEXT_KINDS:
            said[node.parent_id].append(node.title)
    targets = []
    for node in nodes:
        if node.kind is not NodeKind.OBJECTIVE:
            continue
        above: list[str] = []
        parent = by_id.get(node.parent_id) if node.parent_id else None
        code = parent.code if parent else None
        while parent is not None:
            above += [parent.title, *said[parent.id]]
            parent = by_id.get(parent.parent_id) if parent.parent_id else None
        targets.append(Target(node.code, node.title, parent=code, context=" ; ".join(above)))
    return targets


def decisions_in_force(consultation_id: uuid.UUID) -> sa.Subquery:
    """The newest decision of each pair of an excerpt and a node, in one consultation."""
    newest = (
        sa.func.row_number()
        .over(
            partition_by=(EvidenceLink.excerpt_id, EvidenceLink.node_id),
            order_by=EvidenceLink.id.desc(),
        )
        .label("age")
    )
    ranked = (
        sa.select(EvidenceLink, newest)
        .where(EvidenceLink.consultation_id == consultation_id)
        .subquery()
    )
    return sa.select(ranked).where(ranked.c.age == 1).subquery()


def examples_of(session: Session, run: Run) -> list[Example]:
    """What writers accepted so far: the machine learns from it."""
    decided = decisions_in_force(run.consultation_id)
    found = (
        sa.select(EXCERPT_TEXT, StrategyNode.code)
        .select_from(Excerpt)
        .join(decided, decided.c.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .join(StrategyNode, decided.c.node_id == StrategyNode.id)
        .where(
            StrategyNode.strategy_id == run.strategy_id,
            StrategyNode.kind == NodeKind.OBJECTIVE,
            decided.c.status.in_(ACCEPTED),
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(Excerpt.id, StrategyNode.code)
    )
    return [Example(row.text, row.code) for row in session.execute(found)]


def latest_run(session: Session, consultation_id: uuid.UUID) -> Run | None:
    """The newest analysis that ended well."""
    return session.scalar(
        sa.select(Run)
        .where(Run.consultation_id == consultation_id, Run.state == RunState.DONE)
        .order_by(Run.id.desc())
        .limit(1)
    )


def run_of(session: Session, consultation_id: uuid.UUID, run_id: uuid.UUID) -> Run | None:
    """An analysis of this consultation."""
    return session.scalar(
        sa.select(Run).where(Run.id == run_id, Run.consultation_id == consultation_id)
    )


def runs_of(session: Session, consultation_id: uuid.UUID) -> list[Run]:
    """The last hundred analyses, the newest first."""
    return list(
        session.scalars(
            sa.select(Run)
            .where(Run.consultation_id == consultation_id)
            .order_by(Run.id.desc())
            .limit(100)
        )
    )


@dataclass(frozen=True)
class ThemeLine:
    """A theme in the list, its sub-themes below it. `share` is a part of the run's excerpts."""

    id: uuid.UUID
    label: str
    size: int
    voices: int
    share: float
    terms: tuple[str, ...]
    channels: tuple[tuple[Channel, int], ...]
    children: tuple[ThemeLine, ...]


def themes_of(session: Session, run: Run) -> list[ThemeLine]:
    """The themes of a run, the largest first."""
    themes = session.scalars(
        sa.select(CandidateTheme)
        .where(CandidateTheme.run_id == run.id)
        .order_by(CandidateTheme.size.desc(), CandidateTheme.position)
    ).all()
    below: dict[uuid.UUID | None, list[CandidateTheme]] = defaultdict(list)
    for theme in themes:
        below[theme.parent_id].append(theme)
    return [_line(theme, run.excerpts, below) for theme in below[None]]


def _line(
    theme: CandidateTheme, total: int, below: dict[uuid.UUID | None, list[CandidateTheme]]
) -> ThemeLine:
    return ThemeLine(
        id=theme.id,
        label=theme.label,
        size=theme.size,
        voices=theme.voices,
        share=theme.size / max(total, 1),
        terms=tuple(term["term"] for term in theme.terms),
        channels=tuple((Channel(name), count) for name, count in theme.channels.items()),
        children=tuple(_line(child, total, below) for child in below[theme.id]),
    )


def theme_of(
    session: Session, consultation_id: uuid.UUID, theme_id: uuid.UUID
) -> tuple[CandidateTheme, Run] | None:
    """A theme of this consultation, and its run."""
    row = session.execute(
        sa.select(CandidateTheme, Run)
        .join(Run, CandidateTheme.run_id == Run.id)
        .where(CandidateTheme.id == theme_id, Run.consultation_id == consultation_id)
    ).first()
    return (row[0], row[1]) if row else None


def family_of(
    session: Session, theme: CandidateTheme
) -> tuple[CandidateTheme | None, list[CandidateTheme]]:
    """The theme above, and the sub-themes, the largest first."""
    relatives = session.scalars(
        sa.select(CandidateTheme)
        .where(sa.or_(CandidateTheme.id == theme.parent_id, CandidateTheme.parent_id == theme.id))
        .order_by(CandidateTheme.size.desc(), CandidateTheme.position)
    ).all()
    parent = next((one for one in relatives if one.id == theme.parent_id), None)
    return parent, [one for one in relatives if one.parent_id == theme.id]


@dataclass(frozen=True)
class Verbatim:
    """An excerpt with its source."""

    excerpt_id: uuid.UUID
    contribution_id: uuid.UUID
    text: str
    nature: Nature
    location: str
    question: str
    received_on: dt.date | None
    channel: Channel
    activity_title: str
    score: float
    rank: int


def verbatims_page(
    session: Session,
    theme: CandidateTheme,
    *,
    channel: Channel | None = None,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[Verbatim]:
    """The excerpts of a theme without sub-themes, the most typical first."""
    cursor = cursor or Cursor()
    found = (
        sa.select(
            Excerpt.id.label("excerpt_id"),
            Excerpt.contribution_id,
            EXCERPT_TEXT,
            Excerpt.nature,
            Excerpt.location,
            Contribution.question,
            Contribution.received_on,
            Activity.channel,
            Activity.title.label("activity_title"),
            Assignment.score,
            Assignment.rank,
        )
        .select_from(Excerpt)
        .join(Assignment, Assignment.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(Assignment.theme_id == theme.id, Contribution.state.in_(IN_CORPUS))
        .limit(size + 1)
    )
    if channel is not None:
        found = found.where(Activity.channel == channel)
    key = cursor.as_int()
    if key is not None:
        found = found.where(Assignment.rank < key if cursor.backwards else Assignment.rank > key)
    found = found.order_by(Assignment.rank.desc() if cursor.backwards else Assignment.rank.asc())
    verbatims = [Verbatim(**row._asdict()) for row in session.execute(found)]
    return make_page(verbatims, cursor, size=size, key_of=lambda verbatim: verbatim.rank)


@dataclass(frozen=True)
class LinkedObjective:
    """An objective to which a theme's excerpts are proposed."""

    node_id: uuid.UUID
    code: str
    title: str
    excerpts: int


def objectives_near(
    session: Session, themes: list[uuid.UUID], run: Run, *, limit: int = 5
) -> list[LinkedObjective]:
    """The objectives to which most excerpts of these themes are linked by the machine."""
    count = sa.func.count().label("excerpts")
    found = (
        sa.select(StrategyNode.id, StrategyNode.code, StrategyNode.title, count)
        .join(Suggestion, Suggestion.node_id == StrategyNode.id)
        .join(
            Assignment,
            sa.and_(
                Assignment.excerpt_id == Suggestion.excerpt_id,
                Assignment.run_id == Suggestion.run_id,
            ),
        )
        .where(Assignment.theme_id.in_(themes), Suggestion.run_id == run.id, Suggestion.rank == 1)
        .group_by(StrategyNode.id, StrategyNode.code, StrategyNode.title)
        .order_by(count.desc(), StrategyNode.code)
        .limit(limit)
    )
    return [LinkedObjective(*row) for row in session.execute(found)]
