"""BibTeX in and out: what people's files hold, and what the columns hold."""

from __future__ import annotations

import pytest
from hypothesis import given

from app.models import ReferenceKind
from app.references.bibtex_reading import read_bibtex
from app.references.bibtex_writing import write_bibtex
from app.references.description import AND_OTHERS, Author, Description
from app.references.reading import MOST_ENTRIES, FileRefused
from tests.unit.references.described import DESCRIPTIONS, book

SAMPLE = r"""
Exported by hand on a Monday
@string{pur = "Presses universitaires de Rennes"}
@comment{jabref-meta: databaseType:bibtex;}
@preamble{"\newcommand{\x}{}"}

@book{bioteau2015,
  title     = {Le d{\'e}veloppement {S}olidaire des territoires -- exp\'eriences},
  editor    = {Bioteau, Emmanuel and F{\'e}ni{\`e}s-Dupont, Karine},
  publisher = pur,
  address   = {Rennes},
  year      = 2015,
  month     = jun,
  isbn      = {9782753536128},
  keywords  = {ESS, territoire},
}

@InProceedings{latour,
  author = "Jean de La Tour and {CRESS des Pays de la Loire} and others",
  title = "Coop{\'e}rer",
  crossref = {actes},
  pages = {1--10},
  url = {https://x.example/a\_b?c=1\&d=2}
}
@proceedings{actes, title={Actes}, year={2014--2015}, publisher={X} # { et } # pur}
@misc(page, title = {Une page}, howpublished={\url{http://x.example}}, date={2015-03-12})
@online{page2, title={Site}, urldate={2016-04-03}, url={javascript:alert(1)}}
@book{page2, title={La même clé}}
"""


def _read(text: str) -> dict[str, Description]:
    return {one.described.title: one.described for one in read_bibtex(text).found}


def test_a_file_of_many_habits_is_read():
    found = _read(SAMPLE)
    solidaire = found["Le développement Solidaire des territoires – expériences"]
    assert solidaire.kind is ReferenceKind.BOOK
    assert solidaire.publisher == "Presses universitaires de Rennes"
    assert [author.family for author in solidaire.directors] == ["Bioteau", "Féniès-Dupont"]
    assert (solidaire.year, solidaire.place, solidaire.key) == ("2015", "Rennes", "bioteau2015")
    assert solidaire.tags == ("ESS", "territoire")
    assert dict(solidaire.extra)["month"] == "jun"


def test_names_of_persons_and_bodies_are_told_apart_and_and_others_is_kept():
    assert _read(SAMPLE)["Coopérer"].authors == (
        Author(family="de La Tour", given="Jean"),
        Author(literal="CRESS des Pays de la Loire"),
        Author(literal=AND_OTHERS),
    )


def test_an_entry_takes_from_the_one_that_it_refers_to_what_it_lacks():
    paper = _read(SAMPLE)["Coopérer"]
    assert (paper.container, paper.year) == ("Actes", "2014-2015")
    assert paper.publisher == "X et Presses universitaires de Rennes"
    assert paper.pages == "1–10"
    assert paper.url == "https://x.example/a_b?c=1&d=2"


def test_what_no_column_holds_is_kept_and_written_back():
    found = _read(SAMPLE)
    assert dict(found["Une page"].extra) == {
        "date": "2015-03-12",
        "howpublished": "http://x.example",
    }
    written = "".join(write_bibtex(found.values()))
    assert "howpublished = {http://x.example}" in written
    assert "month = jun" in written
    assert _read(written) == found


def test_a_link_that_is_no_web_address_is_never_one():
    site = _read(SAMPLE)["Site"]
    assert site.url == ""
    assert dict(site.extra)["url"] == "javascript:alert(1)"
    assert site.accessed_on is not None


def test_two_entries_with_one_key_are_two_references():
    assert {"Site", "La même clé"} <= set(_read(SAMPLE))


def test_text_between_the_entries_is_told_with_its_line():
    outside = [one for one in read_bibtex(SAMPLE).problems if one.reason == "outside"]
    assert [(one.line, one.beginning) for one in outside] == [(2, "Exported by hand on a Monday")]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("@article{a, author={Doe, J}}", "no_title"),
        ("@article{a, title={X}, title={Y}}", "field_twice"),
        ("@article{a, title={never closed}", "unreadable"),
        ("@article{a, title={X}, author={a, b, c, d}}", "name"),
        ("@article{a, title={" + "x" * 2001 + "}}", "too_long"),
        ("@article{a, title={X}, note={" + "x" * 1_000_000 + "}}", "too_long"),
        ("@article{a, title={X}, author={" + "a, b and " * 400 + "c, d}}", "too_long"),
        ("@article{a, title={X}," + ",".join(f"f{n}={{x}}" for n in range(600)) + "}", "too_long"),
    ],
)
def test_an_entry_that_cannot_be_kept_is_told_and_those_after_it_are_read(entry, reason):
    reading = read_bibtex(f"{entry}\n@book{{b, title={{Après}}}}\n")
    assert [(one.line, one.reason) for one in reading.problems] == [(1, reason)]
    assert [one.described.title for one in reading.found] == ["Après"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("@book{a, title={x}}\n" * (MOST_ENTRIES + 1), "too_many"),
        ("@book{" * 100_000, "too_many"),
        ("@book{a, title={" + "{" * 100_000 + "}" * 100_000 + "}}", "too_deep"),
        ('@book{a, title="' + '{"}' * 200_000 + '"}', "too_many_marks"),
    ],
)
def test_a_file_without_measure_is_refused_before_it_is_parsed(text, reason):
    with pytest.raises(FileRefused) as refused:
        read_bibtex(text)
    assert refused.value.reason == reason


def test_a_long_field_is_not_inherited_by_every_entry_that_refers_to_it():
    children = "".join(f"@incollection{{c{n}, title={{C{n}}}, crossref={{p}}}}\n" for n in range(9))
    found = _read(f"{children}@book{{p, title={{P}}, series={{S}}, note={{{'y' * 9000}}}}}")
    assert dict(found["C1"].extra) == {"crossref": "p", "series": "S"}
    assert found["C1"].container == "P"


def test_many_broken_entries_are_not_taken_for_deep_braces():
    reading = read_bibtex("@book{a, title={x\n" * 60 + "@book{b, title={Dernière}}")
    assert len(reading.problems) == 60
    assert [one.described.title for one in reading.found] == ["Dernière"]


def test_an_isbn_with_a_wrong_figure_stays_beside_the_columns():
    described = _read("@book{a, title={X}, isbn={978-2-7535-3612-1}}")["X"]
    assert described.isbn == ""
    assert dict(described.extra)["isbn"] == "978-2-7535-3612-1"
    assert "isbn = {978-2-7535-3612-1}" in "".join(write_bibtex([described]))


def test_signs_of_latex_are_written_so_that_they_are_read_as_they_were():
    described = book(title=r"100 % {libre} & co_op #1 -- \o/ ~ @book{x", key="k")
    assert _read("".join(write_bibtex([described])))[described.title] == described


@given(DESCRIPTIONS)
def test_what_is_written_is_read_as_it_was(described):
    reading = read_bibtex("".join(write_bibtex([described])))
    assert reading.problems == ()
    assert [one.described for one in reading.found] == [described]
