"""Answers as a data file of SPSS.

The library wants the whole table at once: unlike the other files, this one takes more memory when
there are more responses. 10,000 of them took 50 MB with the 76 columns of the demonstration, and
680 MB with 4,000 columns (the most there can be) that were nearly empty.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import pandas as pd
import pyreadstat

from app.questionnaires.exports.spss_names import cut, spss_names
from surveys.types.columns import Cell, Column

LONGEST_TEXT = 32_767
"""Bytes that SPSS reads of a text: longer ones are cut."""
LONGEST_LABEL = 255
DAY, TIME, WHOLE, DECIMAL = "EDATE10", "TIME5", "F8.0", "F8.2"
"""How SPSS shows what is no text."""


@dataclass
class _Variables:
    """What the library wants to know of each variable, by its name."""

    values: dict[str, pd.Series] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    """Of all but texts."""
    codes: dict[str, dict[Any, str]] = field(default_factory=dict)
    """The labels of the codes that texts can be."""


def write_sav(
    file: IO[bytes],
    columns: Sequence[Column],
    kinds: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str,
) -> None:
    """Write rows of codes with the labels and the levels of measurement of their columns.

    `kinds` are the types of the questions, "" for a column that belongs to none. Days and times
    are texts such as `2022-12-31` and `14:30`.
    """
    names = spss_names(column.name for column in columns)
    found = _variables(names, columns, kinds, rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            pd.DataFrame(found.values, copy=False),
            path,
            file_label=title,
            column_labels=list(map(_label, names, columns)),
            variable_value_labels=found.codes,
            variable_measure={
                name: column.measure.value for name, column in zip(names, columns, strict=True)
            },
            variable_format=found.formats,
            row_compress=True,
        )
        with path.open("rb") as written:
            shutil.copyfileobj(written, file)


def _variables(
    names: Sequence[str],
    columns: Sequence[Column],
    kinds: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> _Variables:
    found = _Variables()
    upright = zip(names, *rows, strict=True)
    for column, kind, (name, *cells) in zip(columns, kinds, upright, strict=True):
        values, shown = _shown(pd.Series(cells), column, kind)
        if shown:
            found.values[name], found.formats[name] = values, shown
        else:
            found.values[name] = _with_room(values, column)
            # Without a text to make room, the library refuses codes with accents.
            found.codes[name] = {
                code: said for code, said in column.value_labels.items() if cells or code.isascii()
            }
    return found


def _shown(cells: pd.Series, column: Column, kind: str) -> tuple[pd.Series, str]:
    """The values of a column, and the format in which SPSS shows them: "" for texts."""
    if kind == "date":
        return pd.to_datetime(cells, format="%Y-%m-%d"), DAY
    if kind == "time":
        return pd.to_timedelta(cells.astype("str") + ":00").dt.total_seconds(), TIME
    if column.numeric or pd.api.types.is_numeric_dtype(cells):
        numbers = cells.astype("float")
        return numbers, WHOLE if (numbers.dropna() % 1 == 0).all() else DECIMAL
    return cells.map(_text, na_action="ignore").astype("str").fillna(""), ""


def _with_room(texts: pd.Series, column: Column) -> pd.Series:
    """Texts as long as every code. The library makes room for the characters of a code and not
    for its bytes; spaces at the end, which no reader of SPSS sees, make up for that."""
    return texts.str.ljust(max((len(code.encode()) for code in column.value_labels), default=0))


def _label(name: str, column: Column) -> str:
    """The question, with the name of our column at its end when SPSS could not have it."""
    ours = "" if name == column.name else f" [{column.name}]"
    return cut(column.label, max(0, LONGEST_LABEL - len(ours.encode()))) + ours


def _text(cell: str | float) -> str:
    is_whole = isinstance(cell, float) and cell.is_integer()
    return cut(str(int(cell) if is_whole else cell), LONGEST_TEXT)
