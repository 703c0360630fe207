"""What is written as a REFI-QDA project is read again as it was."""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zipfile
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from app.themes.exchange.qdpx.counting import STANDARD, spans_in
from app.themes.exchange.qdpx.project import (
    Case,
    Code,
    Coding,
    Head,
    Selection,
    Source,
    User,
    Variable,
)
from app.themes.exchange.qdpx.reading import read_project
from app.themes.exchange.qdpx.writing import write_project

TEXT = '🚆🚆 E\u0301te\u0301 : « il faut des "trains" »\r\net des <bus> & des vélos.\n👩‍👩‍👧 Fin'


def _guid(number: int) -> str:
    return str(uuid.UUID(int=number))


def _written(head: Head, cases=(), sources=()) -> bytes:
    file = io.BytesIO()
    write_project(file, head, cases, sources)
    return file.getvalue()


def _selection(text: str, words: str) -> Selection:
    start = text.index(words)
    coding = Coding(_guid(90), _guid(3), _guid(80))
    return Selection(_guid(70 + start), start, start + len(words), (coding,))


def test_a_project_is_read_as_it_was_written():
    codes = (
        Code(_guid(1), "Transport", description='Ce qui "roule" & vole\n<tout>'),
        Code(_guid(2), "Rail", _guid(1), color="#ff0000"),
        Code(_guid(3), "Trains 🚆", _guid(2)),
        Code(_guid(4), "Nature", is_codable=False),
    )
    users, variables = (User(_guid(80), "coder 1"),), (Variable(_guid(60), "Territoire"),)
    head = Head("Une démarche", "Sillage", None, users, codes, variables)
    selections = (_selection(TEXT, '"trains"'), _selection(TEXT, "👩‍👩‍👧 Fin"))
    source = Source(_guid(50), 'Le "premier"', TEXT, selections)
    case = Case(_guid(40), "Personne 1", {_guid(60): "Vendée & Loire"}, (_guid(50),))
    read = read_project(_written(head, [case], [source]))
    assert read.head == head
    assert read.sources == (source,)
    assert read.cases == (case,)
    found = [TEXT[start:end] for start, end in filter(None, spans_in(source, STANDARD))]
    # With LF ends of line, the second one stands one sign further to the left.
    assert found[0] == '"trains"'


def test_the_parts_of_a_project_stand_where_the_standard_wants_them():
    head = Head("P", "Sillage", dt.datetime(2026, 1, 2, tzinfo=dt.UTC), codes=(Code("c", "C"),))
    written = _written(head, [], [Source("s", "S", TEXT, (_selection(TEXT, "Fin"),))])
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert sorted(archive.namelist()) == ["project.qde", "sources/s.txt"]
        assert archive.read("sources/s.txt") == TEXT.encode()
        root = ElementTree.fromstring(archive.read("project.qde"))
    space = "{urn:QDA-XML:project:1.0}"
    assert root.tag == f"{space}Project"
    assert root.get("creationDateTime") == "2026-01-02T00:00:00Z"
    names = ["Users", "CodeBook", "Variables", "Cases", "Sources"]
    assert [child.tag for child in root] == [space + name for name in names]
    text = root.find(f"{space}Sources/{space}TextSource")
    assert text is not None
    assert text.get("plainTextPath") == "internal://s.txt"


signs = st.lists(
    st.characters(exclude_characters="\ufeff", exclude_categories=["Cc", "Cs"])
    | st.sampled_from(["\n", "\r\n", "🚆", "e\u0301", '"', "<", "&"]),
    min_size=1,
    max_size=30,
).map("".join)


@settings(derandomize=True, max_examples=25, deadline=None)
@given(signs, st.data())
def test_any_text_and_any_span_of_it_come_back(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selection = Selection("p", start, end, (Coding("k", "c"),))
    head = Head("P", "O", codes=(Code("c", "C"),))
    (source,) = read_project(_written(head, [], [Source("s", "S", text, (selection,))])).sources
    assert (source.text, source.selections) == (text, (selection,))
