from __future__ import annotations

from app.models import ReferenceKind
from app.references.likeness import Known, completed
from tests.unit.references.described import book

SOLIDAIRE = book("L’Économie, solidaire !", year="2015")
WITH_DOI = book("Autre titre", year="2001", doi="10.1000/A")
WITH_ISBN = book("Encore un", year="2002", isbn="9782070368228")
KNOWN = Known([(SOLIDAIRE, "title"), (WITH_DOI, "doi"), (WITH_ISBN, "isbn")])


def test_a_document_is_known_by_its_title_and_year_whatever_the_marks():
    assert KNOWN.like(book("l'economie   SOLIDAIRE", year="2015")) == ["title"]
    assert KNOWN.like(book("l'economie solidaire", year="2016")) == []


def test_a_document_is_known_by_its_doi_and_its_isbn():
    assert KNOWN.like(book("x", doi="10.1000/a", isbn="978-2-07-036822-8")) == ["doi", "isbn"]


def test_two_chapters_of_a_book_have_its_isbn_and_are_not_the_same():
    chapter = book("Chapitre", isbn="9782070368228", kind=ReferenceKind.CHAPTER)
    assert KNOWN.like(chapter) == []


def test_titles_without_any_latin_letter_are_still_told_apart():
    known = Known([(book("経済"), 1), (book("社会"), 2)])
    assert known.like(book("社会")) == [2]


def test_what_is_empty_is_completed_and_what_is_said_stays():
    ours = book(publisher="PUR", year="2015", tags=("a",))
    theirs = book(publisher="Autre", place="Rennes", year="2015", tags=("b",), isbn="9782070368228")
    both = completed(ours, theirs)
    assert (both.publisher, both.place, both.tags) == ("PUR", "Rennes", ("a",))
    assert both.isbn
    assert completed(both, theirs) == both
