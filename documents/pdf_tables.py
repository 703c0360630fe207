"""Tables on the pages of a PDF, told from words that stand again and again at the same places.

A PDF knows no cells. A line of several words far apart may name columns; the lines below belong to
the table as long as they begin at one of these columns and leave room for the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents.gathering import bullet_length
from documents.pdf_lines import Line, Piece

_GAP = 0.8
"""Between two columns, in parts of the size of the letters."""
_LETTER = 0.5
_NARROW_LETTER = 0.42
"""Widths of letters, in parts of their size: a text is at least as wide as the narrow ones."""
_SAME_PLACE = 4.0
"""Points between the beginnings of two cells of a column."""
_NEXT_ROW = 1.7
"""Between two lines of one column, in parts of the usual height, when no cell stands beside."""
_LONGEST_TITLE = 60
_FEWEST_ROWS = 2


@dataclass
class PageTable:
    """Rows of cells; each cell has its column, from 0, and its lines."""

    page: int
    rows: list[dict[int, list[Line]]] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether several rows have several cells: it is no mere line with a tabulator."""
        return sum(len(row) > 1 for row in self.rows) >= _FEWEST_ROWS


def with_tables(lines: Sequence[Line], usual: float) -> Iterator[Line | PageTable]:
    """The lines of a page in order, those of a table as one. `usual` is the height from line to
    line, in parts of the size of the letters.
    """
    place = 0
    while place < len(lines):
        columns = _columns(lines[place])
        table, end = _read(lines, place, columns, usual) if columns else (None, place)
        if table is not None and table.is_sound:
            yield table
            place = end
        else:
            yield lines[place]
            place += 1


def _columns(line: Line) -> list[float]:
    """Where the columns begin that a line may name; none when it names fewer than two."""
    if bullet_length(line.text):
        return []
    cells = _apart(line)
    named = all(_may_name(cell.text) for cell in cells)
    return [cell.x for cell in cells] if len(cells) > 1 and named else []


def _may_name(said: str) -> bool:
    """Bullets and numbers stand far from their items too, and name nothing."""
    return sum(map(str.isalpha, said)) > 1 and len(said) <= _LONGEST_TITLE


def _apart(line: Line) -> list[Line]:
    """The parts of a line that stand far from one another."""
    groups: list[list[Piece]] = []
    for piece in line.pieces:
        if not piece.text.strip():
            if groups:
                groups[-1].append(piece)
        elif not groups or piece.x - _end(groups[-1]) > _GAP * piece.size:
            groups.append([piece])
        else:
            groups[-1].append(piece)
    return [line.part(group) for group in groups]


def _end(pieces: Sequence[Piece]) -> float:
    said = [piece for piece in pieces if piece.text.strip()]
    return max(piece.x + _width(piece, _LETTER) for piece in said)


def _width(piece: Piece, letter: float) -> float:
    return letter * piece.size * len(piece.text.strip())


def _read(
    lines: Sequence[Line], place: int, columns: list[float], usual: float
) -> tuple[PageTable, int]:
    table = PageTable(lines[place].page)
    column, last = len(columns), lines[place]
    while place < len(lines):
        cells = _cells(lines[place], columns)
        if cells is None or abs(lines[place].size - last.size) > 0.5:
            break
        first = min(cells)
        gap = last.y - lines[place].y
        is_far = gap > _NEXT_ROW * usual * last.size
        is_other = is_far or lines[place].is_bold != last.is_bold
        if is_other and len(cells) == 1 and first == 0 and table.rows:
            break  # more likely a heading or a paragraph below the table
        if first < column or (first == column and is_far):
            table.rows.append({})
        for column, cell in cells.items():
            table.rows[-1].setdefault(column, []).append(cell)
        last = lines[place]
        column = max(cells)
        place += 1
    return table, place


def _cells(line: Line, columns: list[float]) -> dict[int, Line] | None:
    """The parts of a line by column; None when it is not of the table."""
    found: dict[int, list[Piece]] = {}
    column = -1
    for piece in line.pieces:
        if not piece.text.strip():
            continue
        here = [n for n, x in enumerate(columns) if abs(piece.x - x) <= _SAME_PLACE]
        if here:
            column = here[0]
        elif column < 0 or (column + 1 < len(columns) and piece.x > columns[column + 1]):
            return None
        if (
            column + 1 < len(columns)
            and piece.x + _width(piece, _NARROW_LETTER) > columns[column + 1]
        ):
            return None
        found.setdefault(column, []).append(piece)
    return {column: line.part(pieces) for column, pieces in found.items()} or None
