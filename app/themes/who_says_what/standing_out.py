"""Which cells of a table of voices stand out, for tables that follow decisions and not a run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.voices.comparing import compared_with_others
from analysis.voices.who_says_what import LIKELY


def signs(counts: Sequence[Sequence[int]], voices: Sequence[int]) -> list[list[int]]:
    """Return 1 where a group is in a cell more than the others are, -1 where less, 0 where chance
    would explain it.

    The measure is that of who says what: the adjusted residual of the number of voices (Haberman
    1973) tells which way, the hypergeometric law corrected for the number of cells (Benjamini &
    Hochberg 1995) whether it counts.

    Parameters
    ----------
    counts : voices of each group in each line (lines × groups).
    voices : voices of each group.
    """
    if not counts or not any(voices):
        return [[0 for _ in voices] for _ in counts]
    cells = np.array(counts, dtype=np.int64)
    tested = np.ones(cells.shape, dtype=bool)
    found = compared_with_others(cells, np.array(voices, dtype=np.int64), tested)
    told = np.where(found.q <= LIKELY, np.sign(found.residual), 0)
    return [[int(sign) for sign in line] for line in told]
