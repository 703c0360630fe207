"""The desk: how far the work is, and the one thing to do next."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.consultations.queries import corpus_size, jobs_under_way
from app.models import Consultation, Job, OrphanKind
from app.strategy.evidence_queries import waiting_count
from app.strategy.orphans.lists import Listed, counts_of
from app.strategy.queries import coverage_of, strategy_of
from app.themes.queries import latest_run


class NextStep(enum.StrEnum):
    """What is worth doing now."""

    IMPORT = "import"
    WAIT = "wait"
    ANALYSE = "analyse"
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
    waiting: int
    accepted: int
    objectives: int
    uncovered: int
    orphans: int
    """Excerpts linked to nothing, without a reason."""
    jobs: tuple[Job, ...]
    next_step: NextStep


def desk_of(session: Session, consultation: Consultation) -> Desk:
    """The state of the work in a consultation."""
    contributions, excerpts = corpus_size(session, consultation.id)
    run = latest_run(session, consultation.id)
    strategy = strategy_of(session, consultation.id)
    coverage = coverage_of(session, strategy, None) if strategy else []
    waiting = waiting_count(session, run) if run else 0
    uncovered = sum(1 for line in coverage if not line.accepted)
    jobs = tuple(jobs_under_way(session, consultation.id))
    return Desk(
        contributions=contributions,
        excerpts=excerpts,
        themes_excerpts=run.excerpts if run else 0,
        has_run=run is not None,
        waiting=waiting,
        accepted=sum(line.accepted for line in coverage),
        objectives=len(coverage),
        uncovered=uncovered,
        orphans=counts_of(session, Listed(consultation.id, OrphanKind.EXCERPT))[0],
        jobs=jobs,
        next_step=_next_step(
            excerpts, bool(jobs), run.excerpts if run else None, waiting, uncovered
        ),
    )


def _next_step(
    excerpts: int, has_jobs: bool, analysed: int | None, waiting: int, uncovered: int
) -> NextStep:
    if has_jobs:
        return NextStep.WAIT
    if not excerpts:
        return NextStep.IMPORT
    if analysed is None:
        return NextStep.ANALYSE
    if waiting:
        return NextStep.DECIDE
    return NextStep.COVER if uncovered else NextStep.EXPORT
