"""What a file of references gives: those that can be read, and what cannot, line by line."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import Any

from app.references.description import (
    Description,
    bare_doi,
    day_of,
    tidied,
    too_long,
    valid_isbn,
    web_address,
)

LARGEST_FILE = 2 * 2**20
"""Bytes."""
MOST_ENTRIES = 2000
DEEPEST = 20
"""Braces within braces."""
MOST_MARKS = 400_000
"""Braces, quotation marks, commas and equals signs of a BibTeX file."""
MOST_FIELDS = 500
"""Fields of a BibTeX entry."""
MOST_LINES = 5000
"""Lines of a RIS record."""
MOST_PROBLEMS = 200


class FileRefused(ValueError):
    """Nothing of the file is read. `reason` names why: too_large, not_text, no_reference,
    too_many, too_many_marks or too_deep."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Found:
    """A reference that can be read, and the line of the file where it starts."""

    line: int
    described: Description


@dataclass(frozen=True)
class Problem:
    """What cannot be read. `reason` is a word for `problem_sentence`, `detail` what it is about."""

    line: int
    reason: str
    detail: str = ""
    beginning: str = ""


@dataclass(frozen=True)
class Reading:
    found: tuple[Found, ...]
    problems: tuple[Problem, ...]


def text_of(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or Latin-1 as Windows writes it.

    Raises:
        FileRefused: it is too large, or is no text.
    """
    if len(content) > LARGEST_FILE:
        raise FileRefused("too_large")
    text = _decoded(content)
    if "\0" in text:
        raise FileRefused("not_text")
    return re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def settled(described: Description, other: dict[str, str]) -> Description:
    """In normal form, with what no column can hold as it is put with the other fields.

    An ISBN with a wrong digit or a link to something else than a web page is kept as it stands
    in the file, and exported again.
    """
    checked: dict[str, Any] = {
        "isbn": valid_isbn(described.isbn),
        "doi": bare_doi(described.doi),
        "url": web_address(described.url),
    }
    kept = {
        name: getattr(described, name)
        for name, value in checked.items()
        if value is None and getattr(described, name)
    }
    extra = {**other, **kept}
    checked = {name: value or "" for name, value in checked.items()}
    day = day_of(extra.get("urldate", ""))
    if day:
        del extra["urldate"]
    return tidied(
        replace(
            described,
            **checked,
            accessed_on=described.accessed_on or day,
            extra=tuple(extra.items()),
        )
    )


def judged(line: int, described: Description, beginning: str) -> Found | Problem:
    """A reference as it can be kept, or why it cannot."""
    if not described.title:
        return Problem(line, "no_title", described.key, beginning)
    field = too_long(described)
    if field:
        return Problem(line, "too_long", field, beginning)
    return Found(line, described)


def gathered(judgements: list[Found | Problem]) -> Reading:
    """A reading in the order of the lines."""
    ordered = sorted(judgements, key=lambda one: one.line)
    return Reading(
        tuple(one for one in ordered if isinstance(one, Found)),
        tuple(one for one in ordered if isinstance(one, Problem)),
    )


def beginning_of(text: str) -> str:
    """Enough of a piece of a file to find it again."""
    return " ".join(text[:400].split())[:100]
