"""Which answers are too few to be told to others than stewards."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.questionnaires.results.answers import Answered
from app.questionnaires.results.filters import Filter
from surveys.statistics.masking import MOST_CELLS, SMALLEST, masked_counts, masked_table
from surveys.variables import OUTSIDE, Variable

SMALLEST_GROUP = SMALLEST
"""The fewest people of whom something is told."""
LARGEST_TABLE = MOST_CELLS
"""Cells of a table that is masked cell by cell; a larger one is masked whole."""


def masked_codes(
    variable: Variable, everybody: Answered, filters: Sequence[Filter]
) -> frozenset[str]:
    """The answers to a question that are masked, among everybody or under one filter.

    Under a filter they are those of one row of the table of both questions, so that rows seen
    one after the other tell no more than the whole table.
    """
    people = everybody.people(variable)
    mask: Sequence[bool]
    if filters:
        across = filters[0].variable
        pairs = everybody.pairs(across, variable)
        place = [code for code, _label in across.categories].index(filters[0].code)
        mask = masked_table(
            pairs.table,
            pairs.row_people,
            people,
            people=len(everybody),
            outside=OUTSIDE,
            several_rows=across.several,
            several_columns=variable.several,
        )[place].tolist()
    else:
        answered = int(len(everybody) - people[-OUTSIDE:].sum())
        mask = masked_counts(people[:-OUTSIDE].tolist(), answered, several=variable.several)
    codes = [code for code, _label in variable.categories]
    return frozenset(code for code, is_masked in zip(codes, mask, strict=False) if is_masked)


def is_small_group(number: int) -> bool:
    """Whether so few people could be recognised; nobody at all gives away nobody."""
    return 0 < number < SMALLEST


def masked_groups(numbers: Sequence[int]) -> tuple[bool, ...]:
    """Which groups of a line are masked, where everybody is in one of them and their sum is
    known."""
    return masked_counts(numbers, sum(numbers))


def masked_options(numbers: Sequence[int], people: int) -> tuple[bool, ...]:
    """Which groups of a line are masked, where people may be in several of them or in none."""
    return masked_counts(numbers, people, several=True)


def masked_voices(
    table: Sequence[Sequence[int]], people: Sequence[int]
) -> Sequence[Sequence[bool]]:
    """Which cells of a table of groups and of what befell their words are masked.

    A cell counts the people of a group of whom something befell some words: they may be in several
    cells of their line, and are of one group. `people`: how many each group has.
    """
    if not table:
        return []
    cells, rows = np.array(table, dtype=np.int64), np.array(people, dtype=np.int64)
    mask = masked_table(
        cells, rows, cells.sum(axis=0), people=int(rows.sum()), several_columns=True
    )
    return [list(map(bool, line)) for line in mask]
