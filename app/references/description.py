"""What a reference says of a document, apart from any database: its normal form and its limits."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlsplit

from stdnum import isbn as isbn_number
from stdnum.exceptions import ValidationError

from app.models import ReferenceKind

EDITOR = "editor"
AND_OTHERS = "et al."

LIMITS = {
    "title": 2000,
    "year": 20,
    "publisher": 200,
    "place": 120,
    "container": 2000,
    "volume": 40,
    "issue": 40,
    "pages": 40,
    "isbn": 40,
    "doi": 200,
    "url": 2000,
    "abstract": 20_000,
    "territory": 120,
}
"""Characters at most, by field."""
MOST_AUTHORS = 300
LONGEST_NAME = 300
LONGEST_TAG = 80
MOST_TAGS = 100
LONGEST_EXTRA = 50_000
"""Characters of all the other fields together."""
LONGEST_KEY = 80

_BLANKS = re.compile("[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
_PARAGRAPHS = re.compile("(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef]")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\\{}]+")
_NO_DATE = re.compile(r"\[?\s*(?:s\.?\s*d\.?|n\.?\s*d\.?|sans date)\s*\]?", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEARS = re.compile(r"(?<!\d)(\d{4})\s*[-–—/]+\s*(\d{4})(?!\d)")
_RIS_DATE = re.compile(r"(\d{4})/\d{0,2}(?:/\d{0,2}(?:/.*)?)?")
_PAGES = re.compile(r"(?<=\w)\s*[-–—]+\s*(?=\w)")
_ACCENTS = re.compile("[\u0300-\u036f]")
_COMMAS = re.compile(",(?: *,)+")
_NOT_KEY = re.compile(r"[^A-Za-z0-9_:.+/-]")


@dataclass(frozen=True)
class Author:
    """A person (`family` and `given`), or a body or a name in one piece (`literal`)."""

    family: str = ""
    given: str = ""
    literal: str = ""
    role: str = ""
    """`editor` for somebody who directed the document, else empty."""

    @property
    def name(self) -> str:
        return self.literal or f"{self.family}, {self.given}"

    def as_row(self) -> dict[str, str]:
        """What the database keeps: what is not empty."""
        return {
            one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name)
        }


@dataclass(frozen=True, kw_only=True)
class Description:
    """A document, in normal form when it was made by `tidied`. Hashable."""

    kind: ReferenceKind
    title: str
    authors: tuple[Author, ...] = ()
    year: str = ""
    publisher: str = ""
    place: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    isbn: str = ""
    doi: str = ""
    url: str = ""
    accessed_on: dt.date | None = None
    abstract: str = ""
    territory: str = ""
    tags: tuple[str, ...] = ()
    key: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    """Other fields by name, in the order of their names."""

    @property
    def directors(self) -> tuple[Author, ...]:
        return tuple(one for one in self.authors if one.role == EDITOR)

    @property
    def writers(self) -> tuple[Author, ...]:
        return tuple(one for one in self.authors if one.role != EDITOR)


def tidied(described: Description) -> Description:
    """The same in normal form: NFC, one line a field, no control characters, each tag once."""
    lines: dict[str, Any] = {
        name: one_line(getattr(described, name)) for name in LIMITS if name != "abstract"
    }
    return replace(
        described,
        **{
            **lines,
            "year": library_year(lines["year"]),
            "pages": page_range(lines["pages"]),
            "abstract": paragraphs(described.abstract),
            "authors": tuple(one for one in map(tidy_author, described.authors) if one),
            "tags": tuple(sorted({tag for tag in map(one_line, described.tags) if tag})),
            "key": tidy_key(described.key),
            "extra": other_fields(dict(described.extra)),
        },
    )


def one_line(text: str) -> str:
    """Without line breaks nor control characters; no-break spaces stay."""
    return _BLANKS.sub(" ", _storable(text)).strip()


def paragraphs(text: str) -> str:
    """Paragraphs of one line each, a blank line between two of them."""
    parts = (one_line(part) for part in _PARAGRAPHS.split(_storable(text)))
    return "\n\n".join(part for part in parts if part)


def _storable(text: str) -> str:
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def tidy_author(author: Author) -> Author | None:
    """An author in normal form: a name without a given name stands in one piece."""
    role = EDITOR if author.role == EDITOR else ""
    family = one_line(author.family.replace(",", " "))
    given = one_line(author.given).strip(" ,")
    if family and given:
        return Author(family=family, given=given, role=role)
    name = _COMMAS.sub(",", one_line(author.literal)).strip(" ,") or family or given
    return Author(literal=name, role=role) if name else None


def tidy_key(key: str) -> str:
    """What may name an entry of a BibTeX file; what it cannot hold is left out."""
    plain = unicodedata.normalize("NFKD", key)
    return _NOT_KEY.sub("", plain)[:LONGEST_KEY]


def other_fields(extra: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Fields without a column, by their names in small letters."""
    found = ((one_line(name).lower(), paragraphs(value)) for name, value in extra.items())
    return tuple(sorted((name, value) for name, value in found if name and value))


