"""The desk: how far the work is, and the one thing to do next."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.consultations.queries import jobs_under_way, select_corpus_size
from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import told
from app.models import (
    IN_CORPUS,
    CodedState,
    Consultation,
    Contribution,
    Excerpt,
    ExcerptCoding,
    Job,
    OrphanKind,
    Theme,
    ThemeState,
)
from app.strategy.coverage.changes import changes_in_corpus
from app.strategy.orphans.lists import Listed, counts_of
from app.strategy.queries import coverage_of, strategy_of
from app.strategy.versions.chain import held_lately
from app.themes.queries import latest_run

ENOUGH_TO_LEARN_FROM = 50
"""Decisions from which on the machine learns more than it had from its own groups."""


class NextStep(enum.StrEnum):
    """What is worth doing now."""

    IMPORT = "import"
    WAIT = "wait"
    ANALYSE = "analyse"
    CHOOSE = "choose"
    CODE = "code"
    DECIDE = "decide"
    COVER = "cover"
    EXPORT = "export"


@dataclass(frozen=True)
class Desk:
    """Counts of each step of the way, from contributions to evidence."""

    contributions: int
    excerpts: int
    themes_excerpts: int
    has_run: bool
    themes: int
    """Of the codebook: those that people approved."""
    decided: int
    """Excerpts to which somebody gave themes of the codebook, or said that none fits."""
    disputed: int
    waiting: int
    accepted: int
    objectives: int
    uncovered: int
    orphans: int
    """Excerpts linked to nothing, without a reason."""
    jobs: tuple[Job, ...]
    is_seal_broken: bool
    """The versions of the strategy are not as they were sealed."""

    @property
    def next_step(self) -> NextStep:
        """The first thing on the way that is not done: each builds upon those before it."""
        ahead = {
            NextStep.WAIT: bool(self.jobs),
            NextStep.IMPORT: not self.excerpts,
            NextStep.ANALYSE: not self.has_run,
            NextStep.CHOOSE: not self.themes,
            NextStep.CODE: self.decided < min(ENOUGH_TO_LEARN_FROM, self.excerpts),
            NextStep.DECIDE: bool(self.waiting),
            NextStep.COVER: bool(self.uncovered),
        }
        return next((step for step, is_left in ahead.items() if is_left), NextStep.EXPORT)


def desk_of(session: Session, consultation: Consultation) -> Desk:
    """The state of the work in a consultation."""
    run = latest_run(session, consultation.id)
    strategy = strategy_of(session, consultation.id)
    coverage = coverage_of(session, strategy, run) if strategy else []
    uncovered = sum(1 for line in coverage if not line.accepted)
    counted = _counts(session, consultation.id)
    return Desk(
        contributions=counted.contributions,
        excerpts=counted.excerpts,
        themes_excerpts=run.excerpts if run else 0,
        has_run=run is not None,
        themes=counted.themes,
        decided=counted.decided,
        disputed=counted.disputed,
        waiting=sum(line.waiting for line in coverage),
        accepted=sum(line.accepted for line in coverage),
        objectives=len(coverage),
        uncovered=uncovered,
        orphans=counted.orphans,
        jobs=tuple(jobs_under_way(session, consultation.id)),
        is_seal_broken=strategy is not None and not held_lately(session, strategy.id),
    )


@dataclass(frozen=True)
class _Counts:
    """What the desk counts of a whole corpus; each as in `Desk`."""

    contributions: int
    excerpts: int
    themes: int
    decided: int
    disputed: int
    orphans: int


def _counts(session: Session, consultation_id: uuid.UUID) -> _Counts:
    return told(
        session,
        consultation_id,
        DESK.name,
        _Counts,
        lambda: _counted(session, consultation_id),
    ).value


def _counted(session: Session, consultation_id: uuid.UUID) -> _Counts:
    return _Counts(
        *_corpus_and_people(session, consultation_id),
        orphans=counts_of(session, Listed(consultation_id, OrphanKind.EXCERPT))[0],
    )


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(_counted(session, consultation_id))


DESK = Figure("desk-2", changes_in_corpus, _as_kept)


def _corpus_and_people(
    session: Session, consultation_id: uuid.UUID
) -> tuple[int, int, int, int, int]:
    """Contributions, excerpts, themes approved, excerpts decided, and those to settle: one query,
    the page asks much."""
    approved = sa.select(sa.func.count()).where(
        Theme.consultation_id == consultation_id, Theme.state == ThemeState.APPROVED
    )
    coded = (
        sa.select(sa.func.count())
        .select_from(ExcerptCoding)
        .join(Excerpt, ExcerptCoding.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            ExcerptCoding.consultation_id == consultation_id,
            Contribution.state.in_(IN_CORPUS),
        )
    )
    found = sa.select(
        *select_corpus_size(consultation_id),
        approved.scalar_subquery(),
        coded.where(ExcerptCoding.state != CodedState.SKIPPED).scalar_subquery(),
        coded.where(ExcerptCoding.state == CodedState.DISPUTED).scalar_subquery(),
    )
    contributions, excerpts, themes, decided, disputed = session.execute(found).one()
    return contributions, excerpts, themes, decided, disputed
