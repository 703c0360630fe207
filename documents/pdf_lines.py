"""The lines of a page of a PDF: where they stand, how large and how bold they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PageObject

_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_SAME_LINE = 0.35
"""How far two pieces of one line may stand apart in height, in parts of their size."""


@dataclass(frozen=True)
class Piece:
    """Words drawn at once. Places and sizes are in points, from the lower left of the page."""

    text: str
    x: float
    y: float
    size: float
    is_bold: bool


@dataclass(frozen=True)
class Line:
    """Pieces that stand side by side, and the look of most of their letters."""

    text: str
    page: int
    x: float
    y: float
    size: float
    is_bold: bool
    pieces: tuple[Piece, ...]

    def part(self, pieces: Sequence[Piece]) -> Line:
        """Some pieces of the line as a line of their own."""
        return _line(pieces, self.page)


def lines_of(page: PageObject, number: int) -> list[Line]:
    """The lines of a page in the order in which they are drawn."""
    pieces: list[Piece] = []

    def take(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text:
            pieces.append(_piece(text, cm, tm, font, size))

    page.extract_text(visitor_text=take)
    return [_line(run, number) for run in _runs(pieces)]


def body_size(lines: Iterable[Line]) -> float:
    """The size of most letters, in points; 0 without any."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return max(letters, key=lambda size: (letters[size], -size), default=0.0)


def _piece(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> Piece:
    scale = abs(tm[3] * cm[3] + tm[2] * cm[1]) or abs(tm[1] * cm[2]) or 1.0
    name = str(font.get("/BaseFont", "")).lower() if font else ""
    return Piece(
        text,
        tm[4] * cm[0] + tm[5] * cm[2] + cm[4],
        tm[4] * cm[1] + tm[5] * cm[3] + cm[5],
        round(2 * size * scale) / 2,
        any(weight in name for weight in _BOLD),
    )


def _runs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces that stand side by side; blanks at the beginning of a line are left out."""
    run: list[Piece] = []
    for piece in pieces:
        if not piece.text.strip():
            if run:
                run.append(replace(piece, text=" "))
        elif run and _is_elsewhere(run, piece):
            yield run
            run = [piece]
        else:
            run.append(piece)
    if run:
        yield run


def _is_elsewhere(run: list[Piece], piece: Piece) -> bool:
    last = next(one for one in reversed(run) if one.text.strip())
    height = abs(piece.y - last.y) / max(piece.size, last.size, 1.0)
    return height > _SAME_LINE or piece.x < last.x


def _line(run: Sequence[Piece], page: int) -> Line:
    said = [piece for piece in run if piece.text.strip()]
    sizes: Counter[float] = Counter()
    for piece in said:
        sizes[piece.size] += len(piece.text)
    text = "".join(piece.text for piece in run).replace("\n", " ").strip()
    bold = all(piece.is_bold for piece in said if any(map(str.isalnum, piece.text)))
    size = max(sizes, key=sizes.__getitem__)
    return Line(text, page, said[0].x, said[0].y, size, bold, tuple(run))
