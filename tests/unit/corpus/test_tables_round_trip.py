"""Any table that is written as separated text is read back as it was."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.corpus.tables import Limits, ReadOptions, Table, TableError, read_table

# Too many control characters and a file is taken for a binary one; a few are in the other tests.
CONTROLS = "".join(map(chr, {*range(32), 127} - {9, 10, 13}))
LETTERS = st.characters(codec="utf-8", exclude_characters=CONTROLS)
CP1252_LETTERS = st.characters(codec="cp1252", exclude_characters=CONTROLS)
NAMES = st.lists(
    st.from_regex(r"[A-Za-zéèçœ][A-Za-zéèçœ_]{0,12}", fullmatch=True),
    min_size=1,
    max_size=6,
    unique=True,
)
SENTENCES = st.lists(
    st.sampled_from(
        [
            "Je veux, si possible, des vélos",
            "des bus ; des trains",
            'il a dit "oui"',
            "ligne\nsuivante",
            "A | B",
            "12,5",
            "",
            "fin.",
            "col\tsuite",
        ]
    ),
    max_size=4,
).map(" ".join)


def rows_of(width: int, cell: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    row = st.lists(cell, min_size=width, max_size=width)
    return st.lists(row.filter(lambda row: any(cell.strip() for cell in row)), min_size=1)


@st.composite
def tables(draw, cell):
    names = draw(NAMES)
    return [names, *draw(rows_of(len(names), cell))]


def written(rows, separator: str, ending: str, *, quotes_all: bool) -> str:
    def cell_written(cell: str) -> str:
        if quotes_all or any(mark in cell for mark in (separator, '"', "\r", "\n")):
            return '"' + cell.replace('"', '""') + '"'
        return cell

    return "".join(separator.join(map(cell_written, row)) + ending for row in rows)


def read(data: bytes, **options) -> Table:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "table.csv"
        path.write_bytes(data)
        return read_table(path, options=ReadOptions(**options))


def assert_equal(table: Table, rows) -> None:
    assert list(table.columns) == rows[0]
    assert [list(row.cells) for row in table.rows] == rows[1:]
    assert table.bad_rows == ()
    assert table.skipped == ()


SEPARATORS = st.sampled_from([",", ";", "\t", "|"])
ENDINGS = st.sampled_from(["\n", "\r\n", "\r"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


@settings(deadline=None, max_examples=150)
@given(tables(st.text(LETTERS, max_size=20)), SEPARATORS, ENDINGS, ENCODINGS, st.booleans())
def test_any_table_is_read_back(rows, separator, ending, encoding, quotes_all):
    data = written(rows, separator, ending, quotes_all=quotes_all).encode(encoding)
    assert_equal(read(data, delimiter=separator, header_row=1), rows)


@settings(deadline=None, max_examples=100)
@given(tables(st.text(CP1252_LETTERS, max_size=20)), SEPARATORS, ENDINGS)
def test_any_table_in_the_windows_code_page_is_read_back(rows, separator, ending):
    data = written(rows, separator, ending, quotes_all=False).encode("cp1252")
    assert_equal(read(data, delimiter=separator, header_row=1, encoding="cp1252"), rows)


@settings(deadline=None, max_examples=150)
@given(tables(SENTENCES), SEPARATORS, ENDINGS, st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_a_quoted_table_of_prose_is_read_back_with_nothing_said(rows, separator, ending, encoding):
    data = written(rows, separator, ending, quotes_all=True).encode(encoding)
    assert_equal(read(data), rows)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_refusal(data):
    try:
        table = read(data)
    except TableError:
        return
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert len(set(table.columns)) == len(table.columns) <= Limits().columns


@settings(deadline=None, max_examples=200)
@given(st.text('";,\n\ra é', max_size=80))
def test_quotation_marks_anywhere_never_lose_a_line(text):
    try:
        table = read(("x;y\n" + text).encode(), delimiter=";", header_row=1)
    except TableError:
        return
    numbers = [row.number for row in table.rows] + [bad.number for bad in table.bad_rows]
    assert len(set(numbers)) == len(numbers)
    said = "".join(cell for row in table.rows for cell in row.cells)
    shown = said + "".join(bad.sample for bad in table.bad_rows)
    assert shown.count("é") >= 0.99 * text.count("é")
