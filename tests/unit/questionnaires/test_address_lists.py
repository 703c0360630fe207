from __future__ import annotations

import pytest
import xlsxwriter

from app.corpus.tables import TableError
from app.questionnaires.inviting.address_lists import (
    MOST,
    Addressee,
    EntryProblem,
    TooManyPeople,
    read_lines,
    read_sheet,
)

LIMIT = 2**20


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("claire@region.example", Addressee("claire@region.example", "")),
        ("  Claire@Region.EXAMPLE  ", Addressee("claire@region.example", "")),
        (
            "Claire Morin <claire@region.example>",
            Addressee("claire@region.example", "Claire Morin"),
        ),
        (
            '"Morin, Claire" <claire@region.example>,',
            Addressee("claire@region.example", "Morin, Claire"),
        ),
        ("<claire@region.example>", Addressee("claire@region.example", "")),
        ("Claire Morin;claire@region.example", Addressee("claire@region.example", "Claire Morin")),
        ("claire@region.example\tClaire Morin", Addressee("claire@region.example", "Claire Morin")),
        ("Zoé <zoé@région.example>", None),
        ("Zoé <zoe@région.example>", Addressee("zoe@xn--rgion-bsa.example", "Zoé")),
        ("Zoe\u0301 <zoe@region.example>", Addressee("zoe@region.example", "Zoé")),
        ("Terre-Fil", None),
        ("a@b", None),
        ("claire@region.example@region.example", None),
        ("claire..morin@region.example", None),
        (f"{'a' * 65}@region.example", None),
    ],
)
def test_a_line_holds_an_address_and_perhaps_a_name(line, expected):
    found = read_lines(line)
    assert found.people == ((expected,) if expected else ())
    assert len(found.bad) == (expected is None)


def test_lines_that_cannot_be_used_are_told_with_their_number():
    found = read_lines("claire@region.example\n\nTerre-Fil\nJean <jean@>\n")
    assert [(bad.number, bad.text, bad.problem) for bad in found.bad] == [
        (3, "Terre-Fil", EntryProblem.NO_ADDRESS),
        (4, "Jean jean@", EntryProblem.WRONG_ADDRESS),
    ]


def test_an_address_that_comes_again_is_taken_once_with_its_first_name():
    found = read_lines("Claire <a@region.example>\nA@region.example\nAutre;a@REGION.example")
    assert found.people == (Addressee("a@region.example", "Claire"),)
    assert found.repeated == 2


@pytest.mark.parametrize("sign", ["\r", "\x0b", "\x0c", "\x85", "\u2028", "\x00", "\x1b", "\u202e"])
def test_a_name_never_breaks_out_of_its_line(sign):
    found = read_lines(f"Claire{sign}Bcc: all@region.example <a@region.example>")
    for person in found.people:
        assert person.name.isprintable()
        assert person.email.isprintable()


def test_what_was_read_can_be_pasted_again():
    found = read_lines('"Claire <3" <a@region.example>\nb@region.example\nMorin;c@region.example')
    again = read_lines("\n".join(person.as_line() for person in found.people))
    assert again.people == found.people


def test_a_list_that_is_too_long_is_refused_before_it_is_read():
    with pytest.raises(TooManyPeople):
        read_lines("x\n" * (MOST + 1))
    assert len(read_lines("\n".join(f"p{n}@region.example" for n in range(MOST))).people) == MOST


def test_a_sheet_gives_addresses_and_the_columns_that_name_people(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        "Structure;Prénom;Nom;Courriel\nTerre-Fil;Claire;Morin;claire@region.example\n"
        "Grand Large;Jean;Roy;\n;Ali;Ben;ALI@region.example\n"
    )
    found = read_sheet(path, LIMIT)
    assert found.people == (
        Addressee("claire@region.example", "Claire Morin"),
        Addressee("ali@region.example", "Ali Ben"),
    )
    assert [(bad.number, bad.problem) for bad in found.bad] == [(3, EntryProblem.NO_ADDRESS)]


def test_a_workbook_without_a_heading_loses_nobody(tmp_path):
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, address in enumerate(("a@region.example", "b@region.example")):
            sheet.write_string(row, 0, address)
    assert [person.email for person in read_sheet(path, LIMIT).people] == [
        "a@region.example",
        "b@region.example",
    ]


def test_a_file_that_is_no_table_is_refused(tmp_path):
    path = tmp_path / "people"
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(TableError):
        read_sheet(path, LIMIT)
