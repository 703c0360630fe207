"""The background part of an analysis: computes on what the corpus held when it started."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from analysis import AnalysisError, cluster, propose_links
from analysis.encoders import open_encoder
from app.extensions import db
from app.jobs.progress import Progress
from app.jobs.runner import JobFailure, Work
from app.models import JobState, Run, RunState
from app.settings import current_settings
from app.themes import inputs
from app.themes.comparing.matching import match
from app.themes.kept_steps import RunSteps, forget_steps
from app.themes.run_measures import measures_of
from app.themes.storing import Outcome, store_outcome

SHARE_OF_THEMES = 0.75
"""The part of the time that finding themes takes, next to proposing links."""


def compute(session: Session, run_id: uuid.UUID, progress: Progress) -> Outcome:
    run = session.get_one(Run, run_id)
    progress(0.0, "load")
    documents = inputs.documents_of(session, run)
    if not documents:
        raise JobFailure("no_text")
    targets = inputs.targets_of(session, run.strategy_id) if run.strategy_id else []
    examples = inputs.examples_of(session, run) if run.strategy_id else []
    theme_count, seed = run.theme_count, run.seed
    # Nothing is read after this: no transaction stays open while the machine computes.
    session.rollback()
    folder = current_settings().analysis_encoder
    steps = RunSteps(db.engine, run_id)
    try:
        encoder = open_encoder(folder) if folder else None
        themes = cluster(
            documents,
            themes=theme_count,
            seed=seed,
            progress=lambda part, step: progress(SHARE_OF_THEMES * part, f"themes:{step}"),
            steps=steps,
            encoder=encoder,
        )
        links = (
            propose_links(
                documents,
                targets,
                examples=examples,
                seed=seed,
                progress=lambda part, step: progress(
                    SHARE_OF_THEMES + (0.93 - SHARE_OF_THEMES) * part, f"links:{step}"
                ),
                encoder=encoder,
                steps=steps,
            )
            if targets
            else None
        )
        progress(0.94, "measure")
        measures = measures_of(
            themes, documents, lambda part, _step: progress(0.94 + 0.02 * part, "measure")
        )
    except AnalysisError as error:
        raise JobFailure("analysis", why=str(error)) from None
    progress(0.96, "store")
    return Outcome(themes, links, documents, measures)


def store(session: Session, run_id: uuid.UUID, outcome: Outcome) -> None:
    run = session.get_one(Run, run_id, populate_existing=True)
    store_outcome(session, run, outcome)
    match(session, run)


def give_up(session: Session, run_id: uuid.UUID, state: JobState) -> None:
    run = session.get_one(Run, run_id, populate_existing=True)
    run.end(RunState.CANCELLED if state is JobState.CANCELLED else RunState.FAILED)
    session.flush()
    forget_steps(session, run_id)


WORK = Work(compute, store, give_up)
