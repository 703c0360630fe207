"""Which cells of a table of themes and groups stand for so few voices that nobody may see them.

A cell of 1 to 4 voices is masked, and others with it, until nothing masked can be worked out from
what is left: the voices of each theme and of each group are known, and so is, for each group, that
the parts of a theme add up to it (complementary suppression; Willenborg & de Waal 2001).

Not to have spoken of a theme tells nothing of anybody: an empty cell is shown, and so is one that
nearly everybody of the group is in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SMALLEST = 5
"""Voices of the smallest group of which anything is told."""
MOST_CELLS = 1_500
"""A larger table with anything to mask is masked whole: the equations would take too long."""

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class _Line:
    """Cells (places in the flattened table) that add up to a known number, or to `whole`."""

    parts: NDArray[np.intp]
    whole: int | None = None

    @property
    def cells(self) -> NDArray[np.intp]:
        return self.parts if self.whole is None else np.append(self.parts, self.whole)


def masked_cells(counts: Counts, parents: Sequence[int | None]) -> Mask:
    """Return which cells of a table (themes × groups) are masked.

    Parameters
    ----------
    counts : voices of each group that spoke of each theme.
    parents : for each theme, the row of the theme above it.
    """
    flat = counts.ravel()
    mask: Mask = (flat > 0) & (flat < SMALLEST)
    if counts.size > MOST_CELLS and mask.any():
        return np.ones_like(counts, dtype=bool)
    lines = _lines(counts.shape, parents)
    while found := _too_few(flat, mask, lines) or _told_by_equations(flat, mask, lines):
        mask[sorted(found)] = True
    return mask.reshape(counts.shape)


def _lines(shape: tuple[int, ...], parents: Sequence[int | None]) -> list[_Line]:
    places = np.arange(shape[0] * shape[1]).reshape(shape)
    lines = [_Line(row) for row in places]
    for above in dict.fromkeys(parents):
        below = [row for row, parent in enumerate(parents) if parent == above]
        for group in range(shape[1]):
            whole = None if above is None else int(places[above, group])
            lines.append(_Line(places[below, group], whole))
    return lines


def _too_few(counts: Counts, mask: Mask, lines: Sequence[_Line]) -> set[int]:
    """What has to be masked with cells that are alone, or too few voices, in their line."""
    found = set()
    for line in lines:
        hidden = line.cells[mask[line.cells]]
        if not len(hidden):
            continue
        is_told = line.whole is None or not mask[line.whole]
        left = counts[line.parts[mask[line.parts]]].sum()
        if len(hidden) < 2 or (is_told and left < SMALLEST):
            found |= _smallest_shown(counts, mask, line.cells)
    return found


def _told_by_equations(counts: Counts, mask: Mask, lines: Sequence[_Line]) -> set[int]:
    """What has to be masked with cells that all lines together leave one value only.

    The projection on what the lines span leaves unchanged exactly the cells that they determine.
    """
    cells = np.flatnonzero(mask & ~_told_to_be_empty(counts, mask, lines))
    if not len(cells):
        return set()
    column = {int(cell): place for place, cell in enumerate(cells)}
    equations = np.zeros((len(lines), len(cells)))
    for row, line in enumerate(lines):
        for part in line.parts:
            if int(part) in column:
                equations[row, column[int(part)]] = 1
        if line.whole in column:
            equations[row, column[line.whole]] = -1
    spanned = np.einsum("ij,ji->i", np.linalg.pinv(equations), equations)
    found: set[int] = set()
    for cell in cells[spanned > 1 - 1e-6]:
        around = [_smallest_shown(counts, mask, line.cells) for line in lines if cell in line.cells]
        found |= next((shown for shown in around if shown), set())
    if not found and (spanned > 1 - 1e-6).any():
        found = _smallest_shown(counts, mask, np.arange(len(counts)))
    return found


def _told_to_be_empty(counts: Counts, mask: Mask, lines: Sequence[_Line]) -> Mask:
    """Masked cells of a line of which nothing is left: everybody can tell that they are zero."""
    empty = np.zeros_like(mask)
    for line in lines:
        hidden = line.parts[mask[line.parts]]
        if (line.whole is None or not mask[line.whole]) and not counts[hidden].any():
            empty[hidden] = True
    return empty


def _smallest_shown(counts: Counts, mask: Mask, cells: NDArray[np.intp]) -> set[int]:
    """The smallest cell that is still shown, empty ones last."""
    shown = cells[~mask[cells]]
    if not len(shown):
        return set()
    return {int(min(shown, key=lambda cell: (counts[cell] == 0, counts[cell], cell)))}