def library_year(text: str) -> str:
    """A year as libraries write it: "2015" (of "2015/03/12" too), "2014-2015", "[s. d.]"."""
    if _NO_DATE.fullmatch(text):
        return "[s. d.]"
    return _RIS_DATE.sub(r"\1", _YEARS.sub(r"\1-\2", text))


def year_number(year: str) -> int:
    """The year by which lists are ordered; 0 where there is none."""
    found = _YEAR.search(year)
    return int(found[0]) if found else 0


def page_range(text: str) -> str:
    """Pages with an en dash between the first and the last."""
    return _PAGES.sub("–", text)


def web_address(text: str) -> str | None:
    """An address that a link may lead to, None for any other scheme or what is no address."""
    address = one_line(text).replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or any(c.isspace() for c in address):
        return None
    return address


def bare_doi(text: str) -> str | None:
    """A DOI without the address of its resolver, None for what is no DOI."""
    doi = _DOI_PREFIX.sub("", one_line(text))
    return doi if _DOI.fullmatch(doi) else None


def valid_isbn(text: str) -> str | None:
    """An ISBN with its hyphens, None where its check digit is wrong."""
    try:
        return str(isbn_number.format(isbn_number.validate(text.strip())))
    except ValidationError:
        return None


def day_of(text: str) -> dt.date | None:
    """A day written 2016-04-03 or 2016/04/03."""
    try:
        return dt.date.fromisoformat(text.strip().rstrip("/").replace("/", "-"))
    except ValueError:
        return None


def split_tags(text: str) -> list[str]:
    """Tags written with commas, semicolons or line breaks between them."""
    return [tag for tag in (one_line(part) for part in re.split("[,;\n]", text)) if tag]


def fold(text: str) -> str:
    """Small letters without accents, other signs as single spaces: to compare and to order."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join(re.findall("[a-z0-9]+", _ACCENTS.sub("", plain)))


def too_long(described: Description) -> str | None:
    """The first field that says more than can be kept."""
    for name, limit in LIMITS.items():
        if len(getattr(described, name)) > limit:
            return name
    if len(described.authors) > MOST_AUTHORS or _longest(a.name for a in described.authors):
        return "authors"
    if len(described.tags) > MOST_TAGS or _longest(described.tags, LONGEST_TAG):
        return "tags"
    if sum(len(name) + len(value) for name, value in described.extra) > LONGEST_EXTRA:
        return "extra"
    return None


def _longest(texts: Iterable[str], limit: int = LONGEST_NAME) -> bool:
    return any(len(text) > limit for text in texts)


def author_of(row: Mapping[str, Any]) -> Author:
    """An author as the database keeps it."""
    return Author(**{one.name: str(row.get(one.name, "")) for one in fields(Author)})
