"""What a template may name. The names are in French: clients write them."""

from __future__ import annotations

import base64
from typing import Any

from documents.writing.parts import (
    Bullets,
    Document,
    Figure,
    Heading,
    Line,
    Paragraph,
    Part,
    Quote,
    Table,
)
from documents.writing.pictures import png_of

NAMES = ("titre", "sous_titre", "auteur", "date", "langue", "blocs", "notes")
"""What stands at the top; `blocs` and `notes` are gone through in loops."""


def values_of(document: Document) -> dict[str, Any]:
    """Plain texts and lists, in the order of the document. A note is `[1]` in a text; an image is
    a PNG in Base64."""
    numbers = document.numbers_of_notes()
    blocks = (_block(part, numbers) for part in document.parts)
    return {
        "titre": document.title,
        "sous_titre": document.subtitle,
        "auteur": document.author,
        "date": document.date,
        "langue": document.language,
        "blocs": [one for one in blocks if one],
        "notes": [
            {"numero": number, "texte": _text(document.notes[key], {})}
            for key, number in numbers.items()
        ],
    }


def _block(part: Part, numbers: dict[str, int]) -> dict[str, Any] | None:
    """Every block has every name: a template need not ask whether it is there."""
    empty = {
        **dict.fromkeys(("texte", "source", "image"), ""),
        **dict.fromkeys(("elements", "colonnes", "lignes"), ()),
        "niveau": 0,
    }
    match part:
        case Heading(level, text):
            return {**empty, "nature": "titre", "niveau": level, "texte": text}
        case Paragraph(line):
            return {**empty, "nature": "paragraphe", "texte": _text(line, numbers)}
        case Quote(line, source):
            said = {"texte": _text(line, numbers), "source": source}
            return {**empty, "nature": "citation", **said}
        case Bullets(items):
            return {**empty, "nature": "liste", "elements": [_text(one, numbers) for one in items]}
        case Table():
            return {
                **empty,
                "nature": "tableau",
                "texte": part.caption,
                "colonnes": list(part.columns),
                "lignes": [[_text(cell, numbers) for cell in row] for row in part.rows],
            }
        case Figure(svg, alt, caption):
            image = base64.b64encode(png_of(svg)).decode()
            return {**empty, "nature": "figure", "texte": caption, "source": alt, "image": image}
    return None


def _text(line: Line, numbers: dict[str, int]) -> str:
    return "".join(f"[{numbers[one.note]}]" if one.note else one.text for one in line)
