"""How often the best suggestion is right, now and after more decisions.

Decided texts cannot say it: those that the machine chose are the difficult ones. Two things can.
The scores are probabilities, learned from all decisions: their mean over the texts not yet decided
is what to expect. The texts drawn at random need no such trust, but are few. The draw is an order
of the texts by a hash, fixed by the seed, and what is decided from its start on, whatever the
reason why it was, is a random sample of the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from analysis.links.calibration import Calibration
from analysis.links.scores import Learner
from analysis.progress import Progress, part
from analysis.proportions import wilson_interval

# Fewer decisions say nothing that a person could use.
LEAST_DECIDED = 10
# The scores count for as many texts drawn at random: they were off by .05 where measured, which is
# what 80 texts would be, and a corpus may be stranger than those.
SCORES_COUNT_FOR = 50
POINTS = 0.05
# Shares of the decisions that are learned from to see how agreement grows.
SHARES = (0.25, 0.5, 1.0)
# Beyond this many times the decisions made, a curve seen so far says nothing.
FURTHEST = 10


@dataclass(frozen=True)
class Agreement:
    """How often the best suggestion for a text not yet decided is expected to be accepted.

    Attributes
    ----------
    drawn : texts of the random order that were decided, from its start.
    share, low, high : expected share in 0..1, and its interval at 95 %, from the scores and from
        the drawn texts.
    more : decisions that would bring five points, as far as the curve so far tells; None when it
        does not, or when that would take more than ten times those already made.
    """

    drawn: int
    share: float
    low: float
    high: float
    more: int | None


def drawing_order(hashes: Sequence[str], seed: int) -> NDArray[np.intp]:
    """Return the numbers of the texts in the order of the draw, the same for the same seed."""
    keys = [sha256(f"{seed} {text}".encode()).hexdigest() for text in hashes]
    return np.array(sorted(range(len(keys)), key=lambda row: keys[row]), dtype=np.intp)


def agreement(
    learner: Learner, drawn: NDArray[np.intp], texts: int, progress: Progress
) -> Agreement | None:
    """Estimate the agreement on the first `texts` rows; None under ten decisions.

    Each decided text is scored by what was learned from the others.

    Parameters
    ----------
    drawn : numbers of the decisions on texts drawn at random.
    """
    if len(learner.decisions) < LEAST_DECIDED:
        return None
    shares = []
    for number, share in enumerate(SHARES):
        inside = part(progress, number / len(SHARES), (number + 1) / len(SHARES))
        unseen = learner.unseen(inside, share)
        best = unseen.argmax(axis=1)
        right = learner.decisions.accepted[np.arange(len(best)), best]
        shares.append(float(right.mean()))
    count, found = len(drawn), float(right[drawn].sum())
    left = np.setdiff1d(np.arange(texts), learner.compared.decided)
    weight = SCORES_COUNT_FOR if len(left) else 0
    if weight:
        found += weight * _expected_of(learner, unseen, texts, left)
    low, high = wilson_interval(found, count + weight)
    more = decisions_for(POINTS, len(learner.decisions), shares)
    return Agreement(count, round(found / (count + weight), 4), round(low, 4), round(high, 4), more)


def _expected_of(
    learner: Learner, unseen: NDArray[np.float64], texts: int, left: NDArray[np.intp]
) -> float:
    """Return the mean of the best scores of the rows `left`, made probabilities."""
    known = learner.decisions.known
    calibration = Calibration().fit(unseen[known], learner.decisions.accepted[known])
    return float(calibration.probabilities(learner.scores(texts)[left]).max(axis=1).mean())


def decisions_for(points: float, made: int, shares: Sequence[float]) -> int | None:
    """Return how many more decisions bring `points`, from what SHARES of those made gave.

    The error is taken to fall as 1 / √decisions, towards a limit. Source: learning curves as
    inverse power laws, Figueroa et al. 2012, with the usual exponent because three points do not
    tell another.
    """
    distance = (made * np.array(SHARES)) ** -0.5
    centred = distance - distance.mean()
    fall = -float(centred @ np.array(shares) / (centred @ centred))
    left = made**-0.5 - points / fall if fall > 0 else 0.0
    if left <= (FURTHEST * made) ** -0.5:
        return None
    return int(np.ceil(left**-2)) - made
