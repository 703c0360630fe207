"""References as a BibTeX file that other programs read, and `bibtex_reading` as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.references.bibtex_fields import COLUMNS, KINDS, MONTHS, TYPES, VERBATIM, field_of
from app.references.description import AND_OTHERS, Author, Description
from app.references.latex import write_latex

_PLAIN_NAME = re.compile(r"[^\W\d_]+(?:[ ’'-][^\W\d_]+)*\.?(?: [^\W\d_]+\.)*")


def write_bibtex(described: Iterable[Description]) -> Iterator[str]:
    """One entry after the other."""
    for one in described:
        yield _entry(one)


def _entry(one: Description) -> str:
    extra = dict(one.extra)
    entry_type = extra.pop("entrytype", "")
    if KINDS.get(entry_type, one.kind) is not one.kind or not re.fullmatch(r"\w+", entry_type):
        entry_type = TYPES[one.kind]
    lines = [
        f"  {name} = {_enclosed(name, value)},\n" for name, value in _fields(one, extra) if value
    ]
    return f"@{entry_type}{{{one.key},\n{''.join(lines)}}}\n\n"


def _fields(one: Description, extra: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The fields of an entry as they are written, LaTeX where they are LaTeX."""
    yield "title", write_latex(one.title)
    yield "author", _names(one.writers)
    yield "editor", _names(one.directors)
    yield "year", write_latex(one.year)
    if one.accessed_on:
        yield "urldate", one.accessed_on.isoformat()
    yield (
        "keywords",
        write_latex("; ".join([*one.tags, *filter(None, [extra.pop("keywords", "")])])),
    )
    for column in COLUMNS:
        name = field_of(column, one.kind)
        kept = extra.pop(name, "")
        yield name, _value(name, getattr(one, column) or kept)
    for name, value in extra.items():
        safe = re.sub(r"[^a-z0-9_:.+-]", "", name)
        if safe:
            yield safe, _value(safe, value)


def _value(name: str, value: str) -> str:
    if name == "pages":
        return write_latex(value).replace("–", "--")
    if name in VERBATIM:
        return re.sub(r"([{}\\])", "", value)
    return write_latex(value)


def _enclosed(name: str, value: str) -> str:
    return value if name == "month" and value in MONTHS else f"{{{value}}}"


def _names(authors: Iterable[Author]) -> str:
    return " and ".join(map(_name, authors))


def _name(author: Author) -> str:
    if author.literal == AND_OTHERS:
        return "others"
    if author.literal:
        return f"{{{write_latex(author.literal)}}}"
    return f"{_part(author.family)}, {_part(author.given)}"


def _part(name: str) -> str:
    """A part of a name, in braces where BibTeX would cut it."""
    words = name.split(" ")
    plain = _PLAIN_NAME.fullmatch(name) and not {"and", "others"} & {w.lower() for w in words}
    return name if plain else f"{{{write_latex(name)}}}"
