"""What may be told of each row, so that nobody stands alone: k-anonymity by leaving out.

A pure function. What is left out is empty; those of whom something is left out are as many as
those of whom it is told, so that nobody is found by a gap either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence

from app.questionnaires.results.masks import SMALLEST_GROUP

EMPTY = ""


def told_of(
    attributes: Sequence[Sequence[str]],
    voices: Sequence[Hashable],
    *,
    smallest: int = SMALLEST_GROUP,
) -> list[tuple[str, ...]]:
    """The attributes of each row that may be told.

    `voices` says who speaks in each row. Attributes go from the widest to the narrowest: where one
    is left out, those after it are as well, as they would tell it. In the answer each combination
    of all attributes, and therefore of any two, is that of `smallest` voices at least; of fewer
    voices in all, nothing is told.
    """
    told: list[list[str]] = [[EMPTY] * len(row) for row in attributes]
    everybody = list(range(len(attributes)))
    if len(set(voices)) >= smallest and everybody:
        _tell(everybody, 0, attributes, voices, told, smallest)
    return [tuple(row) for row in told]


def _tell(
    rows: Sequence[int],
    column: int,
    attributes: Sequence[Sequence[str]],
    voices: Sequence[Hashable],
    told: list[list[str]],
    smallest: int,
) -> None:
    if column == len(attributes[rows[0]]):
        return
    groups: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        groups[attributes[row][column]].append(row)
    for value in _large_enough(groups, voices, smallest):
        for row in groups[value]:
            told[row][column] = value
        if value != EMPTY:
            _tell(groups[value], column + 1, attributes, voices, told, smallest)


def _large_enough(
    groups: dict[str, list[int]], voices: Sequence[Hashable], smallest: int
) -> Collection[str]:
    """The values that may be told: the others together have as many voices, or none."""
    said = {value: {voices[row] for row in rows} for value, rows in groups.items()}
    by_size = sorted((value for value in said if value != EMPTY), key=lambda v: (len(said[v]), v))
    kept = [value for value in by_size if len(said[value]) >= smallest]
    hidden = set(said.get(EMPTY, ()))
    for value in by_size:
        if value not in kept:
            hidden |= said[value]
    while hidden and len(hidden) < smallest and kept:
        hidden |= said[kept.pop(0)]
    return kept
