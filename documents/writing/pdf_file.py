"""A document as what the template of typst reads: it makes the PDF, tagged for PDF/UA."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from documents.writing.parts import (
    Bullets,
    Document,
    Figure,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    Table,
)
from documents.writing.widths import widths_of

MOST_KEPT = 900
"""Characters of a row that is not broken over two pages."""
PDF_TEMPLATE = (Path(__file__).parent / "document.typ").read_bytes()


def pdf_content(document: Document) -> dict[str, Any]:
    """Plain lists, texts and numbers; `app.publication.typesetting` compiles them."""
    numbers = document.numbers_of_notes()
    called: set[str] = set()
    parts = [
        {**_part(part, numbers, called), "leads_in": document.leads_in(number)}
        for number, part in enumerate(document.parts)
    ]
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "date": document.date,
        "language": document.language,
        "names": dict(document.names),
        "has_contents": document.has_contents,
        "anchors": [one.anchor for one in document.parts if isinstance(one, Heading)],
        "notes": {
            str(numbers[key]): _line(line, {}, set())
            for key, line in document.notes.items()
            if key in numbers
        },
        "parts": parts,
    }


def _part(part: Part, numbers: dict[str, int], called: set[str]) -> dict[str, Any]:
    match part:
        case Heading(level, text, anchor):
            return {"kind": "heading", "level": level, "text": text, "anchor": anchor}
        case Paragraph(line, is_quiet):
            return {
                "kind": "paragraph",
                "line": _line(line, numbers, called),
                "is_quiet": is_quiet,
            }
        case Bullets(items, is_numbered):
            lines = [_line(one, numbers, called) for one in items]
            return {"kind": "list", "items": lines, "is_numbered": is_numbered}
        case Quote(line, source):
            return {"kind": "quote", "line": _line(line, numbers, called), "source": source}
        case Figure(svg, alt, caption):
            return {"kind": "figure", "svg": svg, "alt": alt, "caption": caption}
        case Table():
            return {
                "kind": "table",
                "caption": part.caption,
                "columns": list(part.columns),
                "widths": list(widths_of(part)),
                "is_short": part.is_short,
                "numbers": sorted(part.numbers),
                "rows": [
                    {
                        "cells": [_line(cell, numbers, called) for cell in row],
                        "is_kept": sum(len(one.text) for cell in row for one in cell) <= MOST_KEPT,
                    }
                    for row in part.rows
                ],
            }
        case PageBreak():
            return {"kind": "break"}


def _line(line: Line, numbers: dict[str, int], called: set[str]) -> list[dict[str, Any]]:
    found = []
    for one in line:
        if one.note:
            is_first = one.note not in called
            called.add(one.note)
            found.append({"note": str(numbers[one.note]), "is_first": is_first})
        else:
            found.append(
                {
                    "text": one.text,
                    "bold": one.is_bold,
                    "italic": one.is_italic,
                    "raised": one.is_raised,
                    "link": one.link,
                }
            )
    return found
