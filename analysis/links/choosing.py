"""Which texts to show next, so that each decision teaches as much as it can."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.documents import Document, Example, Target
from analysis.encoders import Encoder
from analysis.errors import AnalysisError
from analysis.links.agreement import Agreement, agreement, drawing_order
from analysis.links.comparison import VECTORS, Comparison, compare
from analysis.links.decisions import decisions_of
from analysis.links.proposing import NOT_KEPT, checked_targets
from analysis.links.scores import Learner
from analysis.progress import Progress, monotone, part, silent
from analysis.steps import Steps
from analysis.texts.corpus import Corpus, canonical_corpus, text_hash

# This share of what is decided is drawn at random, to know how good the links are.
RANDOM_SHARE = 0.1
# Texts that are looked at for a choice; the first of the draw, when there are more.
CANDIDATES = 5000


class Reason(StrEnum):
    """Why a text is shown."""

    DRAWN = "drawn"
    """At random: it says how good the links are."""
    TEACHES = "teaches"
    """The machine hesitates on it and on others like it."""


@dataclass(frozen=True)
class ToReview:
    """A text to show, by the first id of the documents that say it."""

    id: str
    reason: Reason


@dataclass(frozen=True)
class Review:
    """What to show next, in this order, and how good the links are; None when unknown yet."""

    texts: tuple[ToReview, ...]
    agreement: Agreement | None


def to_review(
    documents: Sequence[Document],
    targets: Sequence[Target],
    *,
    examples: Sequence[Example] = (),
    count: int = 20,
    skipped: Collection[str] = (),
    seed: int = 0,
    encoder: Encoder | None = None,
    steps: Steps = NOT_KEPT,
    progress: Progress = silent,
) -> Review:
    """Choose up to `count` texts that nobody decided on.

    One in ten is drawn at random. With `steps`, what does not depend on the decisions is kept,
    and choosing again after each decision is a matter of a second.

    Parameters
    ----------
    examples : everything that was decided so far, links made and links set aside.
    skipped : ids of documents that were shown and left without a decision. They are drawn no more,
        so that what is told of the draw does not wait for them: it is about the others.

    Raises
    ------
    AnalysisError : what `propose_links` refuses, or `count` below 1.
    """
    if count < 1:
        raise AnalysisError(f"The number of texts to review must be at least 1, not {count}.")
    ordered = checked_targets(targets)
    decisions = decisions_of(examples, ordered)
    report = monotone(progress)
    with threadpool_limits(limits=1):
        corpus = canonical_corpus(documents, part(report, 0.0, 0.2))
        compared = compare(corpus, ordered, decisions, seed, steps, encoder, part(report, 0.2, 0.6))
        if compared is None:
            return Review((), None)
        decided = {int(row): number for number, row in enumerate(compared.decided)}
        left = {row for row, ids in enumerate(corpus.ids) if ids[0] in skipped} - decided.keys()
        draw = _draw(corpus, seed)
        first = _decided_first([row for row in draw if row not in left], decided)
        learner = Learner(compared, decisions)
        expected = agreement(
            learner,
            np.array([decided[row] for row in first], dtype=np.intp),
            len(corpus.texts),
            part(report, 0.6, 0.9),
        )
        report(0.9, "choose")
        rest = [row for row in draw if row not in decided]
        unskipped = [row for row in rest if row not in left]
        drawn = unskipped[: _random_part(count, len(decisions), len(first))]
        pool = [row for row in rest if row not in set(drawn)][:CANDIDATES]
        teaching = _teaching(compared, learner, corpus, drawn, pool, count - len(drawn))
    report(1.0, "done")
    chosen = [ToReview(corpus.ids[row][0], Reason.DRAWN) for row in drawn]
    chosen += [ToReview(corpus.ids[row][0], Reason.TEACHES) for row in teaching]
    return Review(tuple(chosen), expected)


def _draw(corpus: Corpus, seed: int) -> list[int]:
    """Return the texts with a word, in the order of the draw."""
    order = drawing_order([text_hash(text.text) for text in corpus.texts], seed)
    return [int(row) for row in order if corpus.texts[row].keys]


def _decided_first(draw: Sequence[int], decided: dict[int, int]) -> list[int]:
    """Return the texts at the start of the draw that are decided, without a gap."""
    for place, row in enumerate(draw):
        if row not in decided:
            return list(draw[:place])
    return list(draw)


def _random_part(count: int, decided: int, drawn: int) -> int:
    """Return how many of the next `count` are drawn, so that one decision in ten was.

    At most half: when new texts come first in the draw, what they ask is spread over some turns.
    """
    return max(0, min(ceil(RANDOM_SHARE * (decided + count)) - drawn, ceil(count / 2)))


def _teaching(
    compared: Comparison,
    learner: Learner,
    corpus: Corpus,
    drawn: Sequence[int],
    pool: Sequence[int],
    count: int,
) -> list[int]:
    """Return the texts of the pool that say most about all of it, one after the other.

    A text weighs as much as the machine hesitates on it. What is decided, or is about to be, makes
    what lies near it better known; each next text is the one after which the least remains
    unknown over the whole pool. With no decision, hesitation is that of the titles.
    Source: Cohn, Ghahramani & Jordan 1996; Yu, Bi & Tresp 2006; weighted as by Ash et al. 2021.
    """
    if not pool or count < 1:
        return []
    hesitation = _hesitation(learner.shares(len(corpus.texts)))
    rows = compared.vectors[: len(corpus.texts)] * VECTORS**0.5
    unknown = np.eye(rows.shape[1])
    known = [int(row) for row in compared.decided if row < len(corpus.texts)]
    for row in [*known, *drawn]:
        unknown = _told(unknown, rows[row], hesitation[row])
    places, doubts = rows[list(pool)], hesitation[list(pool)]
    wanted = (places * doubts[:, None]).T @ places
    chosen: list[int] = []
    left = np.ones(len(pool), dtype=bool)
    for _ in range(min(count, len(pool))):
        seen = places @ unknown
        gain = ((seen @ wanted) * seen).sum(axis=1) / (1 / doubts + (seen * places).sum(axis=1))
        best = int(np.where(left, gain, -1.0).argmax())
        left[best] = False
        chosen.append(pool[best])
        unknown = _told(unknown, places[best], doubts[best])
    return chosen


def _hesitation(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 0..1 (n,): how near the second target is to the first. Source: Scheffer et al. 2001.

    With a single target every text says as much as another.
    """
    if shares.shape[1] < 2:
        return np.ones(len(shares))
    second, first = np.sort(shares, axis=1)[:, -2:].T
    return np.asarray(np.maximum(1 - (first - second), 1e-3))


def _told(
    unknown: NDArray[np.float64], row: NDArray[np.float64], hesitation: float
) -> NDArray[np.float64]:
    """Return what remains unknown (d × d) after the decision on a text. Sherman & Morrison 1950."""
    toward = unknown @ row
    return np.asarray(unknown - np.outer(toward, toward) / (1 / hesitation + row @ toward))
