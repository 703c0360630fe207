from __future__ import annotations

import pytest

from app.references.author_lines import authors_of_lines, lines_of_authors, short_names
from app.references.description import (
    EDITOR,
    Author,
    bare_doi,
    fold,
    library_year,
    page_range,
    paragraphs,
    tidy_key,
    valid_isbn,
    web_address,
    year_number,
)


def test_authors_are_typed_one_a_line():
    found = authors_of_lines(
        "BIOTEAU, Emmanuel (dir.)\n\n CRESS des Pays de la Loire \nMartin, Anne (Dir)\n,\n"
    )
    assert found == (
        Author(family="BIOTEAU", given="Emmanuel", role=EDITOR),
        Author(literal="CRESS des Pays de la Loire"),
        Author(family="Martin", given="Anne", role=EDITOR),
    )
    assert authors_of_lines(lines_of_authors(found)) == found


@pytest.mark.parametrize(
    ("lines", "short"),
    [
        ("FÉNIÈS-DUPONT, Karine", "Féniès-Dupont"),
        ("DE LA TOUR, Anne", "de la Tour"),
        ("Bioteau, E.\nMartin, A.", "Bioteau et Martin"),
        ("Bioteau, E.\nMartin, A.\nRoy, L.", "Bioteau et al."),
        ("INSEE", "INSEE"),
        ("", ""),
    ],
)
def test_who_wrote_is_said_in_few_words(lines, short):
    assert short_names(authors_of_lines(lines)) == short


@pytest.mark.parametrize(
    ("typed", "kept", "number"),
    [
        ("2015", "2015", 2015),
        ("2014 – 2015", "2014-2015", 2014),
        ("2015/03/12/", "2015", 2015),
        ("s.d.", "[s. d.]", 0),
        ("[S. D.]", "[s. d.]", 0),
        ("sans date", "[s. d.]", 0),
        ("vers 1998", "vers 1998", 1998),
        ("", "", 0),
    ],
)
def test_years_are_written_as_libraries_do(typed, kept, number):
    assert library_year(typed) == kept
    assert year_number(kept) == number


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT://x.example/%0aalert(1)",
        "data:text/html,x",
        "ftp://x.example/a",
        "//x.example",
        "https://",
        "https://x.example/a b",
        "http://[",
        "x.example",
    ],
)
def test_only_pages_of_the_web_are_addresses(address):
    assert web_address(address) is None


def test_an_address_is_kept_as_it_is_but_for_signs_that_no_address_has():
    assert web_address(" https://x.example/a?b=1&c=2#d ") == "https://x.example/a?b=1&c=2#d"
    assert web_address("https://x.example/{a}\\b") == "https://x.example/%7Ba%7D%5Cb"


def test_a_doi_is_kept_without_the_address_of_its_resolver():
    for typed in ("10.1000/a_b", "https://doi.org/10.1000/a_b", "doi: 10.1000/a_b"):
        assert bare_doi(typed) == "10.1000/a_b"
    assert bare_doi("n’importe quoi") is None


def test_an_isbn_has_the_right_last_figure():
    assert valid_isbn("9782070368228") == valid_isbn("978-2-07-036822-8") == "978-2-07-036822-8"
    assert valid_isbn("9782070368229") is None


def test_pages_paragraphs_and_keys_have_one_form():
    assert page_range("12 -- 25") == "12–25"
    assert paragraphs("a\n b\n\n\n\tc\x00 ") == "a b\n\nc"
    assert tidy_key("Féniès {2015} \\é") == "Fenies2015e"
    assert fold("L’Œuvre – É, 2") == "l oeuvre e 2"
