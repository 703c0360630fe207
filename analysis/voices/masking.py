"""Which cells of a table of themes and groups stand for so few voices that nobody may see them.

A cell of 1 to 4 voices is masked, and others with it, until nothing masked can be worked out from
what is left: the voices of each theme and of each group are known, and so is, for each group, that
the parts of a theme add up to it (complementary suppression; Willenborg & de Waal 2001).

Not to have spoken of a theme tells nothing of anybody: an empty cell is shown, and so is one that
nearly everybody of the group is in.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SMALLEST = 5
"""Voices of the smallest group of which anything is told."""
MOST_CELLS = 1_500
"""A larger table with anything to mask is masked whole: the equations would take too long."""

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Equations = NDArray[np.float64]


def masked_cells(counts: Counts, parents: Sequence[int | None]) -> Mask:
    """Return which cells of a table (themes × groups) are masked.

    Parameters
    ----------
    counts : voices of each group that spoke of each theme.
    parents : for each theme, the row of the theme above it.
    """
    flat = counts.ravel()
    mask: Mask = (flat > 0) & (flat < SMALLEST)
    if not mask.any():
        return mask.reshape(counts.shape)
    if counts.size > MOST_CELLS:
        return np.ones_like(counts, dtype=bool)
    equations = _equations(counts.shape, parents)
    # What goes first where more has to be masked: the smallest cells, empty ones last.
    first = np.lexsort((np.arange(len(flat)), flat, flat == 0))
    while True:
        found = _too_few(flat, mask, equations) or _told_by_equations(flat, mask, equations)
        more = [place for cells in found for place in _first_shown(first, mask, cells)]
        if found and not more:
            # The lines of what is told are masked whole: any other cell helps.
            more = _first_shown(first, mask, np.ones_like(mask))
        if not more:
            return mask.reshape(counts.shape)
        mask[more] = True


def _equations(shape: tuple[int, ...], parents: Sequence[int | None]) -> Equations:
    """Return what everybody knows, one line an equation, one column a cell.

    The cells of a theme add up to a known number, as do those of the themes that are below none;
    in each group, the parts of a theme less the theme are nothing.
    """
    places = np.arange(shape[0] * shape[1]).reshape(shape)
    lines = []
    for row in places:
        lines.append(_line(places.size, row))
    for above in dict.fromkeys(parents):
        below = [row for row, parent in enumerate(parents) if parent == above]
        for group in range(shape[1]):
            line = _line(places.size, places[below, group])
            if above is not None:
                line[places[above, group]] = -1
            lines.append(line)
    return np.array(lines)


def _line(size: int, ones: NDArray[np.intp]) -> Equations:
    line = np.zeros(size)
    line[ones] = 1
    return line


def _too_few(counts: Counts, mask: Mask, equations: Equations) -> list[Mask]:
    """The lines whose masked cells are one alone, or of too few voices together."""
    hidden = (np.abs(equations) * mask).sum(axis=1)
    is_told = ~((equations < 0) & mask).any(axis=1)
    left = ((equations > 0) * (mask * counts)).sum(axis=1)
    found = (hidden > 0) & ((hidden < 2) | (is_told & (left < SMALLEST)))
    shown = ((equations != 0) & ~mask).any(axis=1)
    return list(equations[found & shown] != 0)


def _told_by_equations(counts: Counts, mask: Mask, equations: Equations) -> list[Mask]:
    """The lines of the masked cells to which all equations together leave one value only.

    The projection on what the equations span leaves unchanged exactly the cells that they
    determine. Masked cells of an equation that leaves nothing are zero, as everybody can tell.
    """
    is_told = ~((equations < 0) & mask).any(axis=1)
    parts = (equations > 0) & mask
    is_empty = is_told & ~(parts & (counts > 0)).any(axis=1)
    cells = np.flatnonzero(mask & ~parts[is_empty].any(axis=0))
    if not len(cells):
        return []
    here = equations[:, cells]
    # By the lines, which are fewer than the cells: the square matrix of their products.
    sizes, directions = np.linalg.eigh(here @ here.T)
    kept = sizes > 1e-9 * max(1.0, float(sizes[-1]))
    spanned = ((directions[:, kept].T @ here) ** 2 / sizes[kept, None]).sum(axis=0)
    told = cells[spanned > 1 - 1e-6]
    return [(equations[equations[:, cell] != 0] != 0).any(axis=0) for cell in told]


def _first_shown(first: NDArray[np.intp], mask: Mask, cells: Mask) -> list[int]:
    """The first of the cells that is still shown, if one is."""
    shown = first[cells[first] & ~mask[first]]
    return [int(place) for place in shown[:1]]
