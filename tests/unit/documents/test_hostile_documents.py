"""Files that are meant to harm, or that are far too much: refused, each for its reason."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import odfdo
import pytest

from documents import DocumentError, Limits, Reason, read
from tests.unit.documents.making import (
    assembled,
    changed,
    docx_paragraphs,
    lines,
    odt_bytes,
    parts_of,
    pdf_bytes,
    read_bytes,
    zipped,
)

_LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)


def _refusal(directory: Path, data: bytes, name: str = "file") -> DocumentError:
    with pytest.raises(DocumentError) as error:
        read_bytes(directory, data, name)
    return error.value


def _after_declaration(data: bytes, added: bytes) -> bytes:
    end = data.index(b"?>") + 2
    return data[:end] + added + data[end:]


@pytest.mark.parametrize(
    "declared",
    [
        _LAUGHS,
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/app.xml"])
def test_a_docx_that_declares_a_document_type_is_refused(tmp_path, part, declared):
    data = changed(
        docx_paragraphs("Dit"), xml=(part, lambda xml: _after_declaration(xml, declared))
    )
    error = _refusal(tmp_path, data)
    assert (error.reason, error.details) == (Reason.RISKY_XML, {"part": part})


def test_an_odt_that_declares_a_document_type_is_refused(tmp_path):
    data = changed(
        odt_bytes(odfdo.Paragraph("Dit")),
        xml=("content.xml", lambda xml: _after_declaration(xml, _LAUGHS)),
    )
    assert _refusal(tmp_path, data).reason is Reason.RISKY_XML


def test_entities_in_a_part_of_another_name_are_not_read(tmp_path):
    """Whoever names the body otherwise escapes the search for declarations."""
    parts = parts_of(docx_paragraphs("Dit"))
    body = _after_declaration(parts.pop("word/document.xml"), _LAUGHS)
    parts["word/document.bin"] = body.replace(b"Dit", b"&d;")
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/document.bin")
    parts["word/_rels/document.bin.rels"] = parts.pop("word/_rels/document.xml.rels")
    assert _refusal(tmp_path, zipped(parts)).reason is Reason.RISKY_XML


def test_xml_in_an_encoding_that_hides_declarations_is_refused(tmp_path):
    def utf16(xml: bytes) -> bytes:
        return xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    data = changed(docx_paragraphs("Dit"), xml=("word/document.xml", utf16))
    assert _refusal(tmp_path, data).reason is Reason.RISKY_XML


def test_an_external_reference_is_not_followed(tmp_path):
    target = b'Target="http://127.0.0.1:9/"/></Relationships>'
    added = (
        b'<Relationship Id="rIdX" TargetMode="External" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/attachedTemplate" ' + target
    )
    data = changed(
        docx_paragraphs("Dit"),
        rels=(
            "word/_rels/document.xml.rels",
            lambda xml: xml.replace(b"</Relationships>", added),
        ),
    )
    assert read_bytes(tmp_path, data).text == "Dit"


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "C:\\x", "a/../../x", "a\\..\\x"])
def test_an_archive_whose_names_leave_it_is_refused(tmp_path, name):
    data = zipped({**parts_of(docx_paragraphs("Dit")), name: b"x"})
    assert _refusal(tmp_path, data).reason is Reason.DAMAGED


def test_a_bomb_is_refused_by_its_ratio_and_by_its_size(tmp_path):
    dense = zipped({**parts_of(docx_paragraphs("Dit")), "word/media/a.bin": b"\0" * 30_000_000})
    error = _refusal(tmp_path, dense)
    assert (error.reason, error.details) == (Reason.BOMB, {"limit": 100})
    path = tmp_path / "large"
    path.write_bytes(docx_paragraphs("Dit"))
    with pytest.raises(DocumentError) as found:
        read(path, Limits(unpacked=1000))
    assert (found.value.reason, found.value.details) == (Reason.BOMB, {"limit": 1000})


def test_an_archive_of_very_many_parts_is_refused(tmp_path):
    data = zipped({str(number): b"" for number in range(5_001)})
    assert _refusal(tmp_path, data).reason is Reason.BOMB


def test_a_directory_that_lies_about_sizes_is_refused(tmp_path):
    data = bytearray(docx_paragraphs("Dit " * 1000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        place = archive.start_dir
    while data[place : place + 4] == b"PK\x01\x02":
        size = struct.unpack_from("<I", data, place + 24)[0]
        struct.pack_into("<I", data, place + 24, size // 2)
        name, extra, comment = struct.unpack_from("<3H", data, place + 28)
        place += 46 + name + extra + comment
    assert _refusal(tmp_path, bytes(data)).reason is Reason.BOMB


def test_a_document_of_very_many_paragraphs_is_refused(tmp_path):
    document = docx.Document()
    body = document.element.body
    paragraph = document.add_paragraph("Dit")._p
    body.remove(paragraph)
    xml = docx.oxml.parse_xml
    declared = docx.oxml.ns.nsdecls("w")
    for number in range(100_000):
        words = zlib.crc32(str(number).encode())
        body.append(xml(f"<w:p {declared}><w:r><w:t>{words:x}{number}</w:t></w:r></w:p>"))
    output = io.BytesIO()
    document.save(output)
    error = _refusal(tmp_path, output.getvalue())
    assert (error.reason, error.details) == (Reason.TOO_MANY_PARAGRAPHS, {"limit": 50_000})


@pytest.mark.parametrize("said", ["a\n" * 60_000, "a\n\n" * 60_000])
def test_a_text_of_very_many_lines_is_refused(tmp_path, said):
    assert _refusal(tmp_path, said.encode()).reason is Reason.TOO_MANY_PARAGRAPHS


def test_a_text_that_is_too_long_is_refused(tmp_path):
    assert _refusal(tmp_path, b"mot " * 2_100_000).reason is Reason.TOO_MUCH_TEXT


def test_a_file_that_is_too_large_is_refused(tmp_path):
    error = _refusal(tmp_path, b"%PDF-1.7" + bytes(25 * 2**20))
    assert (error.reason, error.details) == (Reason.TOO_LARGE, {"limit": 25 * 2**20})


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("make", [lambda: docx_paragraphs("Dit"), lambda: odt_bytes()])
def test_a_truncated_document_is_refused(tmp_path, make, part):
    data = make()
    assert _refusal(tmp_path, data[: int(part * len(data))]).reason is Reason.DAMAGED


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Reason.OLD_FORMAT),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Reason.ENCRYPTED,
        ),
        (zipped({"a.txt": b"a"}), Reason.NOT_A_DOCUMENT),
        (zipped({"ppt/presentation.xml": b"<a/>"}), Reason.NOT_A_DOCUMENT),
        (zipped({"xl/workbook.xml": b"<a/>"}), Reason.A_SHEET),
        (zipped({"word/document.xml": b"<a/>"}), Reason.DAMAGED),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), Reason.NOT_A_DOCUMENT),
        (b"%PDF-1.7\n", Reason.DAMAGED),
        (b"%PDF-1.7\n" + docx_paragraphs("Dit"), Reason.DAMAGED),
    ],
)
def test_what_only_looks_like_a_document_is_refused(tmp_path, data, reason):
    assert _refusal(tmp_path, data).reason is reason


def test_a_name_says_nothing_of_what_is_inside(tmp_path):
    assert read_bytes(tmp_path, docx_paragraphs("Dit"), "a.pdf").format == "docx"
    assert read_bytes(tmp_path, pdf_bytes(lines("Dit")), "..%2f..%2fx.docx").format == "pdf"


def test_an_archive_with_another_document_at_its_end_is_what_it_begins_as(tmp_path):
    polyglot = docx_paragraphs("Dit") + pdf_bytes(lines("Autre"))
    assert read_bytes(tmp_path, polyglot).text == "Dit"


def test_a_pdf_of_too_many_pages_is_refused_before_any_is_read(tmp_path):
    error = _refusal(tmp_path, pdf_bytes(*([[]] * 3_000)))
    assert error.reason is Reason.TOO_MANY_PAGES
    assert error.details == {"pages": 3_000, "limit": 2_000}


def _pdf_with(content: bytes, *, pages: bytes | None = None, more: tuple[bytes, ...] = ()) -> bytes:
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            pages or b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
            content,
            *more,
        ]
    )


def test_a_page_that_unpacks_to_far_too_much_is_refused(tmp_path):
    packed = zlib.compress(b"q Q " * 10_000_000)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    assert _refusal(tmp_path, _pdf_with(stream)).reason is Reason.BOMB


@pytest.mark.parametrize(
    "pages",
    [
        b"<</Type/Pages/Count 1/Kids[2 0 R]>>",
        b"<</Type/Pages/Count 1/Kids[5 0 R]>>",
        b"<</Type/Pages/Count 99999999/Kids[]>>",
        b"<</Type/Pages/Count 1/Kids 7>>",
        b"<</Type/Pages/Count -1/Kids[99 0 R]>>",
        b"[" * 5_000,
        b"<</Kids" * 2_000,
    ],
)
def test_a_tree_of_pages_that_turns_in_circles_or_lies_ends(tmp_path, pages):
    data = _pdf_with(b"null", pages=pages, more=(b"<</Type/Pages/Count 1/Kids[2 0 R]>>",))
    try:
        said = read_bytes(tmp_path, data).text
    except DocumentError as error:
        said = error.reason
    assert said in ("", Reason.DAMAGED, Reason.BOMB)


def test_scripts_and_attached_files_of_a_pdf_are_left_alone(tmp_path):
    data = pdf_bytes(lines("Dit.")).replace(
        b"<</Type/Catalog",
        b"<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<<>>/Type/Catalog",
    )
    assert read_bytes(tmp_path, data).text == "Dit."
