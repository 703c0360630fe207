"""What tells a group from the others, what all agree on, what divides them.

The formulas are those of Small et al. 2021: proportions have one vote of each kind added, so that
two votes out of two are not certainty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.opinions.results import Shares, StatementOpinion, Telling
from analysis.opinions.votes import AGREE, DISAGREE, VoteTable
from analysis.proportions import proportion_z, two_proportion_z

Numbers = NDArray[np.float64]

SURE = 1.2816
"""z of a one-sided test at 90 %, as Polis: it looks for what to read first, it proves nothing."""
APART = 1.96
"""z above which two groups differ (two-sided, 95 %)."""
MOST_TELLING = 10


@dataclass(frozen=True)
class Tallies:
    """Counts of votes, each of shape (groups, statements)."""

    agree: Numbers
    disagree: Numbers
    votes: Numbers

    def shares(self, group: int, statement: int) -> Shares:
        agree, disagree, votes = (
            int(counts[group, statement]) for counts in (self.agree, self.disagree, self.votes)
        )
        return Shares(agree, disagree, votes - agree - disagree)


def tallies(table: VoteTable, labels: NDArray[np.intp], groups: int) -> Tallies:
    """Count the votes of each group; voters of label -1 are in none."""
    rows = np.flatnonzero(labels >= 0)
    members = sparse.csr_array(
        (np.ones(len(rows)), (labels[rows], rows)), shape=(groups, len(labels))
    )

    def counted(which: sparse.csr_array) -> Numbers:
        return np.asarray((members @ which).toarray())

    return Tallies(counted(table.said(AGREE)), counted(table.said(DISAGREE)), counted(table.seen))


def telling(counts: Tallies, names: tuple[str, ...]) -> list[tuple[Telling, ...]]:
    """Return what tells each group from the others, at most `MOST_TELLING` each.

    The score is the product of how often the group says so, of how many times likelier than the
    others, and of the z of both. Only what is significant counts; without any, the best one.
    """
    if len(counts.votes) < 2:
        return [() for _ in counts.votes]
    found = []
    for group in range(len(counts.votes)):
        ways = [_ways(counts, said, group, agrees) for said, agrees in _kinds(counts)]
        ratio, own, other, score = (np.concatenate(part) for part in zip(*ways, strict=True))
        voted = np.tile(counts.votes[group] > 0, 2)
        sure = voted & (own > SURE) & (other > SURE) & (ratio > 1)
        order = np.lexsort((np.arange(len(score)), -score))
        kept = [at for at in order if sure[at]][:MOST_TELLING]
        if not kept:
            kept = [at for at in order if voted[at] and ratio[at] > 1 and other[at] > 0][:1]
        half = counts.votes.shape[1]
        found.append(
            tuple(
                Telling(
                    names[at % half],
                    bool(at < half),
                    round(float(ratio[at]), 3),
                    round(float(score[at]), 3),
                )
                for at in kept
            )
        )
    return found


def _kinds(counts: Tallies) -> tuple[tuple[Numbers, bool], ...]:
    return (counts.agree, True), (counts.disagree, False)


def _ways(
    counts: Tallies, said: Numbers, group: int, agrees: bool
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Ratio, z of the group's own proportion, z of the difference, and score, by statement."""
    some, votes = said[group], counts.votes[group]
    others, theirs = said.sum(axis=0) - some, counts.votes.sum(axis=0) - votes
    share, elsewhere = (some + 1) / (votes + 2), (others + 1) / (theirs + 2)
    own, other = proportion_z(some, votes), two_proportion_z(some, votes, others, theirs)
    score = np.where((own > 0) & (other > 0), share * (share / elsewhere) * own * other, 0.0)
    return share / elsewhere, own, other, score


def statement_opinions(
    table: VoteTable, counts: Tallies, group_names: tuple[str, ...]
) -> tuple[StatementOpinion, ...]:
    """Return how each statement was received, by id."""
    every = tallies(table, np.zeros(len(table.voters), dtype=np.intp), 1)
    if not len(counts.votes):
        return tuple(_uncounted(name, every.shares(0, at)) for at, name in _each(table))
    consensus = ((counts.agree + 1) / (counts.votes + 2)).prod(axis=0)
    rejection = ((counts.disagree + 1) / (counts.votes + 2)).prod(axis=0)
    agreed = (proportion_z(counts.agree, counts.votes) > SURE).all(axis=0) & _voted(counts)
    rejected = (proportion_z(counts.disagree, counts.votes) > SURE).all(axis=0) & _voted(counts)
    division, divides = _division(counts)
    return tuple(
        StatementOpinion(
            id=name,
            everybody=every.shares(0, at),
            groups={one: counts.shares(row, at) for row, one in enumerate(group_names)},
            consensus=round(float(consensus[at]), 4),
            rejection=round(float(rejection[at]), 4),
            division=round(float(division[at]), 4),
            agreed=bool(agreed[at]),
            rejected=bool(rejected[at]),
            divides=bool(divides[at]),
        )
        for at, name in _each(table)
    )


def _each(table: VoteTable) -> list[tuple[int, str]]:
    return list(enumerate(table.statements))


def _voted(counts: Tallies) -> NDArray[np.bool_]:
    return np.asarray((counts.votes > 0).all(axis=0))


def _uncounted(name: str, everybody: Shares) -> StatementOpinion:
    return StatementOpinion(name, everybody, {}, 0.0, 0.0, 0.0, False, False, False)


def _division(counts: Tallies) -> tuple[Numbers, NDArray[np.bool_]]:
    """How far apart the groups are on each statement, and whether the farthest two really are.

    The variance between the groups of the mean vote, which is 1 where two groups say the opposite.
    With one group, 1 where as many agree as disagree.
    """
    if len(counts.votes) == 1:
        split = (
            4
            * np.minimum(counts.agree, counts.disagree)[0] ** 2
            / np.maximum(counts.votes[0] ** 2, 1)
        )
        return split, np.zeros(len(split), dtype=bool)
    leanings = (counts.agree - counts.disagree) / (counts.votes + 2)
    high, low = leanings.argmax(axis=0)[None, :], leanings.argmin(axis=0)[None, :]

    def at(values: Numbers, which: NDArray[np.intp]) -> Numbers:
        return np.asarray(np.take_along_axis(values, which, axis=0)[0])

    votes = at(counts.votes, high), at(counts.votes, low)
    agree = two_proportion_z(at(counts.agree, high), votes[0], at(counts.agree, low), votes[1])
    against = two_proportion_z(
        at(counts.disagree, low), votes[1], at(counts.disagree, high), votes[0]
    )
    divides = ((agree > APART) | (against > APART)) & _voted(counts)
    return np.asarray(leanings.var(axis=0)), np.asarray(divides)
