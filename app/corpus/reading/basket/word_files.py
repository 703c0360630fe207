"""A basket as a document to write on: quotations numbered, and a list of where they come from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import IO, Any

import docx
import odfdo
from docx.oxml import OxmlElement
from docx.text.paragraph import Paragraph
from flask_babel import gettext as _

from app.corpus.reading.basket.queries import Quotation
from app.publication.ods import NOT_XML

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def write_docx(file: IO[bytes], title: str, quotations: Sequence[Quotation]) -> None:
    """A DOCX: texts are texts, whatever stands in them."""
    document = docx.Document()
    document.core_properties.title = _as_xml(title)
    document.core_properties.author = ""
    document.add_heading(_as_xml(title), 0)
    quote = document.styles["Quote"].style_id
    for number, one in enumerate(quotations, start=1):
        _add(document, _quoted(number, one), quote)
        if one.note:
            _add(document, _note(one))
    document.add_heading(_("Sources"), 1)
    for number, one in enumerate(quotations, start=1):
        _add(document, _source(number, one))
    document.save(file)


def _add(document: Any, text: str, style_id: str | None = None) -> None:
    """A paragraph at the end. Adding one as the library does reads all those before it: 2,000
    quotations would take seconds."""
    element = OxmlElement("w:p")
    document.element.body.sectPr.addprevious(element)
    Paragraph(element, document).add_run(text)
    if style_id:
        element.style = style_id


def write_odt(file: IO[bytes], title: str, quotations: Sequence[Quotation]) -> None:
    """The same as an ODT."""
    document = odfdo.Document("text")
    document.meta.title = _as_xml(title)
    body = document.body
    body.clear()
    body.append(odfdo.Header(1, _as_xml(title)))
    for number, one in enumerate(quotations, start=1):
        body.append(odfdo.Paragraph(_quoted(number, one), style="Quotations"))
        if one.note:
            body.append(odfdo.Paragraph(_note(one)))
    body.append(odfdo.Header(2, _("Sources")))
    for number, one in enumerate(quotations, start=1):
        body.append(odfdo.Paragraph(_source(number, one)))
    made = io.BytesIO()
    document.save(made)
    file.write(made.getbuffer())


def _quoted(number: int, one: Quotation) -> str:
    return _as_xml(f"« {one.text} » [{number}]")


def _note(one: Quotation) -> str:
    return _as_xml(_("Note: %(note)s", note=one.note))


def _source(number: int, one: Quotation) -> str:
    return _as_xml(f"[{number}] {one.reference}")


def _as_xml(text: str) -> str:
    """What both formats can hold: no sign of control."""
    return NOT_XML.sub("", text)
