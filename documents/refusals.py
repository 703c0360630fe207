"""Why a document is refused, in words a machine can read."""

import enum
from collections.abc import Mapping

Details = Mapping[str, str | int]


class Reason(enum.StrEnum):
    """Why a document cannot be read. Comments name the details that come with it."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"  # limit, in bytes
    NOT_A_DOCUMENT = "not_a_document"  # found: what it is instead
    A_SHEET = "a_sheet"  # found: xlsx or ods
    OLD_FORMAT = "old_format"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"  # cause: for the log
    MACROS = "macros"
    BOMB = "bomb"  # limit: bytes, parts or ratio
    RISKY_XML = "risky_xml"  # part
    TOO_MANY_PAGES = "too_many_pages"  # pages, limit
    TOO_MANY_PARAGRAPHS = "too_many_paragraphs"  # limit
    TOO_MUCH_TEXT = "too_much_text"  # limit, in characters
    OUT_OF_MEMORY = "out_of_memory"
    TOO_SLOW = "too_slow"  # limit, in seconds
    CRASHED = "crashed"


class DocumentError(ValueError):
    """A document that is refused, and the details of its sentence."""

    def __init__(self, reason: Reason, details: Details | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.details: dict[str, str | int] = dict(details or {})
