from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import ListKind, OrganisationKind
from app.organisations.lists.comparing import difference
from app.organisations.lists.entries import Entry, entries_of_rows
from app.organisations.lists.queries import entries_page
from app.organisations.lists.sheet_reading import ColumnsMissing, Fault, fault_of, read_sheet
from app.organisations.lists.shipped import shipped_list
from app.web.paging import Cursor


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (ListKind.LEGAL_FORM, 235),
        (ListKind.SECTOR, 21 + 88),
        (ListKind.DEPARTEMENT, 101),
        (ListKind.EPCI, 1255),
    ],
)
def test_a_list_that_is_shipped_is_whole_and_says_where_it_is_from(kind, number):
    shipped = shipped_list(kind)
    assert len({entry.code for entry in shipped.entries}) == len(shipped.entries) == number
    assert [entry for entry in shipped.entries if fault_of(entry, kind)] == []
    assert "insee.fr" in shipped.source
    assert entries_of_rows([entry.as_row() for entry in shipped.entries]) == shipped.entries


def test_what_stands_under_something_stands_under_what_is_there():
    sections = {one.code for one in shipped_list(ListKind.SECTOR).entries if not one.parent}
    assert sections == set("ABCDEFGHIJKLMNOPQRSTU")
    assert {one.parent for one in shipped_list(ListKind.SECTOR).entries} == sections | {""}
    there = {one.code for one in shipped_list(ListKind.DEPARTEMENT).entries}
    assert {one.parent for one in shipped_list(ListKind.EPCI).entries} <= there


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("9220", OrganisationKind.ASSOCIATION),
        ("5458", OrganisationKind.COOPERATIVE),
        ("8210", OrganisationKind.MUTUAL),
        ("9300", OrganisationKind.FOUNDATION),
        ("7381", OrganisationKind.CHAMBER),
        ("5710", None),
    ],
)
def test_a_legal_form_proposes_its_family_where_it_settles_it(code, family):
    (found,) = [one for one in shipped_list(ListKind.LEGAL_FORM).entries if one.code == code]
    assert found.family is family


def _sheet(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sheet_is_read_with_the_zeros_that_a_spreadsheet_took_away(app_of_no_database, tmp_path):
    path = _sheet(
        tmp_path, "Code;Libellé;Région\n1;Ain;Auvergne-Rhône-Alpes\n2a; Corse \u202edu Sud;\n"
    )
    with app_of_no_database.test_request_context():
        read = read_sheet(path, ListKind.DEPARTEMENT)
    assert read.is_right
    assert read.entries == (
        Entry("01", "Ain", None, "Auvergne-Rhône-Alpes"),
        Entry("2A", "Corse du Sud"),
    )


def test_every_wrong_line_is_told_with_its_number(app_of_no_database, tmp_path):
    lines = [
        "code,libellé,famille",
        "9220,Association déclarée,association",
        "9220,Encore,",
        ",Sans code,",
        "=1+1,Formule,",
        "9300,,",
        "9301,Fondation,licorne",
        f"9302,{'x' * 251},",
    ]
    with app_of_no_database.test_request_context():
        read = read_sheet(_sheet(tmp_path, "\n".join(lines)), ListKind.LEGAL_FORM)
    assert [(line.number, line.fault) for line in read.bad] == [
        (3, Fault.TWICE),
        (4, Fault.NO_CODE),
        (5, Fault.WRONG_CODE),
        (6, Fault.NO_LABEL),
        (7, Fault.UNKNOWN_FAMILY),
        (8, Fault.TOO_LONG),
    ]
    assert [entry.family for entry in read.entries] == [OrganisationKind.ASSOCIATION]
    with pytest.raises(ColumnsMissing):
        read_sheet(_sheet(tmp_path, "nom;ville\nA;B\n"), ListKind.EPCI)


def test_a_difference_names_what_people_use_and_would_lose():
    before = [
        Entry("44", "Loire-Atlantique"),
        Entry("49", "Maine-et-Loire"),
        Entry("53", "Mayenne"),
    ]
    after = [Entry("44", "Loire Atlantique"), Entry("49", "Maine-et-Loire"), Entry("72", "Sarthe")]
    found = difference(
        ListKind.DEPARTEMENT, before, after, {"Loire-Atlantique": 3, "Maine-et-Loire": 2}
    )
    assert found.added == (after[2],)
    assert found.removed == (before[2],)
    assert found.changed == ((before[0], after[0]),)
    # Organisations keep the name of their département: another name takes it away.
    assert found.in_use == ((before[0], 3),)
    assert difference(ListKind.EPCI, before, before, {}).is_none


@given(st.integers(0, 80), st.sampled_from(["", "pair"]))
def test_every_entry_is_on_one_page_in_its_order(number, words):
    entries = [Entry(f"{n:04}", "pair" if n % 2 == 0 else "impair") for n in range(number)]
    wanted = [one for one in entries if words in one.label]
    seen: list[Entry] = []
    cursor, pages = Cursor(), 0
    while True:
        page, count = entries_page(entries, words, cursor)
        assert count == len(wanted)
        seen += page.rows
        pages += 1
        if page.next_key is None:
            break
        cursor = Cursor(page.next_key)
    assert seen == wanted
    for _ in range(pages - 1):
        cursor = Cursor(page.previous_key, backwards=True)
        page, _count = entries_page(entries, words, cursor)
    assert list(page.rows) == wanted[:25]
    assert page.previous_key is None
