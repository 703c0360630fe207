"""Writes documents: the same parts as a DOCX, an ODT or an accessible PDF.

>>> document = Document(title="…", parts=(Heading(1, "…"), Paragraph(words("…"))))
>>> docx_of(document), odt_of(document), pdf_content(document)
"""

from documents.writing.docx_file import docx_of
from documents.writing.markdown import parts_of_markdown
from documents.writing.odt_file import odt_of
from documents.writing.parts import (
    Bullets,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    Table,
    Words,
    words,
)
from documents.writing.pdf_file import PDF_TEMPLATE, pdf_content
from documents.writing.typography import typeset

__all__ = [
    "PDF_TEMPLATE",
    "Bullets",
    "Document",
    "Figure",
    "Heading",
    "PageBreak",
    "Paragraph",
    "Part",
    "Quote",
    "Table",
    "Words",
    "docx_of",
    "odt_of",
    "parts_of_markdown",
    "pdf_content",
    "typeset",
    "words",
]
