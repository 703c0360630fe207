"""The answers to a questionnaire as variables of SPSS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.publication.sav import LONGEST_LABEL, LONGEST_TEXT, Kind, Measure, Variable, cut
from app.questionnaires.exports.sheets import ABOUT, AnswerTable
from app.questionnaires.exports.spss_names import spss_names
from surveys.types.columns import Cell, Column
from surveys.types.columns import Measure as Level

_MEASURES = {
    Level.NOMINAL: Measure.NOMINAL,
    Level.ORDINAL: Measure.ORDINAL,
    Level.SCALE: Measure.SCALE,
}
_MOMENTS = {"date": Kind.DAY, "time": Kind.TIME}


@dataclass
class _Seen:
    """What the rows hold in one column: the longest text in bytes, whether all are numbers."""

    width: int = 1
    numbers: bool = True
    whole: bool = True
    filled: bool = False

    def see(self, cell: Cell) -> None:
        if cell is None:
            return
        self.filled = True
        if isinstance(cell, str):
            self.numbers = False
            self.width = max(self.width, len(cell.encode()))
        else:
            self.width = max(self.width, len(_written(cell)))
            self.whole = self.whole and float(cell).is_integer()


def variables_of(
    table: AnswerTable, about: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> list[Variable]:
    """The variables for these rows. `about` are the labels of the first columns. A label ends
    with the name of our column when that had to change."""
    names = table.names
    seen = [_Seen() for _ in names]
    for row in rows:
        for one, cell in zip(seen, row, strict=True):
            one.see(cell)
    columns = [Column(name, said) for name, said in zip(ABOUT, about, strict=True)]
    columns += table.layout.columns
    kinds = [None] * len(ABOUT) + [
        _MOMENTS.get(slot.question.type) for slot in table.layout.slots for _ in slot.columns
    ]
    return [
        _variable(valid, column, kind, one)
        for valid, column, kind, one in zip(spss_names(names), columns, kinds, seen, strict=True)
    ]


def spss_rows(
    variables: Sequence[Variable], rows: Iterable[Sequence[Cell]]
) -> Iterator[list[Cell]]:
    """The rows with numbers as texts where the variable is a text."""
    texts = [variable.is_text for variable in variables]
    for row in rows:
        yield [
            _written(cell) if is_text and cell is not None else cell
            for is_text, cell in zip(texts, row, strict=True)
        ]


def _variable(name: str, column: Column, kind: Kind | None, seen: _Seen) -> Variable:
    made = Variable(name, _label(name, column), kind or Kind.TEXT, _MEASURES[column.measure])
    if kind is not None:
        return made
    if column.numeric or (seen.filled and seen.numbers):
        return replace(made, kind=Kind.NUMBER, decimals=0 if seen.whole else 2)
    longest = max([seen.width, *(len(code.encode()) for code in column.value_labels)])
    return replace(made, width=min(longest, LONGEST_TEXT), value_labels=column.value_labels)


def _label(name: str, column: Column) -> str:
    """The question, with the name of our column at its end when SPSS could not have it."""
    ours = "" if name == column.name else f" [{column.name}]"
    return cut(column.label, max(0, LONGEST_LABEL - len(ours.encode()))).decode() + ours


def _written(cell: Cell) -> str:
    is_whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if is_whole else str(cell)  # type: ignore[arg-type]
