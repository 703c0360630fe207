"""Reading analyses and the themes that they found; `app.themes.quotations` reads their texts."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Assignment,
    CandidateTheme,
    Channel,
    Firmness,
    NodeState,
    Run,
    RunState,
    StrategyNode,
    Suggestion,
    Theme,
)
from app.themes.measures import measure_of

WORTH_A_MENTION = 0.05
"""The part of the texts of a theme that repeat others, from which the list says so."""


def latest_run(session: Session, consultation_id: uuid.UUID) -> Run | None:
    """The newest analysis that ended well; not one that groups proposals or splits a theme."""
    return session.scalar(select_latest_run(consultation_id))


def select_latest_run(consultation_id: uuid.UUID) -> sa.Select[Run]:
    """The query of `latest_run`, to be part of another."""
    return (
        sa.select(Run)
        .where(
            Run.consultation_id == consultation_id,
            Run.state == RunState.DONE,
            Run.nature.is_(None),
            Run.theme_id.is_(None),
        )
        .order_by(Run.id.desc())
        .limit(1)
    )


def is_of_the_whole(run: Run) -> bool:
    """Whether an analysis looked for all themes, not for the parts of one or among proposals."""
    return run.nature is None and run.theme_id is None


def run_of(session: Session, consultation_id: uuid.UUID, run_id: uuid.UUID) -> Run | None:
    """An analysis of this consultation."""
    return session.scalar(
        sa.select(Run).where(Run.id == run_id, Run.consultation_id == consultation_id)
    )


def runs_of(session: Session, consultation_id: uuid.UUID) -> list[Run]:
    """The last hundred analyses, the newest first, those that failed among them."""
    return list(
        session.scalars(
            sa.select(Run)
            .where(Run.consultation_id == consultation_id)
            .order_by(Run.id.desc())
            .limit(100)
        )
    )


def themes_split_by(session: Session, runs: Sequence[Run]) -> dict[uuid.UUID, str]:
    """The titles of the themes of the codebook that some analyses were to split."""
    themes = [one.theme_id for one in runs if one.theme_id]
    if not themes:
        return {}
    found = sa.select(Theme.id, Theme.title).where(Theme.id.in_(themes))
    return dict(session.execute(found).all())


@dataclass(frozen=True)
class Shares:
    """The part of a run that a theme is, from 0 to 1: of its texts, of the people who spoke, and
    of these with all channels weighing the same. Older runs know the first only."""

    texts: float
    respondents: float | None = None
    balanced: float | None = None


@dataclass(frozen=True)
class ThemeLine:
    """A theme in the list, its sub-themes below it."""

    id: uuid.UUID
    code: str
    label: str
    size: int
    voices: int
    distinct_texts: int
    shares: Shares
    firmness: Firmness | None
    terms: tuple[str, ...]
    channels: tuple[tuple[Channel, int], ...]
    children: tuple[ThemeLine, ...]

    @property
    def repeats(self) -> bool:
        """Whether enough of its texts are the same for their number to be worth a mention."""
        return 0 < self.distinct_texts <= self.size * (1 - WORTH_A_MENTION)


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
    return [_line(theme, run, below) for theme in below[None]]


def _line(
    theme: CandidateTheme, run: Run, below: dict[uuid.UUID | None, list[CandidateTheme]]
) -> ThemeLine:
    return ThemeLine(
        id=theme.id,
        code=theme.code,
        label=theme.label,
        size=theme.size,
        voices=theme.voices,
        distinct_texts=theme.distinct_texts,
        shares=shares_of(theme, run),
        firmness=theme.firmness,
        terms=tuple(term["term"] for term in theme.terms),
        channels=tuple((Channel(name), count) for name, count in theme.channels.items()),
        children=tuple(_line(child, run, below) for child in below[theme.id]),
    )


@dataclass(frozen=True)
class HowSure:
    """How many themes of a run are of each firmness, the surest first; sub-themes count as well."""

    counts: tuple[tuple[Firmness, int], ...]

    @property
    def known(self) -> bool:
        return any(count for _firmness, count in self.counts)

    @property
    def nothing_holds(self) -> bool:
        """Whether no theme is more than fragile."""
        return not any(count for firmness, count in self.counts if firmness is not Firmness.FRAGILE)

    @property
    def some_is_fragile(self) -> bool:
        return any(count for firmness, count in self.counts if firmness is Firmness.FRAGILE)


def how_sure(themes: Sequence[ThemeLine]) -> HowSure:
    """How sure the themes of a list are, with all those below them."""
    found = Counter(one.firmness for theme in themes for one in _with_those_below(theme))
    return HowSure(tuple((firmness, found[firmness]) for firmness in Firmness))


def _with_those_below(theme: ThemeLine) -> Iterator[ThemeLine]:
    yield theme
    for child in theme.children:
        yield from _with_those_below(child)


def minority_of(session: Session, run: Run) -> frozenset[str]:
    """The codes of the small themes that some group speaks much of, where the run measured it."""
    measured = measure_of(session, run.id, "minority") or {}
    return frozenset(one["theme"] for one in measured.get("themes", []))


def shares_of(theme: CandidateTheme, run: Run) -> Shares:
    """How much of its run a theme is."""
    return Shares(
        texts=theme.shares.get("texts", theme.size / max(run.excerpts, 1)),
        respondents=theme.shares.get("respondents"),
        balanced=theme.shares.get("balanced"),
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


@dataclass(frozen=True)
class Family:
    """The themes above a theme, from the top, and its sub-themes, the largest first."""

    above: tuple[CandidateTheme, ...]
    children: tuple[CandidateTheme, ...]


def family_of(session: Session, theme: CandidateTheme) -> Family:
    """The themes around a theme; a tree has three levels at most."""
    children = session.scalars(
        sa.select(CandidateTheme)
        .where(CandidateTheme.parent_id == theme.id)
        .order_by(CandidateTheme.size.desc(), CandidateTheme.position)
    ).all()
    above: list[CandidateTheme] = []
    parent_id = theme.parent_id
    while parent_id is not None:
        above.insert(0, session.get_one(CandidateTheme, parent_id))
        parent_id = above[0].parent_id
    return Family(tuple(above), tuple(children))


@dataclass(frozen=True)
class LinkedObjective:
    """An objective to which a theme's excerpts are proposed."""

    node_id: uuid.UUID
    code: str
    title: str
    excerpts: int


