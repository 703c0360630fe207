"""Which counts stand for so few people that they could be recognised, and have to be masked.

A count from 1 to 4 is masked. Totals are known, so that others are masked with it, until no
masked count can be worked out from what is left, and those masked together in a line add up to 5
people at least (complementary suppression).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SMALLEST = 5
"""The smallest group that is shown."""
MOST_CELLS = 1_000
"""A larger table with anything to mask is masked whole: the equations would take too long."""

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


def is_small(counts: Counts) -> Mask:
    """Where a count could give people away; nobody at all gives away nobody."""
    found: Mask = (counts > 0) & (counts < SMALLEST)
    return found


def masked_counts(counts: Sequence[int], people: int, *, several: bool = False) -> tuple[bool, ...]:
    """Which counts of one question are masked; `people` answered it.

    `several`: people may be in several counts; then leaving out an option is a group as well.
    """
    line = np.array([counts], dtype=np.int64)
    mask = is_small(line) | (is_small(people - line) if several else False)
    return tuple(bool(one) for one in _closed(line, mask, columns=False)[0])


def masked_lines(
    line_people: Counts, people: int, *, outside: int = 0, several: bool = False
) -> tuple[bool, ...]:
    """Which answers of a question are masked as lines of a table, or to narrow down by.

    Those that are masked in the question itself, among the people who answered it, and those
    that are masked when the people without answer are groups as well.
    """
    counts = line_people.tolist()
    among_all = masked_counts(counts, people, several=several)
    if not outside:
        return among_all
    told, beside = counts[:-outside], counts[-outside:]
    alone = masked_counts(told, people - sum(beside), several=several)
    return tuple(
        one or other for one, other in zip(among_all, (*alone, *[False] * outside), strict=True)
    )


def masked_table(
    table: Counts,
    row_people: Counts,
    column_people: Counts,
    *,
    people: int,
    outside: int = 0,
    several_rows: bool = False,
    several_columns: bool = False,
) -> Mask:
    """Which cells of a table of two questions are masked.

    The lines must hold everybody, those without answer in the last `outside` lines of both. A line
    that is masked in its own question is masked whole; the totals of the others are taken as
    known. `row_people`, `column_people`: how many people each line holds; `people`: how many
    there are.
    """
    down = masked_lines(row_people, people, outside=outside, several=several_rows)
    across = masked_lines(column_people, people, outside=outside, several=several_columns)
    mask = is_small(table) | np.array(down)[:, None] | np.array(across)[None, :]
    if several_columns:
        mask |= is_small(row_people[:, None] - table)
    if several_rows:
        mask |= is_small(column_people[None, :] - table)
    return _closed(table, mask, columns=True)


def _closed(table: Counts, mask: Mask, *, columns: bool) -> Mask:
    """Mask more until nothing that is masked can be worked out."""
    mask = mask.copy()
    if table.size > MOST_CELLS:
        mask[:] = mask.any()
    while found := _more_to_mask(table, mask, columns):
        for where in found:
            mask[where] = True
    return mask


def _more_to_mask(table: Counts, mask: Mask, columns: bool) -> set[tuple[int, int]]:
    hidden = _hidden(table, mask, columns)
    lines = [(0, index) for index in range(table.shape[0])]
    lines += [(1, index) for index in range(table.shape[1])] if columns else []
    found = set()
    for axis, index in lines:
        here = hidden[index] if axis == 0 else hidden[:, index]
        counts = table[index] if axis == 0 else table[:, index]
        if here.any() and (here.sum() < 2 or counts[here].sum() < SMALLEST):
            found.add(_smallest_shown(table, mask, axis, index))
    if found - {None}:
        return {where for where in found if where is not None}
    return {
        where
        for row, column in _determined(hidden, columns)
        if (
            where := _smallest_shown(table, mask, 0, row)
            or _smallest_shown(table, mask, 1, column)
            or _any_shown(mask)
        )
    }


def _hidden(table: Counts, mask: Mask, columns: bool) -> Mask:
    """Masked cells, less those that everybody can tell to be zero: their line leaves nothing."""
    left = np.where(mask, table, 0)
    hidden: Mask = mask & (left.sum(axis=1) > 0)[:, None]
    if columns:
        hidden &= (left.sum(axis=0) > 0)[None, :]
    return hidden


def _smallest_shown(table: Counts, mask: Mask, axis: int, index: int) -> tuple[int, int] | None:
    """The smallest count of a line that is still shown, zeros last."""
    shown = ~mask[index] if axis == 0 else ~mask[:, index]
    counts = table[index] if axis == 0 else table[:, index]
    places = sorted(np.flatnonzero(shown), key=lambda place: (counts[place] == 0, counts[place]))
    if not places:
        return None
    return (index, int(places[0])) if axis == 0 else (int(places[0]), index)


def _any_shown(mask: Mask) -> tuple[int, int] | None:
    shown = np.argwhere(~mask)
    return (int(shown[0][0]), int(shown[0][1])) if len(shown) else None


def _determined(hidden: Mask, columns: bool) -> list[tuple[int, int]]:
    """The hidden cells that the totals of rows (and columns) give away.

    Totals are linear equations between the hidden counts; the projection on their span leaves
    unchanged exactly the counts that have one solution only.
    """
    cells = np.argwhere(hidden)
    if not len(cells):
        return []
    equations = (cells[:, 0][None, :] == np.arange(hidden.shape[0])[:, None]).astype(float)
    if columns:
        below = cells[:, 1][None, :] == np.arange(hidden.shape[1])[:, None]
        equations = np.vstack([equations, below])
    spanned = np.einsum("ij,ji->i", np.linalg.pinv(equations), equations)
    return [(int(row), int(column)) for row, column in cells[spanned > 1 - 1e-6]]
