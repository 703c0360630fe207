"""Projects that are made to harm, or are no projects: each is refused for its reason."""

from __future__ import annotations

import pytest

from app.themes.exchange.qdpx import reading
from app.themes.exchange.qdpx.reading import ProjectError, Trouble, read_project
from app.themes.exchange.sentences import file_sentence
from archives import Bounds
from tests.unit.themes.exchange.projects import CODES, archive, qde, text_source

ENTITIES = '<!DOCTYPE P [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
EXTERNAL = '<!DOCTYPE P SYSTEM "file:///etc/passwd">'
NESTED = "<Code guid='{}' name='N'>"


def _codes(inside: str) -> str:
    return qde(f"<CodeBook><Codes>{inside}</Codes></CodeBook>")


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", Trouble.NOT_A_PROJECT),
        (b"no archive", Trouble.NOT_A_PROJECT),
        (b"PK\x03\x04 cut", Trouble.ARCHIVE),
        (archive(qde(""), name="other.xml"), Trouble.NOT_A_PROJECT),
        (archive(qde(""), {"two.qde": b"<a/>"}), Trouble.TWO_PROJECTS),
        (archive(qde(""), {"../../out.txt": b"x"}), Trouble.ARCHIVE),
        (archive(qde(""), {"/out.txt": b"x"}), Trouble.ARCHIVE),
        (archive(qde("", before=ENTITIES)), Trouble.DECLARATION),
        (archive(qde("", before=EXTERNAL)), Trouble.DECLARATION),
        (archive("<Project"), Trouble.NOT_XML),
        (archive(b""), Trouble.NOT_XML),
        (archive(qde("", "urn:QDA-XML:project:2.0")), Trouble.OTHER_FORMAT),
        (archive(qde("", "")), Trouble.OTHER_FORMAT),
        (archive(_codes("".join(map(NESTED.format, range(80))) + "</Code>" * 80)),
         Trouble.TOO_DEEP),
        (archive(_codes("<Code guid='A' name='a'><Code guid='a' name='b'/></Code>")),
         Trouble.CODE_TWICE),
        (archive(_codes("<Code name='a'/>")), Trouble.CODE_TWICE),
        (archive(_codes("".join(f"<Code guid='{one}' name='n'/>" for one in range(100_000)))),
         Trouble.TOO_MANY_CODES),
        (archive(qde(CODES + text_source("internal://gone.txt"))), Trouble.NO_SOURCE_FILE),
        (archive(qde(CODES + text_source("http://far.example/a.txt")), {"a.txt": b"a"}),
         Trouble.NO_SOURCE_FILE),
        (archive(qde(CODES + text_source("internal://a.txt")), {"a.txt": b"\xe9t\xe9"}),
         Trouble.NOT_UTF8),
    ],
)  # fmt: skip
def test_what_harms_is_refused_for_its_reason(app_words, data, trouble):
    with pytest.raises(ProjectError) as refused:
        read_project(data)
    assert refused.value.trouble is trouble
    assert file_sentence(refused.value)


def test_an_archive_that_unpacks_to_far_more_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(reading, "BOUNDS", Bounds(unpacked=2**22, ratio=200, entries=100))
    for bomb in (bytes(2**23), bytes(3 * 2**20)):
        with pytest.raises(ProjectError) as refused:
            read_project(archive(qde(""), {"sources/bomb.txt": bomb}))
        assert refused.value.trouble is Trouble.ARCHIVE


def test_a_position_that_is_none_or_beyond_the_text_is_in_no_text():
    spans = [(5, 999), (3, 2)]
    inside = text_source("internal://a.txt", *spans).replace('"3"', '"-3"')
    (source,) = read_project(archive(qde(CODES + inside), {"sources/a.txt": b"abcdef"})).sources
    assert [one.start for one in source.selections] == [5, -1]
