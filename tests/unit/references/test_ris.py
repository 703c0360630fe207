"""RIS in and out: what people's files hold, and what the columns hold."""

from __future__ import annotations

import pytest
from hypothesis import given

from app.models import ReferenceKind
from app.references.description import EDITOR, Author, Description
from app.references.reading import MOST_ENTRIES, FileRefused, text_of
from app.references.ris_reading import read_ris
from app.references.ris_writing import write_ris
from tests.unit.references.described import DESCRIPTIONS

SAMPLE = """Provider: a library
TY  - JOUR
A1  - Dupont, Jean
AU  - CRESS
A2  - Martin, Anne
TI  - Un titre
 coupé en deux
T2  - RECMA
JO  - Rev. int. écon. soc.
SP  - 12
EP  - 25
PY  - 2015/03/12/
Y2  - 2016/04/03
SN  - 1626-1682
UR  - https://a.example/x;y
UR  - https://b.example
N2  - Premier paragraphe
 suite

AB  - Autre résumé
C1  - perso
XX  - inconnu
KW  - emploi
KW  - territoire, initiatives
LA  - fr
ER  -

TY  - CHAP
T1  - Sans fin
Y1  - 2014///
TY  - WHAT
ID  - cle
TI  - Type inconnu
N1  - une note
N1  - month = jun
ER  - \n"""


def _read(text: str) -> list[Description]:
    return [one.described for one in read_ris(text).found]


def test_a_record_of_many_habits_is_read():
    article = _read(SAMPLE)[0]
    assert article.kind is ReferenceKind.ARTICLE
    assert article.title == "Un titre coupé en deux"
    assert set(article.authors) == {
        Author(family="Dupont", given="Jean"),
        Author(literal="CRESS"),
        Author(family="Martin", given="Anne", role=EDITOR),
    }
    assert (article.container, article.pages, article.year) == ("RECMA", "12–25", "2015")
    assert article.url == "https://a.example/x;y"
    assert article.accessed_on.isoformat() == "2016-04-03"
    assert article.abstract == "Autre résumé\n\nPremier paragraphe suite"
    assert article.tags == ("emploi", "initiatives", "territoire")


def test_tags_without_a_column_are_kept_and_written_back():
    article = _read(SAMPLE)[0]
    assert dict(article.extra) == {
        "date": "2015-03-12",
        "issn": "1626-1682",
        "language": "fr",
        "ris-c1": "perso",
        "ris-jo": "Rev. int. écon. soc.",
        "ris-ur": "https://b.example",
        "ris-xx": "inconnu",
    }
    written = "".join(write_ris([article]))
    assert "C1  - perso\n" in written
    assert "XX  - inconnu\n" in written
    assert "UR  - https://b.example\n" in written
    assert _read(written) == [article]


def test_a_record_without_an_end_ends_where_the_next_one_starts():
    _, chapter, other = _read(SAMPLE)
    assert (chapter.kind, chapter.title, chapter.year) == (
        ReferenceKind.CHAPTER,
        "Sans fin",
        "2014",
    )
    assert (other.kind, other.key) == (ReferenceKind.OTHER, "cle")
    assert dict(other.extra) == {"month": "jun", "note": "une note", "ris-ty": "what"}


def test_lines_outside_of_records_and_records_without_a_title_are_told():
    reading = read_ris(SAMPLE + "TY  - BOOK\nAU  - Personne\nER  - \n")
    told = [(one.line, one.reason) for one in reading.problems]
    assert told == [(1, "outside"), (37, "no_title")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_that_programs_write_is_read(encoding):
    content = "TY  - BOOK\r\nTI  - Économie – été\r\nER  - \r\n".encode(encoding)
    assert [one.title for one in _read(text_of(content))] == ["Économie – été"]


def test_a_hundred_thousand_records_are_refused():
    with pytest.raises(FileRefused) as refused:
        read_ris("TY  - BOOK\nER  - \n" * 100_000)
    assert refused.value.reason == "too_many"
    assert MOST_ENTRIES < 100_000


def test_a_record_without_measure_is_refused_and_the_next_one_read():
    reading = read_ris("TY  - BOOK\n" + "KW  - x\n" * 6000 + "ER  -\nTY  - BOOK\nTI  - Après\n")
    assert [(one.line, one.reason) for one in reading.problems] == [(1, "too_long")]
    assert [one.described.title for one in reading.found] == ["Après"]


def test_lines_that_stand_together_outside_of_records_are_told_once():
    reading = read_ris("a\nb\n\nc\nTY  - BOOK\nTI  - X\nER  - \nd\ne\n")
    assert [(one.line, one.beginning) for one in reading.problems] == [(1, "a"), (8, "d")]


def test_what_is_no_text_is_refused():
    with pytest.raises(FileRefused) as refused:
        text_of(b"TY  - BOOK\nTI  - \0\nER  - ")
    assert refused.value.reason == "not_text"


@given(DESCRIPTIONS)
def test_what_is_written_is_read_as_it_was(described):
    reading = read_ris("".join(write_ris([described])))
    assert reading.problems == ()
    assert [one.described for one in reading.found] == [described]
