"""How strongly two questions go together, from the table that counts people in both."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

STRONG = 1.96
"""An adjusted residual beyond this would be rare (1 in 20) if the questions were unrelated."""


@dataclass(frozen=True)
class Association:
    """`cramers_v` is between 0 and 1, corrected for bias (Bergsma 2013).

    `is_doubtful`: too many expected counts are low for the probability to hold (Cochran 1954:
    more than a fifth of them under 5, or one under 1).
    """

    chi_square: float
    degrees: int
    p_value: float
    cramers_v: float
    is_doubtful: bool


def expected_counts(table: NDArray[np.int64]) -> NDArray[np.float64]:
    """What each cell of a table (rows x columns) would hold if the two were unrelated."""
    total = table.sum()
    if not total:
        return np.zeros(table.shape)
    outer: NDArray[np.float64] = np.outer(table.sum(axis=1), table.sum(axis=0)) / total
    return outer


def association(table: NDArray[np.int64]) -> Association | None:
    """Pearson's chi-square without continuity correction; None where nothing can be compared.

    Lines without anybody are left out. `table`: rows x columns, everybody in one cell.
    """
    filled = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    rows, columns = filled.shape
    total = int(filled.sum())
    if min(rows, columns) < 2 or total < 2:
        return None
    expected = expected_counts(filled)
    chi_square = float(((filled - expected) ** 2 / expected).sum())
    degrees = (rows - 1) * (columns - 1)
    low = expected < 5
    return Association(
        chi_square,
        degrees,
        float(chdtrc(degrees, chi_square)),
        _corrected_v(chi_square / total, rows, columns, total),
        bool(low.mean() > 0.2 or (expected < 1).any()),
    )


def _corrected_v(phi_square: float, rows: int, columns: int, total: int) -> float:
    """Source: Bergsma 2013, A bias-correction for Cramér's V and Tschuprow's T."""
    left = max(0.0, phi_square - (rows - 1) * (columns - 1) / (total - 1))
    few = min(
        rows - (rows - 1) ** 2 / (total - 1),
        columns - (columns - 1) ** 2 / (total - 1),
    )
    return min(1.0, math.sqrt(left / (few - 1))) if few > 1 else 0.0


def adjusted_residuals(
    table: NDArray[np.int64],
    row_people: NDArray[np.int64],
    column_people: NDArray[np.int64],
    people: int,
) -> NDArray[np.float64]:
    """How far each count is from what is expected, in standard deviations (Haberman 1973).

    `row_people` and `column_people` count the people of each line, `people` all of them: where
    people may tick several options, each option is compared with not ticking it. Zero where a
    line holds nobody or everybody.
    """
    if not people:
        return np.zeros(table.shape)
    expected = np.outer(row_people, column_people) / people
    spread = np.sqrt(
        expected * np.outer(1 - row_people / people, 1 - column_people / people).clip(min=0)
    )
    found: NDArray[np.float64] = np.zeros(table.shape)
    np.divide(table - expected, spread, out=found, where=spread > 1e-9)
    return found