def objectives_near(
    session: Session, theme: CandidateTheme, run: Run, children: Sequence[CandidateTheme]
) -> list[LinkedObjective]:
    """The objectives to which most excerpts of a theme are linked by the machine."""
    measured = measure_of(session, run.id, "objectives")
    if measured is None:
        return _objectives_counted(session, [one.id for one in children] or [theme.id], run)
    counts = {uuid.UUID(node): count for node, count in measured.get(theme.code, [])}
    found = session.execute(
        sa.select(StrategyNode.id, StrategyNode.code, StrategyNode.title).where(
            StrategyNode.id.in_(counts), StrategyNode.state == NodeState.OPEN
        )
    )
    near = [LinkedObjective(row.id, row.code, row.title, counts[row.id]) for row in found]
    return sorted(near, key=lambda one: (-one.excerpts, one.code))


def _objectives_counted(
    session: Session, themes: list[uuid.UUID], run: Run, *, limit: int = 5
) -> list[LinkedObjective]:
    """The same for a run that did not measure it."""
    under = sa.select(CandidateTheme.id).where(
        sa.or_(CandidateTheme.id.in_(themes), CandidateTheme.parent_id.in_(themes))
    )
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
        .where(
            Assignment.theme_id.in_(under),
            Suggestion.run_id == run.id,
            Suggestion.rank == 1,
            StrategyNode.state == NodeState.OPEN,
        )
        .group_by(StrategyNode.id, StrategyNode.code, StrategyNode.title)
        .order_by(count.desc(), StrategyNode.code)
        .limit(limit)
    )
    return [LinkedObjective(*row) for row in session.execute(found)]
