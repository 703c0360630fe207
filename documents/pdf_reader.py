"""PDF: paragraphs and headings, told from where lines stand and how large they are.

Left out: running headers and footers, page numbers, pictures, forms, attached files. Scripts are
never run.
"""

import io

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from documents.content import Caution, Format, ReadDocument
from documents.fake_headings import LOWEST, may_be_heading
from documents.gathering import Gathering
from documents.limits import Limits
from documents.pdf_furniture import without_furniture
from documents.pdf_hyphens import joined, vocabulary
from documents.pdf_lines import Line, body_size, lines_of
from documents.pdf_paragraphs import Paragraph, paragraphs
from documents.pdf_tables import PageTable
from documents.refusals import DocumentError, Reason
from documents.tables import TableCell, read_table

_LARGEST_PAGE = 20 * 2**20
"""Bytes of drawing on one page; a thousand times that of a page of text."""
_LARGER = 1.15
_LONGEST_HEADING = 160
_LOWEST_LARGE = LOWEST - 1


def read_pdf(data: bytes, limits: Limits) -> ReadDocument:
    """Read a PDF; one that opens with a password of no letters opens for anybody."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise DocumentError(Reason.ENCRYPTED)
        return _read(reader, limits)
    except (FileNotDecryptedError, DependencyError) as error:
        raise DocumentError(Reason.ENCRYPTED) from error
    except LimitReachedError as error:
        raise DocumentError(Reason.BOMB) from error


def _read(reader: PdfReader, limits: Limits) -> ReadDocument:
    count = len(reader.pages)
    if count > limits.pages:
        raise DocumentError(Reason.TOO_MANY_PAGES, {"pages": count, "limit": limits.pages})
    pages: list[list[Line]] = []
    heights: list[float] = []
    scans = letters = 0
    for number, page in enumerate(reader.pages, start=1):
        lines = _lines(page, number)
        letters += sum(len(line.text) for line in lines)
        if letters > limits.characters:
            raise DocumentError(Reason.TOO_MUCH_TEXT, {"limit": limits.characters})
        scans += not lines and _has_picture(page)
        pages.append(lines)
        heights.append(float(page.mediabox.height))
    gathering = Gathering(limits)
    _gather(gathering, without_furniture(pages, heights))
    return gathering.document(Format.PDF, count, (Caution.PAGES_WITHOUT_TEXT,) if scans else ())


def _lines(page: PageObject, number: int) -> list[Line]:
    contents = page.get_contents()
    if contents is None:
        return []
    if len(contents.get_data()) > _LARGEST_PAGE:
        raise DocumentError(Reason.BOMB, {"limit": _LARGEST_PAGE})
    return lines_of(page, number)


def _has_picture(page: PageObject) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    return objects is not None and len(objects.get_object()) > 0


def _gather(gathering: Gathering, pages: list[list[Line]]) -> None:
    lines = [line for page in pages for line in page]
    known = vocabulary(line.text for line in lines)
    found = paragraphs(pages)
    heading_level = _Levels(lines, [one for one in found if isinstance(one, Paragraph)])
    tables = 0
    for part in found:
        if isinstance(part, PageTable):
            read_table(gathering, tables, _rows(part, known), part.page)
            tables += 1
            continue
        said = joined([line.text for line in part.lines], known)
        if level := heading_level.of(part, said):
            gathering.heading(said, level, part.first.page)
        else:
            gathering.paragraph(said, part.first.page)


def _rows(table: PageTable, known: frozenset[str]) -> list[list[TableCell]]:
    return [
        [
            TableCell(column, [joined([line.text for line in lines], known)])
            for column, lines in row.items()
        ]
        for row in table.rows
    ]


class _Levels:
    """Tells headings from paragraphs by the size of their letters, then by their weight."""

    def __init__(self, lines: list[Line], found: list[Paragraph]) -> None:
        body = body_size(lines)
        sizes = {one.first.size for one in found if one.first.size > _LARGER * body}
        ranks = enumerate(sorted(sizes, reverse=True), start=1)
        self._by_size = {size: min(rank, _LOWEST_LARGE) for rank, size in ranks}
        self._body_is_bold = 2 * sum(line.is_bold for line in lines) > len(lines)

    def of(self, paragraph: Paragraph, said: str) -> int:
        """The level of a heading, 0 for a paragraph."""
        if paragraph.is_item:
            return 0
        if paragraph.first.size in self._by_size and len(said) <= _LONGEST_HEADING:
            return self._by_size[paragraph.first.size]
        is_bold = all(line.is_bold for line in paragraph.lines)
        return LOWEST if is_bold and not self._body_is_bold and may_be_heading(said) else 0
