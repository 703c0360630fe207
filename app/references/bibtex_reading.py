"""References out of a BibTeX file, by bibtexparser, within bounds that are checked first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import (
    RemoveEnclosingMiddleware,
    ResolveStringReferencesMiddleware,
)
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
)

from app.models import ReferenceKind
from app.references.bibtex_fields import COLUMNS, KINDS, TYPES, VERBATIM
from app.references.description import (
    AND_OTHERS,
    EDITOR,
    LONGEST_EXTRA,
    LONGEST_TAG,
    MOST_AUTHORS,
    Author,
    Description,
    split_tags,
)
from app.references.latex import read_latex
from app.references.reading import (
    DEEPEST,
    MOST_ENTRIES,
    MOST_FIELDS,
    MOST_MARKS,
    FileRefused,
    Found,
    Problem,
    Reading,
    beginning_of,
    gathered,
    judged,
    settled,
)

_BLOCK = re.compile(r"@[ \t]*\w+[ \t]*[{(]")
_DEPTH = re.compile(r"^[ \t]*@[ \t]*\w+|(?<!\\)[{}]", re.MULTILINE)
_PIECES = re.compile(r'\{(?P<braced>[^{}]*)\}|"(?P<quoted>[^"]*)"|(?P<name>[^\s#{}"]+)')
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_INHERITED = {
    name for column, names in COLUMNS.items() if column != "abstract" for name in names
} | {"title", "author", "editor", "year", "date", "series", "month"}
LONGEST_INHERITED = 500
_INHERITED_TITLE = {"incollection", "inbook", "inproceedings", "conference", "suppbook"}

Fields = dict[str, str]


def is_bibtex(text: str) -> bool:
    """Whether a text holds anything that BibTeX would read."""
    return _BLOCK.search(text) is not None


def read_bibtex(text: str) -> Reading:
    """Every entry of a BibTeX file, and what cannot be read.

    Raises:
        FileRefused: it holds more than `MOST_ENTRIES`, or braces too many or too deep to be
            honest.
    """
    if sum(1 for _ in _BLOCK.finditer(text)) > MOST_ENTRIES:
        raise FileRefused("too_many")
    if sum(map(text.count, '{}",=')) > MOST_MARKS:
        raise FileRefused("too_many_marks")
    if _depth(text) > DEEPEST:
        raise FileRefused("too_deep")
    library = parse_string(text, parse_stack=[])
    problems = [_problem(block) for block in library.failed_blocks if not _repeated(block)]
    problems += [
        Problem((block.start_line or 0) + 1, "outside", "", beginning_of(block.comment))
        for block in library.comments
        if isinstance(block, ImplicitComment)
    ]
    return gathered([*problems, *_judgements(library)])


def _depth(text: str) -> int:
    """How deep braces stand in one another; an entry at the start of a line begins anew."""
    deepest = depth = 0
    for sign in _DEPTH.finditer(text):
        depth = depth + 1 if sign[0] == "{" else max(0, depth - 1) if sign[0] == "}" else 0
        deepest = max(deepest, depth)
    return deepest


def _repeated(block: ParsingFailedBlock) -> Entry | None:
    """An entry whose key stands twice in the file: a reference all the same."""
    inner = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else None
    return inner if isinstance(inner, Entry) else None


def _problem(block: ParsingFailedBlock) -> Problem:
    line, raw = (block.start_line or 0) + 1, beginning_of(block.raw or "")
    if isinstance(block, DuplicateFieldKeyBlock):
        return Problem(line, "field_twice", ", ".join(sorted(block.duplicate_keys)), raw)
    return Problem(line, "unreadable", "", raw)


def _judgements(library: Library) -> list[Found | Problem]:
    entries = [*library.entries]
    entries += filter(None, map(_repeated, library.failed_blocks))
    keys = [entry.key for entry in entries]
    for number, entry in enumerate(entries):
        entry.key = str(number)
    whole = Library([*library.strings, *entries])
    for step in (ResolveStringReferencesMiddleware(), RemoveEnclosingMiddleware()):
        whole = step.transform(whole)
    strings = {one.key.lower(): one.value for one in whole.strings}
    raw = {key: _raw_fields(entry, strings) for key, entry in zip(keys, entries, strict=True)}
    return [
        _judged(entry, key, _inherit(entry, _raw_fields(entry, strings), raw))
        for key, entry in zip(keys, entries, strict=True)
    ]


def _raw_fields(entry: Entry, strings: Fields) -> Fields:
    return {
        field.key.lower(): _joined(field.value, strings)
        if field.enclosing == "no-enclosing"
        else field.value
        for field in entry.fields
    }


def _joined(value: str, strings: Fields) -> str:
    """What `jan # "~1st"` says: pieces in a row."""
    if "#" not in value:
        return value
    return "".join(
        strings.get(piece["name"].lower(), piece["name"])
        if piece["name"]
        else piece["braced"] or piece["quoted"] or ""
        for piece in _PIECES.finditer(value)
    )


def _inherit(entry: Entry, own: Fields, all_fields: dict[str, Fields]) -> Fields:
    """An entry with what the entry that it refers to (`crossref`) says and it does not."""
    above = all_fields.get(own.get("crossref", "").strip())
    if not above:
        return own
    inherited = {
        name: value
        for name, value in above.items()
        if name in _INHERITED and len(value) <= LONGEST_INHERITED
    }
    if entry.entry_type.lower() in _INHERITED_TITLE and "title" in inherited:
        inherited.setdefault("booktitle", inherited["title"])
    return {**inherited, **own}


def _judged(entry: Entry, key: str, raw: Fields) -> Found | Problem:
    line = (entry.start_line or 0) + 1
    beginning = beginning_of(entry.raw or "")
    long = [name for name, value in raw.items() if len(value) > LONGEST_EXTRA]
    if len(raw) > MOST_FIELDS or long:
        return Problem(line, "too_long", long[0] if long else "extra", beginning)
    if any(len(_AND.findall(raw.get(name, ""))) > MOST_AUTHORS for name in ("author", "editor")):
        return Problem(line, "too_long", "authors", beginning)
    try:
        return judged(line, _described(entry.entry_type.lower(), key, raw), beginning)
    except InvalidNameError as error:
        return Problem(line, "name", beginning_of(str(error.name)), beginning)


def _described(entry_type: str, key: str, raw: Fields) -> Description:
    kind = KINDS.get(entry_type, ReferenceKind.OTHER)
    authors = (*_names(raw.pop("author", "")), *_names(raw.pop("editor", ""), EDITOR))
    values = {name: _text(name, value) for name, value in raw.items()}
    columns: dict[str, Any] = {
        column: next((values.pop(name) for name in names if values.get(name)), "")
        for column, names in COLUMNS.items()
    }
    title, subtitle = values.pop("title", ""), values.pop("subtitle", "")
    tags = _tags(values)
    year = _year(values)
    if entry_type not in (TYPES[kind], ""):
        values["entrytype"] = entry_type
    described = Description(
        kind=kind,
        key=key,
        title=f"{title}\N{NO-BREAK SPACE}: {subtitle}" if subtitle else title,
        authors=authors,
        year=year,
        tags=tags,
        **columns,
    )
    return settled(described, values)


def _text(name: str, value: str) -> str:
    if name in VERBATIM:
        plain = re.sub(r"\\url\s*\{(.*)\}$", r"\1", value.strip())
        return re.sub(r"\\([&%$#_~{}])", r"\1", plain).strip("{}")
    return read_latex(value)


def _tags(values: Fields) -> tuple[str, ...]:
    """The keywords; those that are too long for a tag stay with the other fields."""
    words = split_tags(values.pop("keywords", ""))
    long = [word for word in words if len(word) > LONGEST_TAG]
    if long:
        values["keywords"] = "; ".join(long)
    return tuple(word for word in words if len(word) <= LONGEST_TAG)


def _year(values: Fields) -> str:
    """The year, or those of the date; a date that says more stays with the other fields."""
    year, date = values.pop("year", ""), values.get("date", "")
    years = list(dict.fromkeys(re.findall(r"(?<!\d)\d{4}(?!\d)", date)))
    if date and (date in years or not years):
        del values["date"]
    return year or "-".join(years[:1] + years[1:][-1:]) or date


def _names(field: str, role: str = "") -> Iterable[Author]:
    if not field:
        return []
    names = split_multiple_persons_names(field) if "{" in field else _AND.split(field.strip())
    return [_author(name, role) for name in names if name]


def _is_one_group(name: str) -> bool:
    """Whether one pair of braces holds the whole name, as that of a body."""
    depth = 0
    for brace in re.finditer(r"(?<!\\)[{}]", name):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return name.startswith("{") and brace.end() == len(name)
    return False


def _author(name: str, role: str) -> Author:
    if name == "others":
        return Author(literal=AND_OTHERS, role=role)
    if _is_one_group(name):
        return Author(literal=read_latex(name), role=role)
    if "{" not in name and name.count(",") == 1:
        # What most names are; bibtexparser reads them a sign at a time.
        family, given = name.split(",")
        return Author(family=read_latex(family), given=read_latex(given), role=role)
    parts = parse_single_name_into_parts(name)
    family = " ".join([*parts.von, *parts.last])
    given = ", ".join([" ".join(parts.first), *parts.jr])
    return Author(family=read_latex(family), given=read_latex(given), role=role)
