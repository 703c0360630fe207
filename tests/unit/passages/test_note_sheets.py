from __future__ import annotations

import io

import openpyxl
import pytest

from app.corpus.tables import TableError
from app.documents.note_sheets import NoNoteColumn, Sheet, read_sheet
from app.models import Nature

FINDING, NEED, PROPOSAL, OTHER = Nature.FINDING, Nature.NEED, Nature.PROPOSAL, Nature.OTHER


def _sheet(directory, *rows) -> Sheet:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    output = io.BytesIO()
    workbook.save(output)
    path = directory / "file"
    path.write_bytes(output.getvalue())
    return read_sheet(path)


def _notes(sheet: Sheet):
    return [
        (sheet.text[one.start : one.end], one.nature, one.table_number, one.round_number)
        for one in sheet.passages
    ]


def test_each_row_is_a_note_with_what_its_columns_tell(tmp_path):
    found = _sheet(
        tmp_path,
        ("Table", "Tour", "Nature", "Note"),
        (1, 2, "Constat", "Peu de locaux"),
        ("Table 3", "tour 1", "PROPOSITIONS", "Ouvrir\nle soir"),
        (None, None, "b", "Du temps"),
    )
    assert found.format == "xlsx"
    assert _notes(found) == [
        ("Peu de locaux", FINDING, 1, 2),
        ("Ouvrir\nle soir", PROPOSAL, 3, 1),
        ("Du temps", NEED, None, None),
    ]
    assert found.text == "Peu de locaux\n\nOuvrir\nle soir\n\nDu temps"


def test_english_headers_are_known_too(tmp_path):
    found = _sheet(tmp_path, ("Text", "Kind", "Round"), ("More rooms", "need", 2))
    assert _notes(found) == [("More rooms", NEED, None, 2)]


def test_columns_called_after_natures_give_a_note_each(tmp_path):
    found = _sheet(
        tmp_path,
        ("Table", "Constats", "Besoins", "Propositions"),
        (2, "Peu de locaux", None, "Ouvrir les mairies"),
    )
    assert _notes(found) == [
        ("Peu de locaux", FINDING, 2, None),
        ("Ouvrir les mairies", PROPOSAL, 2, None),
    ]


def test_a_note_without_a_nature_gets_the_one_of_its_wording(tmp_path):
    found = _sheet(tmp_path, ("Note", "Type"), ("Il faudrait un lieu", None), ("Merci", "?"))
    assert [nature for _, nature, _, _ in _notes(found)] == [PROPOSAL, OTHER]


def test_a_number_that_cannot_be_one_of_a_table_is_left_out(tmp_path):
    found = _sheet(tmp_path, ("Note", "Table"), ("Dit", 0), ("Redit", "Grande salle"))
    assert [table for _, _, table, _ in _notes(found)] == [None, None]


def test_a_sheet_of_one_column_holds_notes(tmp_path):
    assert _notes(_sheet(tmp_path, ("Atelier",), ("Dit",))) == [("Dit", OTHER, None, None)]


def test_a_sheet_whose_columns_say_nothing_of_notes_is_refused(tmp_path):
    with pytest.raises(NoNoteColumn):
        _sheet(tmp_path, ("Nom", "Ville"), ("Anne", "Nantes"))


def test_an_empty_sheet_is_refused(tmp_path):
    with pytest.raises(TableError):
        _sheet(tmp_path)
