"""When an analysis ends: which of its candidates answer to themes that people approved before.

The themes stay as they are; the machine only says which candidate answers to which, and what they
share. It is kept as it was when the analysis ended: what people code afterwards changes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Run, ThemeSource
from app.themes.coding.learning import ask_to_learn
from app.themes.comparing.holding import (
    Pairs,
    candidates_of,
    held_by_candidates,
    held_by_themes,
    passed_over_before,
    themes_of_codebook,
)
from app.themes.comparing.overlap import Overlaps, Parents, Shared
from app.themes.measures import keep_measure, measure_of
from app.themes.queries import is_of_the_whole

MEASURE = "codebook"
SAME_AGAIN = 0.5
"""From this overlap on a candidate is the one that people passed over before."""


@dataclass(frozen=True)
class Compared:
    """What an analysis was, beside the codebook of the moment when it ended."""

    sizes: Mapping[uuid.UUID, int]
    """Excerpts of each theme that there was, those of the themes below it included."""
    answers: Mapping[uuid.UUID, tuple[uuid.UUID, Shared]]
    """The theme with which each candidate shares most, if it shares any, and what."""
    matched: frozenset[uuid.UUID]
    """The candidates that answer to that theme."""
    before: Mapping[uuid.UUID, uuid.UUID]
    """The candidate of an earlier analysis, passed over, that a candidate is once more."""


def match(session: Session, run: Run) -> None:
    """Say which candidates of an analysis that just ended answer to themes of the codebook."""
    if not is_of_the_whole(run):
        return
    compared = compare(session, run)
    keep_measure(session, run.id, MEASURE, _written(compared))
    rows = [
        {
            "candidate_id": candidate_id,
            "run_id": run.id,
            "theme_id": compared.answers[candidate_id][0],
            "event_id": None,
            "overlap": compared.answers[candidate_id][1].overlap,
        }
        for candidate_id in sorted(compared.matched)
    ]
    if rows:
        session.execute(sa.insert(ThemeSource), rows)
        # What is typical of a theme is read in the newest analysis.
        ask_to_learn(session, run.consultation_id)


def compared_of(session: Session, run: Run) -> Compared:
    """What was kept when the analysis ended; computed now for one that ended before it was."""
    kept = measure_of(session, run.id, MEASURE)
    return compare(session, run) if kept is None else _read(kept)


def compare(session: Session, run: Run) -> Compared:
    """An analysis beside the codebook as it is now."""
    themes = themes_of_codebook(session, run.consultation_id)
    candidates = candidates_of(session, [run.id])
    placed = held_by_candidates(session, [run.id], run)
    held = held_by_themes(session, run, themes)
    overlaps = Overlaps((themes, held), (candidates, placed))
    matched = {column: row for row, column in overlaps.matches()}
    answers = {}
    for column, candidate_id in enumerate(overlaps.second):
        row = matched.get(column, overlaps.nearest(column))
        if row is not None:
            answers[candidate_id] = (overlaps.first[row], overlaps.shared(row, column))
    return Compared(
        sizes={one: int(overlaps.of_first[row]) for row, one in enumerate(overlaps.first)},
        answers=answers,
        matched=frozenset(overlaps.second[column] for column in matched),
        before=_passed_over_again(session, run, (candidates, placed)),
    )


def _passed_over_again(
    session: Session, run: Run, now: tuple[Parents, Pairs]
) -> dict[uuid.UUID, uuid.UUID]:
    sources = passed_over_before(session, run)
    if not sources:
        return {}
    run_ids = {one.run_id for one in sources}
    earlier = candidates_of(session, run_ids)
    overlaps = Overlaps((earlier, held_by_candidates(session, run_ids, run)), now)
    rows = {candidate_id: row for row, candidate_id in enumerate(overlaps.first)}
    # The oldest first: of several, the newest decision is the one that is told.
    return {
        overlaps.second[column]: one.candidate_id
        for one in sources
        for column in range(len(overlaps.second))
        if overlaps.overlaps[rows[one.candidate_id], column] > SAME_AGAIN
    }


def _written(compared: Compared) -> dict[str, Any]:
    return {
        "sizes": {one.hex: size for one, size in compared.sizes.items()},
        "answers": {
            one.hex: [theme_id.hex, shared.excerpts, shared.of_first, shared.of_second]
            for one, (theme_id, shared) in compared.answers.items()
        },
        "matched": sorted(one.hex for one in compared.matched),
        "before": {one.hex: other.hex for one, other in compared.before.items()},
    }


def _read(kept: Mapping[str, Any]) -> Compared:
    names = ("sizes", "answers", "matched", "before")
    sizes, answers, matched, before = (kept[name] for name in names)
    return Compared(
        sizes={uuid.UUID(one): size for one, size in sizes.items()},
        answers={
            uuid.UUID(one): (uuid.UUID(theme_id), Shared(*figures))
            for one, (theme_id, *figures) in answers.items()
        },
        matched=frozenset(uuid.UUID(one) for one in matched),
        before={uuid.UUID(one): uuid.UUID(other) for one, other in before.items()},
    )
