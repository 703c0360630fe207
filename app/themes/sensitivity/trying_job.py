"""The background part: an analysis made again with one thing changed at a time."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis import AnalysisError
from analysis.manifest import versions
from analysis.texts.corpus import corpus_hash
from analysis.themes.sensitivity import Effect, sensitivity
from app.extensions import db
from app.jobs.progress import Progress
from app.jobs.runner import JobFailure, Work
from app.models import Assignment, CandidateTheme, JobState, Run
from app.themes import inputs
from app.themes.kept_steps import RunSteps, forget_steps
from app.themes.measures import keep_measure
from app.themes.sensitivity.findings import MEASURE


def compute(session: Session, run_id: uuid.UUID, progress: Progress) -> dict[str, Any]:
    """Try the variations on the corpus as it is now, with the settings of the analysis."""
    run = session.get_one(Run, run_id)
    progress(0.0, "load")
    documents = inputs.documents_of(session, run)
    placed, campaigns = _placed(session, run_id)
    found = corpus_hash(documents)
    changed = found != run.corpus_hash
    again, seed = changed or run.versions != versions(), run.seed
    # Nothing is read after this: no transaction stays open while the machine computes.
    session.rollback()
    if len({placed[one.id] for one in documents if one.id in placed}) < 2:
        raise JobFailure("one_theme")
    try:
        report = sensitivity(
            documents,
            placed,
            seed=seed,
            campaigns=campaigns,
            again=again,
            progress=lambda part, step: progress(part, f"try:{step}"),
            steps=RunSteps(db.engine, run_id),
        )
    except AnalysisError as error:
        raise JobFailure("analysis", why=str(error)) from None
    return {
        "corpus_changed": changed,
        "themes": list(report.themes),
        "effects": [_figures(effect) for effect in report.effects],
    }


def store(session: Session, run_id: uuid.UUID, content: dict[str, Any]) -> None:
    keep_measure(session, run_id, MEASURE, content)
    forget_steps(session, run_id)


def give_up(session: Session, run_id: uuid.UUID, _state: JobState) -> None:
    forget_steps(session, run_id)


WORK = Work(compute, store, give_up)


def _placed(session: Session, run_id: uuid.UUID) -> tuple[dict[str, str], list[str]]:
    """The theme of each document of the analysis, and the documents of its campaigns."""
    rows = session.execute(
        sa.select(Assignment.excerpt_id, CandidateTheme.code, Assignment.campaign)
        .join(CandidateTheme, Assignment.theme_id == CandidateTheme.id)
        .where(Assignment.run_id == run_id)
    ).all()
    placed = {row.excerpt_id.hex: row.code for row in rows}
    return placed, [row.excerpt_id.hex for row in rows if row.campaign is not None]


def _figures(effect: Effect) -> dict[str, Any]:
    """An effect as the measure keeps it: figures and codes, no word of anybody."""
    return {
        "kind": effect.kind.value,
        "value": effect.value,
        "left_out": effect.left_out,
        "compared": effect.compared,
        "themes": effect.themes,
        "ari": effect.ari,
        "ami": effect.ami,
        "moved": effect.moved,
        "new": len(effect.new),
        "fates": [[one.theme, one.likeness, one.fate.value] for one in effect.fates],
    }
