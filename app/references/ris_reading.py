"""References out of a RIS file, by rispy, a record at a time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rispy import RisParser
from rispy.config import TAG_KEY_MAPPING

from app.models import ReferenceKind
from app.references.description import (
    EDITOR,
    LONGEST_TAG,
    Author,
    Description,
    day_of,
    split_tags,
    valid_isbn,
)
from app.references.reading import (
    MOST_ENTRIES,
    MOST_LINES,
    FileRefused,
    Found,
    Problem,
    Reading,
    beginning_of,
    gathered,
    judged,
    settled,
)
from app.references.ris_fields import COLUMNS, KINDS, NOTED, OTHERS, TYPES

_START = re.compile(r"^TY {1,2}-", re.MULTILINE)
_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: (?P<value>.*)|\s*)$")
_UNKNOWN = "UK"
_TAGS = [tag for tag in TAG_KEY_MAPPING if tag not in (_UNKNOWN, "ER")]

Tags = dict[str, list[str]]


@dataclass
class _Record:
    line: int
    lines: list[str]


def is_ris(text: str) -> bool:
    """Whether a text holds a record of RIS."""
    return _START.search(text) is not None


def read_ris(text: str) -> Reading:
    """Every record of a RIS file, and the lines that stand in none.

    Raises:
        FileRefused: it holds more than `MOST_ENTRIES`.
    """
    if sum(1 for _ in _START.finditer(text)) > MOST_ENTRIES:
        raise FileRefused("too_many")
    return gathered([one if isinstance(one, Problem) else _judged(one) for one in _records(text)])


def _records(text: str) -> Iterator[_Record | Problem]:
    """Records, ended by ER or by the start of the next one, and where others stand between."""
    record: _Record | None = None
    is_told = False
    for number, line in enumerate(text.split("\n"), start=1):
        tag = _TAG.match(line)
        name = tag["tag"] if tag else ""
        if name == "TY":
            if record:
                yield record
            record, is_told = _Record(number, []), False
        if record is None:
            if line.strip() and not is_told:
                yield Problem(number, "outside", "", beginning_of(line))
                is_told = True
        elif name == "ER":
            yield record
            record = None
        else:
            record.lines.append(f"{name}  - {tag['value'] or ''}" if tag else f" {line}")
    if record:
        yield record


def _judged(record: _Record) -> Found | Problem:
    beginning = beginning_of(" ".join(record.lines[:10]))
    if len(record.lines) > MOST_LINES:
        return Problem(record.line, "too_long", "extra", beginning)
    parser = RisParser(
        mapping={**{tag: tag for tag in _TAGS}, "ER": "ER", _UNKNOWN: _UNKNOWN},
        list_tags=[tag for tag in _TAGS if tag != "TY"],
        delimiter_tags_mapping={},
    )
    parsed = parser.parse("\n".join([*record.lines, "ER  - "]))[0]
    tags: Tags = {**parsed.pop(_UNKNOWN, {}), **parsed}
    kind_name = str(tags.pop("TY", "")).strip().upper()
    tags.pop("ER", None)
    tags.pop(None, None)  # type: ignore[call-overload]
    return judged(record.line, _described(kind_name, tags), beginning)


def _described(type_name: str, tags: Tags) -> Description:
    kind = KINDS.get(type_name, ReferenceKind.OTHER)
    extra = {} if type_name in (TYPES[kind], "") else {"ris-ty": type_name.lower()}
    territory = _noted(tags, extra)
    columns: dict[str, Any] = {column: _first(tags, names) for column, names in COLUMNS.items()}
    if columns["isbn"] and not valid_isbn(columns["isbn"]):
        extra["issn"] = columns.pop("isbn")
    year, accessed = _year(tags, extra), _accessed(tags)
    authors = (
        *(_author(name, "") for name in [*tags.pop("AU", []), *tags.pop("A1", [])]),
        *(_author(name, EDITOR) for name in [*tags.pop("ED", []), *tags.pop("A2", [])]),
    )
    described = Description(
        kind=kind,
        key=" ".join(tags.pop("ID", [])),
        authors=authors,
        year=year,
        pages=_pages(tags),
        abstract="\n\n".join("\n".join(tags.pop(tag, [])) for tag in ("AB", "N2")),
        accessed_on=accessed,
        territory=territory,
        tags=_keywords(tags, extra),
        **columns,
    )
    for tag, values in tags.items():
        extra[OTHERS.get(tag, f"ris-{tag.lower()}")] = "\n\n".join(values)
    return settled(described, extra)


def _noted(tags: Tags, extra: dict[str, str]) -> str:
    """Take the fields out of the notes that hold one; the territory is one of them."""
    notes = []
    for note in tags.pop("N1", []):
        field = NOTED.fullmatch(note)
        if field:
            parts = (extra.get(field["name"]), field["value"])
            extra[field["name"]] = "\n\n".join(part for part in parts if part)
        else:
            notes.append(note)
    if notes:
        tags["N1"] = notes
    return extra.pop("territory", "")


def _first(tags: Tags, names: tuple[str, ...]) -> str:
    """The text of the first tag that is there; the others stay, unless they say the same."""
    text = ""
    for name in names:
        values = [value for value in tags.pop(name, []) if value]
        if values and not text:
            text, rest = (values[0], values[1:]) if name == "UR" else (" ".join(values), [])
        else:
            rest = [value for value in values if value != text]
        if rest:
            tags[name] = rest
    return text


def _year(tags: Tags, extra: dict[str, str]) -> str:
    """The date of PY, Y1 or DA ("2015", "2015/03/12/spring"); its day is kept beside the year."""
    dates = [value for name in ("PY", "Y1", "DA") for value in tags.pop(name, []) if value]
    for date in dates:
        if re.match(r"\d{4}/\d", date):
            extra["date"] = date.strip("/").replace("/", "-")
    return dates[0] if dates else ""


def _accessed(tags: Tags) -> dt.date | None:
    """The day of Y2; what is no day stays."""
    dates = tags.get("Y2", [])
    day = day_of(dates[0]) if dates else None
    if day:
        del tags["Y2"]
    return day


def _pages(tags: Tags) -> str:
    start, end = "".join(tags.pop("SP", [])), "".join(tags.pop("EP", []))
    return f"{start}–{end}" if start and end and end not in start else start or end


def _keywords(tags: Tags, extra: dict[str, str]) -> tuple[str, ...]:
    words = [word for line in tags.pop("KW", []) for word in split_tags(line)]
    long = [word for word in words if len(word) > LONGEST_TAG]
    if long:
        extra["keywords"] = "; ".join(long)
    return tuple(word for word in words if len(word) <= LONGEST_TAG)


def _author(name: str, role: str) -> Author:
    """« Dupont, Jean », or the name of a body, its first comma doubled if it has any."""
    family, _comma, given = name.partition(",")
    if not family.strip() or not given.strip() or given.startswith(","):
        return Author(literal=name, role=role)
    return Author(family=family, given=given, role=role)
