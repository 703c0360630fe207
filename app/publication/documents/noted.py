"""Texts with the marks of what they cite, as parts of a document with footnotes."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from flask_babel import gettext as _

from app.strategy.citing import MARK, Cited, Note, NoteKind, Notes, cited_in
from documents.writing import Paragraph, Part, Words, parts_of_markdown
from documents.writing.parts import Line

# Signs of no language stand for a note while Markdown is read; a text that holds them loses them.
_OPEN, _CLOSE = "\ue012", "\ue013"
_STANDING = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_SIGNS = str.maketrans("", "", _OPEN + _CLOSE)
_BETWEEN_NOTES = Words(",\N{NO-BREAK SPACE}", is_raised=True)
_ITALIC = re.compile("(<i>.*?</i>)", re.DOTALL)
LONGEST = 200_000
"""Characters that are read as Markdown; what is longer stands as it was typed."""


class NotedTexts:
    """Turns texts into parts. The notes are those of the page, numbered alike."""

    def __init__(self, notes: Notes) -> None:
        self._numbers: dict[Cited, int] = {note.cited: note.number for note in notes.list}
        self._list = notes.list

    def parts(self, text: str) -> tuple[Part, ...]:
        """Paragraphs, lists and quotes, each mark as the call of its footnote."""
        marked = MARK.sub(self._standing, text.translate(_SIGNS))
        if len(marked) > LONGEST:
            return (Paragraph(self._split(Words(marked))),)
        return parts_of_markdown(marked, self._split)

    def footnotes(self) -> dict[str, Line]:
        """Every note by its key."""
        return {str(note.number): tuple(_said(note)) for note in self._list}

    def _standing(self, found: re.Match[str]) -> str:
        (cited,) = cited_in(found[0])
        number = self._numbers.get(cited)
        return f"{_OPEN}{number}{_CLOSE}" if number else ""

    def _split(self, one: Words) -> Line:
        pieces = _STANDING.split(one.text)
        last = len(pieces) - 1
        # Every second piece is a number. A call stands alone: it has neither look nor link; two
        # that follow each other would be read as one number.
        return tuple(
            Words("", note=piece)
            if place % 2
            else (replace(one, text=piece) if piece else _BETWEEN_NOTES)
            for place, piece in enumerate(pieces)
            if piece or 0 < place < last
        )


def _said(note: Note) -> Line:
    source = note.source
    if source.is_withdrawn:
        return (Words(_("Words withdrawn by their author."), is_italic=True),)
    if source.is_missing:
        return (Words(_("This source is not in the consultation any more.")),)
    if note.kind is NoteKind.REFERENCE:
        return line_of_citation(str(source.formatted))
    said = Words(_("“%(words)s”", words=source.words), is_italic=True)
    return (said, Words(f" {source.where}.")) if source.where else (said,)


def line_of_citation(formatted: str) -> Line:
    """A citation of `app.references.citing`: HTML with `<i>` and nothing else."""
    return tuple(
        Words(
            html.unescape(piece.removeprefix("<i>").removesuffix("</i>")),
            is_italic=piece.startswith("<i>"),
        )
        for piece in _ITALIC.split(formatted)
        if piece
    )
