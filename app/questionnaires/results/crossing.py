"""Two questions against each other: who of this gave that answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from flask_babel import format_decimal
from flask_babel import gettext as _
from numpy.typing import NDArray

from app.questionnaires.results.model import MASKED, ResultTable, number, percent
from app.questionnaires.results.results import Results
from charts.model import Grid, short
from surveys.statistics.association import (
    STRONG,
    Association,
    adjusted_residuals,
    association,
)
from surveys.statistics.masking import masked_table
from surveys.variables import OUTSIDE, Variable, outside_labels

MOST_CELLS = 150
"""Cells that a chart has room for."""


@dataclass(frozen=True)
class Crossing:
    """`association` is None where it cannot be told: people in several rows, or masked counts.

    `people`: everybody in the table. `shows_nothing`: all that is not masked is zero.
    """

    rows: Variable
    columns: Variable
    people: int
    table: ResultTable
    has_masked: bool
    shows_nothing: bool
    association: Association | None

    @property
    def measures(self) -> tuple[tuple[str, str], ...]:
        """How strongly the two go together, in words."""
        found = self.association
        if found is None:
            return ()
        least = format_decimal(0.001, "0.000")
        p_value = format_decimal(found.p_value, "0.000")
        chi_square = _(
            "%(value)s (%(n)s degrees of freedom)",
            value=format_decimal(found.chi_square, "0.00"),
            n=found.degrees,
        )
        return (
            (_("Cramér’s V, corrected for bias"), format_decimal(found.cramers_v, "0.00")),
            (_("χ²"), chi_square),
            (
                _("Probability if unrelated (p)"),
                p_value if found.p_value >= 0.001 else f"< {least}",
            ),
        )


@dataclass(frozen=True)
class _Counts:
    """`table`: rows x columns; `row_people`, `column_people`: people of each line."""

    table: NDArray[np.int64]
    row_people: NDArray[np.int64]
    column_people: NDArray[np.int64]
    people: int
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]


def crossing(results: Results, row_key: str, column_key: str) -> Crossing:
    """The table of two variables. Raises KeyError for one that there is not.

    Stewards see those who answered both. The others see everybody, since the number of those
    who did not would give masked counts away.
    """
    rows, columns = results.variable(row_key), results.variable(column_key)
    counts = _count(results, rows, columns)
    mask = np.zeros(counts.table.shape, dtype=np.bool_)
    if not results.sees_all:
        mask = masked_table(
            counts.table,
            counts.row_people,
            counts.column_people,
            people=counts.people,
            outside=OUTSIDE,
            several_rows=rows.several,
            several_columns=columns.several,
        )
    counts, mask = _without_empty_lines(counts, mask)
    told = None
    if not mask.any() and not rows.several and not columns.several:
        told = association(counts.table)
    return Crossing(
        rows,
        columns,
        counts.people,
        _shown(counts, mask, rows.label),
        bool(mask.any()),
        bool(mask.any() and not counts.table[~mask].any()),
        told,
    )


def _count(results: Results, rows: Variable, columns: Variable) -> _Counts:
    pairs = results.answered.pairs(rows, columns)
    outside = outside_labels(results.language)
    row_labels = (*(label for _code, label in rows.categories), *outside)
    column_labels = (*(label for _code, label in columns.categories), *outside)
    if results.sees_all:
        pairs = pairs.answered(OUTSIDE)
        row_labels, column_labels = row_labels[:-OUTSIDE], column_labels[:-OUTSIDE]
    return _Counts(
        pairs.table,
        pairs.row_people,
        pairs.column_people,
        pairs.people,
        row_labels,
        column_labels,
    )


def _without_empty_lines(
    counts: _Counts, mask: NDArray[np.bool_]
) -> tuple[_Counts, NDArray[np.bool_]]:
    rows, columns = np.flatnonzero(counts.row_people), np.flatnonzero(counts.column_people)
    kept = np.ix_(rows, columns)
    left = _Counts(
        counts.table[kept],
        counts.row_people[rows],
        counts.column_people[columns],
        counts.people,
        tuple(counts.row_labels[place] for place in rows),
        tuple(counts.column_labels[place] for place in columns),
    )
    return left, mask[kept]


def _shown(counts: _Counts, mask: NDArray[np.bool_], heading: str) -> ResultTable:
    """Counts with the percentage of the column, and the sign of what stands out."""
    people = np.maximum(counts.column_people, 1)
    shares = 100 * counts.table / people[None, :]
    residuals = adjusted_residuals(
        counts.table, counts.row_people, counts.column_people, counts.people
    )
    signs = np.where(mask, 0, np.sign(residuals) * (np.abs(residuals) > STRONG)).astype(int)
    rows = tuple(
        (
            label,
            *(
                MASKED
                if mask[i, j]
                else _cell(int(counts.table[i, j]), shares[i, j], residuals[i, j])
                for j in range(len(counts.column_labels))
            ),
        )
        for i, label in enumerate(counts.row_labels)
    )
    return ResultTable(
        "",
        (heading, *counts.column_labels),
        rows,
        _grid(counts, mask, shares, signs),
        _told(counts, signs),
    )


def _cell(count: int, share: float, residual: float) -> str:
    mark = ""
    if abs(residual) > STRONG:
        mark = f" {'▲' if residual > 0 else '▼'} {format_decimal(residual, '+0.0;-0.0')}"
    return f"{number(count)} · {percent(share)}{mark}"


def _grid(
    counts: _Counts, mask: NDArray[np.bool_], shares: NDArray[np.float64], signs: NDArray[np.int64]
) -> Grid | None:
    if mask.size > MOST_CELLS or mask.all():
        return None
    return Grid(
        [short(label) for label in counts.row_labels],
        [short(label) for label in counts.column_labels],
        [
            [None if hidden else round(float(share)) for share, hidden in zip(*line, strict=True)]
            for line in zip(shares, mask, strict=True)
        ],
        signs.tolist(),
    )


def _told(counts: _Counts, signs: NDArray[np.int64]) -> str:
    more = [
        f"{counts.row_labels[i]} / {counts.column_labels[j]}" for i, j in np.argwhere(signs > 0)[:5]
    ]
    if not more:
        return _("Shaded table of column percentages. No cell holds many more than expected.")
    return _(
        "Shaded table of column percentages. More than expected: %(cells)s.", cells="; ".join(more)
    )
