"""Documents for the tests, small and written by hand where no library writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import docx
import odfdo

from documents import ReadDocument, read

DATA = Path(__file__).resolve().parents[2] / "data"


def read_bytes(directory: Path, data: bytes, name: str = "file") -> ReadDocument:
    path = directory / name
    path.write_bytes(data)
    return read(path)


def outline(document: ReadDocument) -> list[tuple[str, int, str]]:
    """Each block as its kind, its level and its words."""
    return [
        (block.kind.value, block.level, document.text[block.start : block.end])
        for block in document.blocks
    ]


def cells(document: ReadDocument) -> list[tuple[int | None, int | None, str, str]]:
    """Each cell as its row, its column, the heading of its column and its words."""
    return [
        (block.row, block.column, block.column_heading, document.text[block.start : block.end])
        for block in document.blocks
        if block.row is not None
    ]


def docx_bytes(write: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    write(document)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def docx_paragraphs(*paragraphs: str) -> bytes:
    return docx_bytes(lambda document: [document.add_paragraph(said) for said in paragraphs])


def odt_bytes(*elements: odfdo.Element) -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    for element in elements:
        document.body.append(element)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return output.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, **changes: tuple[str, Callable[[bytes], bytes]]) -> bytes:
    """An archive with some of its parts changed: `changed(data, body=("a.xml", change))`."""
    parts = parts_of(data)
    for name, change in changes.values():
        parts[name] = change(parts.get(name, b""))
    return zipped(parts)


Words = tuple[float, float, str]
"""Where words stand on a page, in points from its lower left, and the words."""


def pdf_bytes(*pages: Iterable[Words | tuple[float, float, str, float, str]]) -> bytes:
    """A PDF of pages of 600 × 800 points; words may have a size (11) and a font (F1, F2 bold)."""
    streams = [b"\n".join(map(_drawn, page)) for page in pages]
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(streams), kids),
        _font(b"Helvetica"),
        _font(b"Helvetica-Bold"),
    ]
    for number, stream in enumerate(streams):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>" % (6 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    return assembled(objects)


def assembled(objects: Iterable[bytes]) -> bytes:
    """Numbered objects, the first of which is the catalogue, as a PDF."""
    output = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(output)
    output += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    output += b"".join(b"%010d 00000 n \n" % place for place in places)
    output += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(places) + 1,
        table,
    )
    return bytes(output)


def lines(text: str, top: float = 700.0, x: float = 60.0, leading: float = 14.0) -> list[Words]:
    """The lines of a text below one another; an empty line leaves room."""
    return [
        (x, top - leading * number, line)
        for number, line in enumerate(text.split("\n"))
        if line.strip()
    ]


def _drawn(words: tuple[object, ...]) -> bytes:
    x, y, said, size, font = (*words, *(11.0, "F1")[len(words) - 3 :])
    escaped = str(said).encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(")
    escaped = escaped.replace(b")", rb"\)")
    return b"BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (str(font).encode(), size, x, y, escaped)


def _font(name: bytes) -> bytes:
    return b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % name
