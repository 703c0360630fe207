"""The background part of an analysis: computes on what the corpus held when it started."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from analysis import AnalysisError, Document, cluster, propose_links
from app.jobs.progress import Progress
from app.jobs.runner import JobFailure, Work
from app.models import JobState, Run, RunState
from app.themes import inputs
from app.themes.services import Outcome, Source, store_outcome

SHARE_OF_THEMES = 0.75
"""The part of the time that finding themes takes, next to proposing links."""


def compute(session: Session, run_id: uuid.UUID, progress: Progress) -> Outcome:
    run = session.get_one(Run, run_id)
    progress(0.0, "load")
    texts = inputs.texts_to_analyse(session, run)
    if not texts:
        raise JobFailure("no_text")
    documents = [Document(text.document_id, text.text, text.voice) for text in texts]
    targets = inputs.targets_of(session, run.strategy_id) if run.strategy_id else []
    examples = inputs.examples_of(session, run) if run.strategy_id else []
    session.rollback()
    try:
        themes = cluster(
            documents,
            themes=run.theme_count,
            seed=run.seed,
            progress=lambda part, step: progress(SHARE_OF_THEMES * part, f"themes:{step}"),
        )
        links = (
            propose_links(
                documents,
                targets,
                examples=examples,
                seed=run.seed,
                progress=lambda part, step: progress(
                    SHARE_OF_THEMES + (0.95 - SHARE_OF_THEMES) * part, f"links:{step}"
                ),
            )
            if targets
            else None
        )
    except AnalysisError as error:
        raise JobFailure("analysis", why=str(error)) from None
    progress(0.96, "store")
    sources = {
        text.document_id: Source(text.excerpt_id, text.voice, text.channel.value) for text in texts
    }
    return Outcome(themes, links, sources)


def store(session: Session, run_id: uuid.UUID, outcome: Outcome) -> None:
    store_outcome(session, session.get_one(Run, run_id, populate_existing=True), outcome)


def give_up(session: Session, run_id: uuid.UUID, state: JobState) -> None:
    run = session.get_one(Run, run_id, populate_existing=True)
    run.end(RunState.CANCELLED if state is JobState.CANCELLED else RunState.FAILED)


WORK = Work(compute, store, give_up)
