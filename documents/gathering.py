"""Blocks put one below the other into one clean text."""

import re
import unicodedata
from dataclasses import dataclass

from documents.content import Block, BlockKind, Caution, Format, ReadDocument
from documents.limits import Limits
from documents.refusals import DocumentError, Reason

# Nothing that can be seen: controls, half characters, soft hyphens, marks of byte order and of
# direction. Joiners of letters stay, words need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[ \t]+")
_BULLET = re.compile(
    "(?:[•·◦▪▫■□●○‣⁃∙➢➤►▶→✓✔☐☑☒❑❖\uf0a7\uf0b7\uf0d8\uf0fc]\\s*|[-–—*+]\\s+|o\\s+(?=[A-ZÀ-Ý]))(?=\\S)"
)
# What stands where a letter has no meaning: fonts of PDF may give such.
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd]")
_STRANGE_PART = 50
"""One strange letter in so many is worth a warning."""
_DEEPEST_INDENT = 5


@dataclass(frozen=True)
class Cell:
    """Where a paragraph of a table stands, and what stands above its column."""

    table: int
    row: int
    column: int
    heading: str
    page: int | None = None


def clean(raw: str) -> str:
    """One text in NFC without what cannot be seen, its runs of blanks folded, its lines kept."""
    said = _SPACES.sub(" ", _INVISIBLE.sub("", _LINE_END.sub("\n", raw)))
    # Line by line: a pattern for blanks around line ends takes forever on very many blanks.
    lines = (line.strip() for line in said.split("\n"))
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))


def bullet_length(said: str) -> int:
    """The length of the bullet that starts a paragraph, with its blanks; 0 without one."""
    match = _BULLET.match(said)
    return match.end() if match else 0


class Gathering:
    """Takes blocks in order. Raises DocumentError as soon as there are too many of them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._parts: list[str] = []
        self._length = 0
        self._lines = 0
        self._strange = 0
        self.blocks: list[Block] = []

    def heading(self, raw: str, level: int, page: int | None = None) -> None:
        self._add(BlockKind.HEADING, clean(raw).replace("\n", " "), level, page)

    def paragraph(self, raw: str, page: int | None = None) -> None:
        """A paragraph, or an item if somebody typed a bullet before it."""
        said = clean(raw)
        if bullet := bullet_length(said):
            self._add(BlockKind.ITEM, said[bullet:], 1, page)
        else:
            self._add(BlockKind.PARAGRAPH, said, 0, page)

    def lines(self, raw: str) -> None:
        """A paragraph whose lines and bullets are left to whoever cuts it."""
        self._add(BlockKind.PARAGRAPH, clean(raw), 0, None)

    def item(self, raw: str, level: int, page: int | None = None) -> None:
        said = clean(raw)
        self._add(BlockKind.ITEM, said[bullet_length(said) :], level, page)

    def cell(self, raw: str, place: Cell) -> None:
        said = clean(raw)
        self._add(BlockKind.CELL, said[bullet_length(said) :], 0, place.page, place)

    def document(
        self, format: Format, pages: int | None = None, warnings: tuple[Caution, ...] = ()
    ) -> ReadDocument:
        """All that was gathered. Without a text, says so."""
        if not self.blocks:
            warnings = (Caution.NO_TEXT,)
        elif _STRANGE_PART * self._strange > self._length:
            warnings = (*warnings, Caution.STRANGE_CHARACTERS)
        return ReadDocument(format, "".join(self._parts), tuple(self.blocks), pages, warnings)

    def _add(
        self,
        kind: BlockKind,
        said: str,
        level: int,
        page: int | None,
        place: Cell | None = None,
    ) -> None:
        if not said:
            return
        row = (place.table, place.row) if place else None
        before = self._separator(kind, row)
        if kind is BlockKind.ITEM:
            before += "  " * (min(level, _DEEPEST_INDENT) - 1) + "• "
        start = self._length + len(before)
        end = start + len(said)
        self._lines += said.count("\n") + 1
        self._refuse_excess(end)
        self._parts += (before, said)
        self._length = end
        self._strange += len(_STRANGE.findall(said))
        cell = (place.table, place.row, place.column, place.heading) if place else ()
        self.blocks.append(Block(kind, start, end, level, page, *cell))

    def _separator(self, kind: BlockKind, row: tuple[int, int] | None) -> str:
        if not self.blocks:
            return ""
        last = self.blocks[-1]
        goes_on = kind is last.kind and (
            kind is BlockKind.ITEM or (row is not None and row == (last.table, last.row))
        )
        return "\n" if goes_on else "\n\n"

    def _refuse_excess(self, end: int) -> None:
        if self._lines > self._limits.lines:
            raise DocumentError(Reason.TOO_MANY_PARAGRAPHS, {"limit": self._limits.lines})
        if end > self._limits.characters:
            raise DocumentError(Reason.TOO_MUCH_TEXT, {"limit": self._limits.characters})
