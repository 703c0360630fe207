"""Texts of the demonstration as word processors would have written them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from docx import Document as Docx
from odfdo import Document as Odt
from odfdo import Header, List, ListItem, Paragraph

_ITEM = re.compile(r"(?:-|\d+\.) ")


def docx_of(title: str, text: str) -> bytes:
    """A DOCX with this title, the headings, paragraphs and items of a Markdown text."""
    document = Docx()
    document.add_heading(title, 1)
    for style, words in _lines(text):
        if style == "heading":
            document.add_heading(words, 2)
        else:
            document.add_paragraph(words, "List Bullet" if style == "item" else None)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def odt_of(title: str, text: str) -> bytes:
    """The same as an ODT."""
    document = Odt("text")
    document.body.clear()
    document.body.append(Header(1, title))
    for style, words in _lines(text):
        if style == "heading":
            document.body.append(Header(2, words))
        elif style == "item":
            item = List()
            item.append(ListItem(words))
            document.body.append(item)
        else:
            document.body.append(Paragraph(words))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """What each line is, and its words."""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith("#"):
            yield "heading", line.lstrip("# ")
        elif mark := _ITEM.match(line):
            yield "item", line[mark.end() :]
        else:
            yield "paragraph", line
