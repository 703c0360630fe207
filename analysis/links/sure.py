"""Links sure enough to be accepted together, once a sample of them was checked.

A score is the probability that a person makes the link, so that the mean of some scores is the
share of them that is expected to be right. Scores may be off in a corpus: before the rest is
accepted people check a sample, whose size and verdict come from drawing without replacement
(hypergeometric; for many texts this is the rule of three, Hanley & Lippman-Hand 1983).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

from scipy.stats import hypergeom

from analysis.links.agreement import drawing_order
from analysis.proportions import CONFIDENCE
from analysis.results import Links

SURE_SHARE = 0.9


@dataclass(frozen=True)
class SureTexts:
    """Texts of a target that may be accepted together.

    Attributes
    ----------
    ids : surest first; empty when no text is sure enough.
    threshold : least score among them; 1 without a text.
    expected : mean of their scores, the share that should be right; 1 without a text.
    sample : of them, those to check first, in the order of a draw.
    """

    ids: tuple[str, ...]
    threshold: float
    expected: float
    sample: tuple[str, ...]


def sure_texts(
    links: Iterable[Links],
    code: str,
    *,
    share: float = SURE_SHARE,
    decided: frozenset[str] = frozenset(),
    seed: int = 0,
) -> SureTexts:
    """Return as many texts as can be with `code` for best suggestion and `share` right.

    Texts of one score stand or fall together.

    Parameters
    ----------
    share : of them that is expected to be right, 0 < share < 1.
    decided : ids of the texts that people decided on; they are left out.
    """
    best = [(one.id, one.suggestions[0]) for one in links if one.suggestions]
    scored = sorted(
        (-found.score, id_) for id_, found in best if found.code == code and id_ not in decided
    )
    total, kept, expected = 0.0, 0, 1.0
    for number, (negative, _) in enumerate(scored, start=1):
        total -= negative
        last_of_its_score = number == len(scored) or scored[number][0] != negative
        # The mean only falls along the list.
        if last_of_its_score and total / number >= share:
            kept, expected = number, total / number
    ids = tuple(id_ for _, id_ in scored[:kept])
    drawn = drawing_order(ids, seed)[: sample_size(kept, share)]
    return SureTexts(
        ids,
        -scored[kept - 1][0] if kept else 1.0,
        round(expected, 4),
        tuple(ids[row] for row in drawn),
    )


def sample_size(number: int, share: float = SURE_SHARE, wrong: int = 0) -> int:
    """Return how many of `number` texts to check so as to know that `share` of them is right.

    If fewer were right, a sample of this size would hold more than `wrong` wrong ones 95 times of
    100. All of them when no smaller sample can tell.
    """
    if number < 1:
        return 0
    least, most = 1, number
    while least < most:
        middle = (least + most) // 2
        if right_at_least(number, middle, min(wrong, middle)) >= share:
            most = middle
        else:
            least = middle + 1
    return least


def right_at_least(number: int, checked: int, wrong: int) -> float:
    """Return the share of `number` texts that is right, at least (95 %, one-sided).

    Parameters
    ----------
    checked, wrong : texts of the random sample, and those of it that people set aside.

    Raises
    ------
    ValueError : not 0 <= wrong <= checked <= number.
    """
    if not 0 <= wrong <= checked <= number:
        raise ValueError(f"{wrong} wrong of {checked} checked of {number} cannot be.")
    if number == 0:
        return 1.0
    # The most wrong ones among all that would still give so few in the sample.
    least, most = wrong, number - (checked - wrong)
    while least < most:
        middle = (least + most + 1) // 2
        if hypergeom.cdf(wrong, number, middle, checked) > 1 - CONFIDENCE:
            least = middle
        else:
            most = middle - 1
    return 1 - least / number


def may_accept(number: int, checked: int, wrong: int, share: float = SURE_SHARE) -> bool:
    """Return whether the sample allows the unchecked texts to be accepted.

    What the sample found wrong is corrected by people, so it counts in the estimate only.
    """
    return right_at_least(number, checked, wrong) >= share


def most_wrong(number: int, checked: int, share: float = SURE_SHARE) -> int | None:
    """Return how many wrong ones the sample may hold; None when even none is too little."""
    allowed = [
        wrong
        for wrong in range(floor((1 - share) * checked) + 1)
        if may_accept(number, checked, wrong, share)
    ]
    return max(allowed, default=None)
