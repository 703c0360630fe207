"""What a text is cut into."""

import enum
from typing import NamedTuple


class SpanKind(enum.StrEnum):
    TEXT = "text"
    ITEM = "item"
    HEADING = "heading"


class Span(NamedTuple):
    """A piece of a text: ``text[start:end]``, offsets in code points, no white space around.

    ``heading`` is the text of the last heading above, None for headings and before the first.
    """

    start: int
    end: int
    kind: SpanKind
    heading: str | None = None
