"""A basket as a document to write on: quotations numbered, and a list of where they come from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import IO

import docx
from flask_babel import gettext as _
from odfdo import Document, Header, Paragraph

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
    quote, plain = document.styles["Quote"], document.styles["Normal"]
    for number, one in enumerate(quotations, start=1):
        document.add_paragraph(_quoted(number, one), quote)
        if one.note:
            document.add_paragraph(_note(one), plain)
    document.add_heading(_("Sources"), 1)
    for number, one in enumerate(quotations, start=1):
        document.add_paragraph(_source(number, one), plain)
    document.save(file)


def write_odt(file: IO[bytes], title: str, quotations: Sequence[Quotation]) -> None:
    """The same as an ODT."""
    document = Document("text")
    document.meta.title = _as_xml(title)
    body = document.body
    body.clear()
    body.append(Header(1, _as_xml(title)))
    for number, one in enumerate(quotations, start=1):
        body.append(Paragraph(_quoted(number, one), style="Quotations"))
        if one.note:
            body.append(Paragraph(_note(one)))
    body.append(Header(2, _("Sources")))
    for number, one in enumerate(quotations, start=1):
        body.append(Paragraph(_source(number, one)))
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
