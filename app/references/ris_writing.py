"""References as a RIS file that other programs read, and `ris_reading` as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.references.description import Author, Description
from app.references.ris_fields import COLUMNS, KINDS, NOTED, OTHERS, TYPES

_TAGS_OF_OTHERS = {name: tag for tag, name in OTHERS.items()}
_KEPT_TAG = re.compile("ris-([a-z][a-z0-9])")


def write_ris(described: Iterable[Description]) -> Iterator[str]:
    """One record after the other."""
    for one in described:
        lines = [f"{tag}  - {value}\n" for tag, value in _lines(one) if value]
        yield "".join([*lines, "ER  - \n\n"])


def _lines(one: Description) -> Iterator[tuple[str, str]]:
    extra = dict(one.extra)
    kept_type = extra.pop("ris-ty", "").upper()
    yield "TY", kept_type if KINDS.get(kept_type) is one.kind else TYPES[one.kind]
    yield "ID", one.key
    yield from (("AU", _name(author)) for author in one.writers)
    yield from (("A2", _name(author)) for author in one.directors)
    yield "PY", one.year
    if one.accessed_on:
        yield "Y2", one.accessed_on.strftime("%Y/%m/%d")
    for column, tags in COLUMNS.items():
        kept = extra.pop(column, "")
        yield tags[0], getattr(one, column) or kept
    yield from _pages(one.pages)
    yield "AB", one.abstract.replace("\n", "\n ")
    yield from (("KW", tag) for tag in one.tags)
    yield from _others({**extra, "territory": one.territory})


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    start, dash, end = pages.partition("–")
    if dash and start.strip() and end.strip() and end not in start and "–" not in end:
        yield from (("SP", start), ("EP", end))
    else:
        yield "SP", pages


def _others(extra: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Fields without a column: under their tag, or as a note that says which field it is."""
    for name, value in extra.items():
        kept = _KEPT_TAG.fullmatch(name)
        tag = kept[1].upper() if kept else _TAGS_OF_OTHERS.get(name, "")
        for part in value.split("\n\n"):
            if tag and not (tag == "N1" and NOTED.fullmatch(part)):
                yield tag, part
            else:
                yield "N1", f"{name} = {part}" if part else ""


def _name(author: Author) -> str:
    return author.literal.replace(",", ",,", 1) or author.name
