"""Footnotes of a DOCX, which python-docx does not write: a part of the package of their own
(ECMA-376, part 1, 17.11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = (
    f"<w:footnotes {nsdecls('w', 'r')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
    "</w:footnotes>"
)
TEXT_STYLE, CALL_STYLE = "footnote text", "footnote reference"


class Footnotes:
    """Collects the footnotes of a document, then adds them to its package."""

    def __init__(self, document: DocxDocument, numbers: Mapping[str, int]) -> None:
        self._document = document
        self._numbers = numbers
        self._root = parse_xml(_SEPARATORS)
        self._called: set[str] = set()

    def call(self, paragraph: Paragraph, key: str) -> bool:
        """Put the number of a note into a paragraph. Word gives a note one number: the second
        call is a link to the first. True where the note is to be written."""
        number = self._numbers[key]
        run = paragraph.add_run()
        run.style = CALL_STYLE
        if key in self._called:
            run.text = str(number)
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), _bookmark(number))
            link.append(run._r)
            paragraph._p.append(link)
            return False
        self._called.add(key)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number))
        run._r.append(reference)
        _mark(run._r, _bookmark(number), 10_000 + number)
        return True

    def write(self, key: str, filled: Paragraph) -> None:
        """Take a paragraph out of the document as the text of a note."""
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self._numbers[key]))
        filled.style = TEXT_STYLE
        number = OxmlElement("w:r")
        properties, style = OxmlElement("w:rPr"), OxmlElement("w:rStyle")
        style.set(qn("w:val"), self._document.styles[CALL_STYLE].style_id)
        properties.append(style)
        number.append(properties)
        number.append(OxmlElement("w:footnoteRef"))
        space = OxmlElement("w:r")
        blank = OxmlElement("w:t")
        blank.text = " "
        blank.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        space.append(blank)
        paragraph = filled._p
        paragraph.getparent().remove(paragraph)
        place = 1 if paragraph.pPr is not None else 0
        paragraph.insert(place, number)
        paragraph.insert(place + 1, space)
        note.append(paragraph)
        self._root.append(note)

    def close(self) -> None:
        """Add the part to the package, where there is any note."""
        if not self._called:
            return
        package = self._document.part.package
        blob = serialize_part_xml(self._root)
        part = Part(PackURI("/word/footnotes.xml"), _CONTENT, blob, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _bookmark(number: int) -> str:
    return f"_note{number}"


def _mark(element: Any, name: str, identifier: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for one in (start, end):
        one.set(qn("w:id"), str(identifier))
    start.set(qn("w:name"), name)
    element.addprevious(start)
    element.addnext(end)
