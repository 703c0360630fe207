"""The same parts as a DOCX, an ODT and a PDF: what each file holds, whatever the texts are."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import odfdo
import pypdf
import pytest

from app.publication.typesetting import pdf_of
from documents.writing import (
    PDF_TEMPLATE,
    Bullets,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    Words,
    docx_of,
    odt_of,
    parts_of_markdown,
    pdf_content,
    typeset,
    words,
)
from documents.writing.widths import widths_of

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120" viewBox="0 0 400 120">'
    '<rect width="400" height="120" fill="#eef"/></svg>'
)
HOSTILE = '<b>&amp; #import "x" $a$ \\ \x00\x0b\ud800 ]]> \u202e {{ title }} =HYPERLINK("x")'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def _document(**changed) -> Document:
    said = (
        Words("Un constat"),
        Words("", note="first"),
        Words(", un besoin"),
        Words("", note="second"),
        Words(", le même constat"),
        Words("", note="first"),
    )
    values = {
        "title": "Stratégie d’essai",
        "subtitle": "Version 1",
        "author": "Région",
        "date": "30 novembre 2026",
        "parts": (
            Heading(1, "Enjeu", "stake"),
            Paragraph(said),
            Bullets((words("un"), words("deux")), is_numbered=True),
            Quote(words("« Nos mots »"), "Atelier de Nantes"),
            Heading(2, "Objectif", "objective"),
            Table(
                "Avancement",
                ("Action", "Part"),
                tuple((words(f"Action {n}"), words(str(n))) for n in range(3)),
                frozenset({1}),
            ),
            Figure(SVG, "Un rectangle", "Figure 1"),
            PageBreak(),
            Paragraph((Words("Voir l’"), Words("enjeu", link="#stake"))),
        ),
        "notes": {"first": words("Première parole"), "second": words("Seconde parole")},
    }
    return Document(**{**values, **changed})


def _pdf(document: Document) -> bytes:
    return pdf_of(PDF_TEMPLATE, pdf_content(document), is_printable=True)


WRITERS = pytest.mark.parametrize("write", [docx_of, odt_of, _pdf], ids=["docx", "odt", "pdf"])


def _read(name: str, data: bytes) -> str:
    """The words of a file, with those of its footnotes."""
    if name == "docx":
        archive = zipfile.ZipFile(io.BytesIO(data))
        found = [n for n in archive.namelist() if n in ("word/document.xml", "word/footnotes.xml")]
        return " ".join(archive.read(one).decode() for one in found)
    if name == "odt":
        return odfdo.Document(io.BytesIO(data)).get_formatted_text()
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@pytest.fixture(params=["docx", "odt", "pdf"])
def written(request) -> tuple[str, bytes]:
    write = {"docx": docx_of, "odt": odt_of, "pdf": _pdf}[request.param]
    return request.param, write(_document())


def test_each_file_holds_every_word(written):
    told = _read(*written)
    for one in ("Enjeu", "Objectif", "Un constat", "deux", "Action 2", "Nos mots", "Figure 1"):
        assert one in told
    assert "Première parole" in told
    assert "Seconde parole" in told
    assert "Atelier de Nantes" in told


@WRITERS
def test_the_same_document_gives_the_same_bytes_whenever_it_is_written(write):
    first = write(_document())
    assert first == write(_document())
    if write is not _pdf:
        days = {one.date_time for one in zipfile.ZipFile(io.BytesIO(first)).infolist()}
        assert days == {(1980, 1, 1, 0, 0, 0)}


@WRITERS
def test_hostile_words_are_shown_or_left_out_and_never_obeyed(write):
    line = (Words(HOSTILE), Words("", note="n"))
    hostile = Document(
        title=HOSTILE,
        subtitle=HOSTILE,
        author=HOSTILE,
        parts=(
            Heading(1, HOSTILE, "a"),
            Paragraph(line),
            Quote(line, HOSTILE),
            Bullets((line,)),
            Table(HOSTILE, (HOSTILE,), ((line,),)),
            Figure(SVG, HOSTILE, HOSTILE),
            Paragraph((Words("x", link="#nowhere"), Words("y", link="#a"))),
        ),
        notes={"n": words(HOSTILE)},
    )
    name = {docx_of: "docx", odt_of: "odt"}.get(write, "pdf")
    assert "{{ title }}" in _read(name, write(hostile))


def test_a_docx_has_real_headings_tables_and_footnotes():
    file = docx.Document(io.BytesIO(docx_of(_document())))
    headings = [
        (one.style.name, one.text) for one in file.paragraphs if "Heading" in one.style.name
    ]
    assert ("Heading 1", "Enjeu") in headings
    assert ("Heading 2", "Objectif") in headings
    assert file.tables[0].rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
    calls = [one.get(f"{W}id") for one in file.element.iter(f"{W}footnoteReference")]
    assert calls == ["1", "2"]
    again = [one for one in file.element.iter(f"{W}hyperlink") if one.get(f"{W}anchor") == "_note1"]
    assert len(again) == 1
    assert file.inline_shapes[0]._inline.docPr.get("descr") == "Un rectangle"
    assert file.core_properties.title == "Stratégie d’essai"


def test_an_odt_has_real_headings_tables_and_footnotes():
    body = odfdo.Document(io.BytesIO(odt_of(_document()))).body
    assert [(int(one.level), str(one).strip()) for one in body.headers] == [
        (1, "Enjeu"),
        (2, "Objectif"),
    ]
    assert len(body.get_notes()) == 2
    assert len(body.get_elements("//text:note-ref")) == 1
    assert len(body.get_elements("//table:table-header-rows")) == 1
    pages = body.get_elements("//text:table-of-content//text:bookmark-ref")
    named = {one.get_attribute("text:name") for one in body.get_elements("//text:bookmark")}
    assert {one.get_attribute("text:ref-name") for one in pages} == named
    assert [one.svg_description for one in body.get_frames()] == ["Un rectangle"]


def test_a_pdf_is_tagged_has_a_language_and_says_what_its_pictures_show():
    root = pypdf.PdfReader(io.BytesIO(_pdf(_document()))).trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    kinds: dict[str, int] = {}
    told = []

    def walk(element) -> None:
        element = element.get_object()
        if isinstance(element, list):
            for one in element:
                walk(one)
        elif isinstance(element, dict):
            kind = str(element.get("/S", ""))
            kinds[kind] = kinds.get(kind, 0) + 1
            if "/Alt" in element:
                told.append(element["/Alt"])
            if "/K" in element:
                walk(element["/K"])

    walk(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/Figure", "/Note"} <= set(kinds)
    assert "Un rectangle" in told


def test_a_pdf_says_that_it_is_accessible_and_draws_nothing_outside_its_tags():
    """What ISO 14289-1 asks for that can be read from a file without a checker."""
    reader = pypdf.PdfReader(io.BytesIO(_pdf(_document())))
    root = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Stratégie d’essai"
    drawn = {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"f*", b"S", b"s", b"B", b"B*", b"b", b"sh"}
    for page in reader.pages:
        depth, untagged = 0, []
        for _operands, operator in page.get_contents().operations:
            depth += (operator in (b"BDC", b"BMC")) - (operator == b"EMC")
            if operator in drawn and not depth:
                untagged.append(operator)
        assert (depth, untagged) == (0, [])
        if "/Annots" in page:
            assert page["/Tabs"] == "/S"
            assert all(one.get_object().get("/Contents") for one in page["/Annots"])


def test_columns_are_as_wide_as_their_words_ask_for():
    def widths(*row: str) -> tuple[int, ...]:
        columns = tuple("ab" for _cell in row)
        return widths_of(Table("", columns, (tuple(words(cell) for cell in row),)))

    assert widths("Action 1", "2") == (10, 4)
    code, told, day = widths("T1.1.A1", "un mot et un autre " * 20, "30\xa0septembre\xa02016")
    assert code >= len("T1.1.A1")
    assert day >= len("30 septembre 2016"), "no day is broken over two lines"
    assert told > code + day, "the rest is for what is long"


def test_a_cell_that_is_longer_than_a_page_is_in_the_pdf_to_its_last_word():
    long = Table("Textes", ("Avant", "Après"), ((words("mot " * 3_000 + "fin"), words("x")),))
    assert not long.is_short
    reader = pypdf.PdfReader(io.BytesIO(_pdf(_document(parts=(long,), has_contents=False))))
    assert sum(page.extract_text().count("mot") for page in reader.pages) == 3_000
    assert len(reader.pages) > 2


def test_a_few_words_stand_on_the_page_of_what_they_lead_in():
    document = _document(
        parts=(Paragraph(words("Actions")), Bullets((words("a"),)), Paragraph(words("Fin")))
    )
    assert [document.leads_in(number) for number in range(3)] == [True, False, False]
    file = docx.Document(io.BytesIO(docx_of(document)))
    kept = [one.text for one in file.paragraphs if one.paragraph_format.keep_with_next]
    assert kept == ["Actions"]


def test_french_marks_stay_with_their_word_and_addresses_are_left_alone():
    line = (Words("Quoi ? « ceci » : oui", link="https://a.example/? x"),)
    set_ = typeset(_document(title="Un : deux", parts=(Table("", ("a !",), ((line,),)),)))
    (table,) = set_.parts
    assert (set_.title, table.columns) == ("Un\xa0: deux", ("a\xa0!",))
    assert table.rows[0][0] == (replace(line[0], text="Quoi\xa0? «\xa0ceci\xa0»\xa0: oui"),)
    english = _document(title="Un : deux", language="en")
    assert typeset(english) is english


def test_notes_are_numbered_as_they_are_called_and_a_note_that_is_not_there_is_an_error():
    assert _document().numbers_of_notes() == {"first": 1, "second": 2}
    with pytest.raises(ValueError, match="no footnote"):
        docx_of(_document(notes={}))


def test_a_table_with_a_cell_too_few_is_an_error():
    with pytest.raises(ValueError, match="each row"):
        Table("", ("a", "b"), ((words("x"),),))


def test_a_little_markdown_becomes_parts():
    text = (
        "Un **mot** [lien](https://a.example) [non](javascript:x)\n\n- a\n- b\n\n> cité\n\n<b>x</b>"
    )
    first, bullets, quote, last = parts_of_markdown(text)
    assert isinstance(first, Paragraph)
    assert Words("mot", is_bold=True) in first.line
    assert Words("lien", link="https://a.example") in first.line
    assert not any(one.link.startswith("javascript") for one in first.line)
    assert bullets == Bullets((words("a"), words("b")))
    assert quote == Quote(words("cité"))
    assert last == Paragraph(words("<b>x</b>"))
