"""What a run hands over so that anybody can make it again: its manifest, and its texts."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.verbatims import EXCERPT_TEXT
from app.models import IN_CORPUS, Activity, Assignment, Contribution, Excerpt, Run
from app.publication.sheets import Sheet
from app.themes.inputs import excerpt_of, voice_of
from app.themes.measures import measure_of
from app.themes.run_measures import COLUMNS

CHUNK = 1000


def file_name(run: Run) -> str:
    """How the files of a run begin: the same for both, so that they are found together."""
    return f"analysis-{run.created_at:%Y-%m-%d}-{run.id.hex[-6:]}"


def manifest_of_run(session: Session, run: Run) -> dict[str, Any] | None:
    """The manifest of a run; older runs have none."""
    return measure_of(session, run.id, "manifest")


def corpus_sheet() -> Sheet:
    """The texts of a run, in the columns that its manifest names. Rows are asked for by run."""
    headings = tuple(map(str, (COLUMNS.id, COLUMNS.text, COLUMNS.respondent, COLUMNS.channel)))
    return Sheet("corpus", "corpus", headings, _rows)


def _rows(session: Session, run_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
    """Each text that is still in the corpus: those with a theme, then those without a word."""
    placed = sa.select(Assignment.excerpt_id).where(Assignment.run_id == run_id)
    yield from _texts(session, Excerpt.id.in_(placed))
    unplaced = (measure_of(session, run_id, "unplaced") or {}).get("excerpts", [])
    for start in range(0, len(unplaced), CHUNK):
        chunk = [excerpt_of(document) for document in unplaced[start : start + CHUNK]]
        yield from _texts(session, Excerpt.id.in_(chunk))


def _texts(session: Session, which: sa.ColumnElement[bool]) -> Iterator[tuple[Any, ...]]:
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
        .where(which, Contribution.state.in_(IN_CORPUS))
        .order_by(Excerpt.id)
        .execution_options(yield_per=CHUNK)
    )
    for row in session.execute(found):
        voice = voice_of(row.respondent_id, row.contribution_id)
        yield row.id.hex, row.text, voice, row.channel.value
