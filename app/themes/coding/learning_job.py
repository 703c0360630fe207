"""The background part of learning. Its rows are written some at a time, so that whoever decides
meanwhile does not wait; a round that was cut short is made again from the start."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from time import perf_counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis import AnalysisError, LinkSuggestion
from app.jobs.progress import Progress
from app.jobs.runner import Errand, JobFailure, Step
from app.models import CodingProposal, CodingRound, Excerpt, JobState
from app.models.types import now
from app.settings import current_settings
from app.themes.coding.learned_from import learned_from
from app.themes.coding.learning import codebook_number, learn_once_more
from app.themes.coding.machine import Learned, learn

AT_ONCE = 1000
"""Proposals written in one transaction: some tens of milliseconds."""


NEARLY = 0.7
"""The machine hesitates where the second theme has this part of the score of the first."""


def run(session: Session, round_id: uuid.UUID, progress: Progress, step: Step) -> None:
    """Learn what people decided so far; propose themes, and put the queue in order."""
    began = perf_counter()
    progress(0.0, "load")
    consultation_id = session.get_one(CodingRound, round_id).consultation_id
    number = codebook_number(session, consultation_id)
    known = learned_from(session, consultation_id)
    # Nothing is read after this: no transaction stays open while the machine computes.
    session.rollback()
    if not known.documents:
        raise JobFailure("no_text")
    if not known.targets:
        raise JobFailure("no_theme")
    try:
        learned = learn(
            known,
            lambda part, name: progress(0.9 * part, name),
            encoder_folder=current_settings().analysis_encoder,
        )
    except AnalysisError as error:
        raise JobFailure("analysis", why=str(error)) from None
    progress(0.9, "store")
    proposals = list(learned.proposals.items())
    for start in range(0, len(proposals), AT_ONCE):
        with step():
            _write(session, consultation_id, round_id, dict(proposals[start : start + AT_ONCE]))
    with step():
        _put_in_order(session, consultation_id, round_id, learned)
        ended = session.get_one(CodingRound, round_id, populate_existing=True)
        ended.decisions, ended.codebook_number = known.decided, number
        ended.excerpts = len(known.documents)
        ended.measured = {**learned.measured, "hesitates": hesitations(learned.proposals.values())}
        ended.seconds, ended.ended_at = perf_counter() - began, now()
        learn_once_more(session, ended)


def hesitations(proposals: Iterable[Sequence[LinkSuggestion]]) -> list[tuple[str, str, int]]:
    """Between which two themes the machine hesitates, each pair once, and for how many excerpts."""
    counts = Counter(
        (min(best.code, other.code), max(best.code, other.code))
        for best, other, *_rest in (one for one in proposals if len(one) > 1)
        if other.score >= NEARLY * best.score
    )
    return [(one, other, count) for (one, other), count in sorted(counts.items())]


def give_up(_session: Session, _round_id: uuid.UUID, _state: JobState) -> None:
    """The round stays without an end: the next decision asks for another one."""


WORK = Errand(run, give_up)


def _write(
    session: Session,
    consultation_id: uuid.UUID,
    round_id: uuid.UUID,
    proposals: Mapping[uuid.UUID, Sequence[LinkSuggestion]],
) -> None:
    """Replace the proposals for some excerpts, but for their place in the queue."""
    chosen = sa.select(Excerpt.id).where(Excerpt.id.in_(list(proposals)))
    there = session.scalars(chosen.with_for_update(read=True, key_share=True)).all()
    placed = sa.select(
        CodingProposal.excerpt_id, CodingProposal.place, CodingProposal.because
    ).where(CodingProposal.excerpt_id.in_(there), CodingProposal.place.is_not(None))
    places = {row.excerpt_id: row for row in session.execute(placed)}
    session.execute(sa.delete(CodingProposal).where(CodingProposal.excerpt_id.in_(there)))
    rows = [
        {
            "excerpt_id": excerpt_id,
            "consultation_id": consultation_id,
            "round_id": round_id,
            **_proposed(proposals[excerpt_id]),
            "place": places[excerpt_id].place if excerpt_id in places else None,
            "because": places[excerpt_id].because if excerpt_id in places else None,
        }
        for excerpt_id in there
    ]
    if rows:
        session.execute(sa.insert(CodingProposal), rows)


def _proposed(suggestions: Sequence[LinkSuggestion]) -> Mapping[str, Any]:
    if not suggestions:
        return {"theme_id": None, "score": 0.0, "others": [], "words": []}
    best, *others = suggestions
    return {
        "theme_id": uuid.UUID(best.code),
        "score": best.score,
        "others": [[other.code, other.score] for other in others],
        "words": list(best.words),
    }


def _put_in_order(
    session: Session, consultation_id: uuid.UUID, round_id: uuid.UUID, learned: Learned
) -> None:
    """Make the queue anew, and drop what earlier rounds proposed for what left the corpus."""
    mine = CodingProposal.consultation_id == consultation_id
    session.execute(sa.delete(CodingProposal).where(mine, CodingProposal.round_id != round_id))
    session.execute(
        sa.update(CodingProposal)
        .where(mine, CodingProposal.place.is_not(None))
        .values(place=None, because=None)
    )
    for place, (excerpt_id, because) in enumerate(learned.queue, start=1):
        session.execute(
            sa.update(CodingProposal)
            .where(mine, CodingProposal.excerpt_id == excerpt_id)
            .values(place=place, because=because)
        )
