"""From votes to groups of opinion: the whole way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.firmness import FAIR, firmness_of
from analysis.manifest import manifest
from analysis.opinions.groups import bases_of, chosen
from analysis.opinions.names import names_of
from analysis.opinions.places import places_of
from analysis.opinions.results import Former, OpinionGroup, OpinionResult
from analysis.opinions.stability import group_stability
from analysis.opinions.statements import Tallies, statement_opinions, tallies, telling
from analysis.opinions.votes import Vote, VoteTable, vote_table
from analysis.progress import Progress, monotone, part, silent

FEWEST_VOTES = 7
"""Votes from which a voter is grouped, or all the statements when there are fewer (Polis)."""
FEWEST_VOTERS = 15
"""Voters from which there are groups; below, only counts."""


def opinion_groups(
    votes: Iterable[Vote],
    *,
    former: Former | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> OpinionResult:
    """Find the groups of opinion among voters, what tells them apart and what they share.

    Parameters
    ----------
    former : `OpinionResult.former` of the last time: names are kept, and the number of groups
        unless another is clearly better.
    seed : start of every random draw. The order and the names of the voters never count.

    Raises
    ------
    AnalysisError : a value that is no vote, a voter who voted twice on a statement.
    """
    started, report = perf_counter(), monotone(progress)
    settings: dict[str, Any] = {"seed": seed, "fewest_votes": FEWEST_VOTES}
    with threadpool_limits(limits=1):
        report(0.0, "votes")
        table = vote_table(votes)
        fewest = min(FEWEST_VOTES, len(table.statements))
        rows = np.flatnonzero(table.votes_of_voters >= fewest)
        found = OpinionResult(
            run=manifest(settings, table.hash, started),
            voters=len(table.voters),
            grouped=len(rows),
            statements=len(table.statements),
            votes=len(table.values.data),
            groups=(),
            opinions=(),
            former=former or Former({}),
        )
        if len(rows) < FEWEST_VOTERS:
            nobody = np.full(len(table.voters), -1, dtype=np.intp)
            opinions = statement_opinions(table, tallies(table, nobody, 0), ())
            return replace(found, opinions=opinions)
        grouped = _with_groups(found, table, rows, seed, report)
    report(1.0, "done")
    return replace(grouped, run=manifest(settings, table.hash, started))


def _with_groups(
    found: OpinionResult, table: VoteTable, rows: NDArray[np.intp], seed: int, report: Progress
) -> OpinionResult:
    voters = table.of(rows)
    report(0.1, "places")
    places = places_of(table)[rows]
    report(0.3, "groups")
    before = found.former
    choice = chosen(bases_of(places), seed, len(before.leanings) or None, before.rival)
    order = _larger_first(choice.labels, places)
    labels = order[choice.labels]
    stability = group_stability(voters, labels, len(order), seed, part(report, 0.4, 0.95))
    if len(order) > 1 and np.bincount(labels) @ stability / len(labels) < FAIR:
        # Whatever the votes, k-means cuts them: what does not come back is no group.
        labels, order, stability = np.zeros_like(labels), order[:1], np.ones(1)
        choice = replace(choice, separation=None)
    counts = tallies(voters, labels, len(order))
    names = _names(counts, table.statements, before)
    return replace(
        found,
        groups=_groups(labels, places, names, counts, stability, table.statements),
        opinions=statement_opinions(table, counts, tuple(names)),
        former=Former(
            dict(zip(names, _leanings(counts, table.statements), strict=True)), choice.rival
        ),
        separation=None if choice.separation is None else round(choice.separation, 4),
        members={table.voters[row]: names[group] for row, group in zip(rows, labels, strict=True)},
    )


def _larger_first(labels: NDArray[np.intp], places: NDArray[np.float64]) -> NDArray[np.intp]:
    """The rank of each group, by size, then from left to right."""
    sizes = np.bincount(labels)
    lefts = np.bincount(labels, places[:, 0]) / sizes
    rank = np.empty(len(sizes), dtype=np.intp)
    rank[np.lexsort((lefts, -sizes))] = np.arange(len(sizes))
    return rank


def _leanings(counts: Tallies, statements: tuple[str, ...]) -> list[dict[str, float]]:
    return [
        {
            name: round(counts.shares(group, at).leaning, 4)
            for at, name in enumerate(statements)
            if counts.votes[group, at]
        }
        for group in range(len(counts.votes))
    ]


def _names(counts: Tallies, statements: tuple[str, ...], before: Former) -> list[str]:
    return names_of(_leanings(counts, statements), before.leanings)


def _groups(
    labels: NDArray[np.intp],
    places: NDArray[np.float64],
    names: list[str],
    counts: Tallies,
    stability: NDArray[np.float64],
    statements: tuple[str, ...],
) -> tuple[OpinionGroup, ...]:
    tells = telling(counts, statements)
    found = []
    for group, name in enumerate(names):
        inside = places[labels == group]
        middle = inside.mean(axis=0)
        alone = len(names) == 1
        found.append(
            OpinionGroup(
                name=name,
                size=len(inside),
                x=round(float(middle[0]), 4),
                y=round(float(middle[1]), 4),
                spread=round(float(np.sqrt(((inside - middle) ** 2).sum(axis=1).mean())), 4),
                telling=tells[group],
                stability=None if alone else round(float(stability[group]), 4),
                firmness=None if alone else firmness_of(float(stability[group])),
            )
        )
    return tuple(found)
