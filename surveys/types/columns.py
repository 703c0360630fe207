"""The columns of an export."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

Cell: TypeAlias = str | float | None


class Measure(Enum):
    """The level of measurement that SPSS asks for."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"


@dataclass(frozen=True)
class Column:
    """One column: its name, its label, and the labels of the codes that it holds.

    `numeric` columns hold numbers (a flag is 0 or 1), the others text; an empty cell is None.
    """

    name: str
    label: str
    numeric: bool = False
    measure: Measure = Measure.NOMINAL
    value_labels: Mapping[str, str] = field(default_factory=dict)

    def shown(self, cell: Cell) -> str:
        """Return the label of a code, or the cell as text."""
        if cell is None:
            return ""
        written = f"{cell:g}" if isinstance(cell, float) and cell.is_integer() else str(cell)
        return self.value_labels.get(written, written)
