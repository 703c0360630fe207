"""What a document says: its text, and the blocks that it is made of."""

import enum
from dataclasses import dataclass, field


class Format(enum.StrEnum):
    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    TEXT = "text"
    MARKDOWN = "markdown"
    XLSX = "xlsx"
    ODS = "ods"

    @property
    def is_sheet(self) -> bool:
        return self in (Format.XLSX, Format.ODS)


class BlockKind(enum.StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"


class Caution(enum.StrEnum):
    """What to beware of in a document that was read."""

    NO_TEXT = "no_text"
    PAGES_WITHOUT_TEXT = "pages_without_text"
    STRANGE_CHARACTERS = "strange_characters"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text, `text[start:end]` in code points: its bullet is outside.

    `level` is that of a heading or of an item, from 1; 0 for the others. `page` counts from 1 and
    is known in PDF only. `table`, `row` and `column` count from 0; several paragraphs of one cell
    are blocks of their own. `column_heading` is what stands in the first row of the column.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    column_heading: str = ""


@dataclass(frozen=True)
class ReadDocument:
    """A document that was read.

    `text` is in NFC and holds neither NUL nor half characters; between blocks it has line ends and
    bullets only. `pages` is known in PDF only.
    """

    format: Format
    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    warnings: tuple[Caution, ...] = field(default=())
