"""Cells that a spreadsheet will not run, and the file of rows that were refused."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.corpus.tables import (
    BadRow,
    RowReason,
    bad_rows_csv,
    escape_formula,
    safe_cell,
    unescape_formula,
)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_could_be_run_starts_with_an_apostrophe(start):
    assert safe_cell(start + "cmd()") == "'" + start + "cmd()"


@pytest.mark.parametrize("value", ["", "oui", "l'eau", "a=b", "'=1", " texte", "3-2"])
def test_an_ordinary_cell_is_left_alone(value):
    assert safe_cell(value) == value


def test_making_a_cell_safe_twice_changes_nothing_more():
    assert safe_cell(safe_cell("=1")) == safe_cell("=1")


def test_refused_rows_make_a_file_for_french_spreadsheets():
    rows = [
        BadRow(3, RowReason.BAD_DATE, {"column": "=date", "value": "hier"}, "=1+1 | é;è"),
        BadRow(7, RowReason.NUL, {}, '@a "b"'),
    ]
    data = bad_rows_csv(rows)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read == [
        ["ligne", "motif", "détail", "extrait"],
        ["3", "bad_date", "column: =date, value: hier", "'=1+1 | é;è"],
        ["7", "nul", "", '\'@a "b"'],
    ]


def test_the_caller_can_put_the_reasons_into_words():
    data = bad_rows_csv(
        [BadRow(3, RowReason.NUL)],
        headings=("row", "why", "detail", "sample"),
        describe=lambda row: f"=Ligne {row.number} illisible",
    )
    assert data.decode("utf-8-sig").splitlines() == [
        "row;why;detail;sample",
        "3;'=Ligne 3 illisible;;",
    ]


@given(st.text(st.sampled_from("'=+-@\t\r\n＝ab é"), max_size=6) | st.text(max_size=20))
def test_an_escaped_cell_starts_no_formula_and_is_given_back_exactly(text: str) -> None:
    cell = escape_formula(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert unescape_formula(cell) == text


@pytest.mark.parametrize("text", ["l'an dernier", "'cité'", "rien", ""])
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert escape_formula(text) == unescape_formula(text) == text
