"""Which row names the columns, and names that can be told apart."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from app.corpus.tables.reasons import TableError, TableReason
from app.corpus.tables.records import Record

_WINDOW = 40
_DATE_OR_NUMBER = re.compile(
    r"\s*(?:[-+]?[\d\s]+(?:[.,]\d+)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*)\s*"
)
_SPACE = re.compile(r"[\s\ufeff\u200b]+")


def find_header(records: Sequence[Record], asked: int | None = None) -> int:
    """Return the index in ``records`` of the row that names the columns.

    The header is the first row about as full as the fullest of the first rows. A title line, a
    date of export or a line of groups above it is far emptier; a row with more cells than most
    is a slip, not a header. ``asked`` is a row number as a
    spreadsheet shows it.

    Raises TableError: NO_SUCH_ROW when the row asked for is not in the file or is blank, EMPTY
    when there is no row at all.
    """
    if asked is not None:
        for index, record in enumerate(records):
            if record.holds(asked):
                return index
        raise TableError(
            TableReason.NO_SUCH_ROW,
            f"Row {asked} is blank or is not in the file, so it cannot name the columns.",
            {"row": asked},
        )
    window = [index for index, record in enumerate(records[:_WINDOW]) if record.flaw is None]
    if not window:
        if not records:
            raise TableError(TableReason.EMPTY, "The file holds no row.")
        raise TableError(
            TableReason.NOT_A_TABLE,
            "None of the first rows can be read, so no row can name the columns.",
            {"row": records[0].number},
        )
    usual = _usual_width([len(records[index].cells) for index in window])
    fullest = max(_filled(records[i]) for i in window if len(records[i].cells) <= usual)
    for index in window:
        record = records[index]
        filled = _filled(record)
        if len(record.cells) > usual:
            continue
        if filled == fullest or _only_first_is_empty(record, filled, fullest):
            return index
        if 2 * filled > fullest and not any(map(_DATE_OR_NUMBER.fullmatch, record.cells)):
            return index
    return window[0]


def column_names(cells: Iterable[str]) -> tuple[str, ...]:
    """Return one name a cell, unique, with white space folded: ``Other``, ``Other (2)``.

    A column without a name is called after its place: ``Colonne 5``.
    """
    wanted = [
        _SPACE.sub(" ", unicodedata.normalize("NFC", cell)).strip() or f"Colonne {place}"
        for place, cell in enumerate(cells, start=1)
    ]
    # A name that stands in the file keeps its form even when a made-up name would need it.
    standing = set(wanted)
    taken: set[str] = set()
    counts: dict[str, int] = {}
    names: list[str] = []
    for name in wanted:
        unique = name
        while unique in taken or (unique != name and unique in standing):
            counts[name] = counts.get(name, 1) + 1
            unique = f"{name} ({counts[name]})"
        taken.add(unique)
        names.append(unique)
    return tuple(names)


def _usual_width(widths: Sequence[int]) -> int:
    """The number of cells that most rows have, the larger one of several."""
    counts = Counter(widths)
    return max(counts, key=lambda width: (counts[width], width))


def _filled(record: Record) -> int:
    return sum(1 for cell in record.cells if cell and not cell.isspace())


def _only_first_is_empty(record: Record, filled: int, fullest: int) -> bool:
    """Tables written with their index have a first column without a name."""
    first_is_empty = bool(record.cells) and not record.cells[0].strip()
    return first_is_empty and filled == fullest - 1 and filled > 0
