"""The cells of a table in a text, under the headings of their columns."""

from dataclasses import dataclass

from documents.gathering import Cell, Gathering, clean


@dataclass(frozen=True)
class TableCell:
    """The paragraphs of a cell. `column` counts the columns that are spanned before it."""

    column: int
    paragraphs: list[str]


def read_table(
    gathering: Gathering, table: int, rows: list[list[TableCell]], page: int | None = None
) -> None:
    """Gather the cells row by row; the first row with words names the columns."""
    headings: dict[int, str] = {}
    for number, row in enumerate(rows):
        found = {cell.column: clean(" ".join(cell.paragraphs)) for cell in row}
        is_first = not headings
        for cell in row:
            for said in cell.paragraphs:
                heading = headings.get(cell.column, "")
                gathering.cell(said, Cell(table, number, cell.column, heading, page))
        if is_first and any(found.values()):
            headings = found
