"""A project of some program, read with mistrust: it may be made to harm whoever opens it."""

from __future__ import annotations

import enum
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from app.themes.exchange.qdpx.project import (
    NAMESPACE,
    Case,
    Code,
    Coding,
    Head,
    Project,
    Selection,
    Source,
    User,
    Variable,
)
from archives import ArchiveError, Bounds, Part, unpack

BOUNDS = Bounds(unpacked=200 * 2**20, ratio=200, entries=100_000)
DEEPEST = 64
"""Elements in one another."""
MOST_ELEMENTS = 2_000_000
MOST_CODES = 5_000
LONGEST_TEXT = 2_000_000
"""Characters of one source."""

_N = f"{{{NAMESPACE}}}"
_INTERNAL, _RELATIVE = "internal://", "relative://"


class Trouble(enum.StrEnum):
    """Why a file is refused as a whole."""

    NOT_A_PROJECT = "not_a_project"
    """No archive, or one without a project."""
    TWO_PROJECTS = "two_projects"
    ARCHIVE = "archive"
    """The archive is made to harm, or damaged."""
    TOO_LARGE = "too_large"
    DECLARATION = "declaration"
    """The XML declares a document type or entities."""
    NOT_XML = "not_xml"
    OTHER_FORMAT = "other_format"
    """The XML is of another format, or of another version of it."""
    TOO_DEEP = "too_deep"
    TOO_MANY_CODES = "too_many_codes"
    CODE_TWICE = "code_twice"
    """Two codes, or a code and one above it, have one identifier."""
    NO_SOURCE_FILE = "no_source_file"
    """A text that the project names is not in the archive."""
    NOT_UTF8 = "not_utf8"


class ProjectError(ValueError):
    """A project that is refused. `about` is the name of what it is about, if any."""

    def __init__(self, trouble: Trouble, about: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.about = about[:200]


def read_project(data: bytes) -> Project:
    """The project that a `.qdpx` file holds.

    Raises:
        ProjectError: it is none, or not one that may be opened.
    """
    parts = _parts(data)
    projects = [part for part in parts if part.name.lower().endswith(".qde")]
    if len(projects) != 1:
        raise ProjectError(Trouble.TWO_PROJECTS if projects else Trouble.NOT_A_PROJECT)
    root = _tree(projects[0])
    if root.tag != f"{_N}Project":
        raise ProjectError(Trouble.OTHER_FORMAT, root.tag)
    files = {_plain_name(part.name): part.data for part in parts if part is not projects[0]}
    head = _head(root)
    found, left_out = [], Counter[str]()
    for element in root.iterfind(f"{_N}Sources/*"):
        if (source := _source(element, files)) is not None:
            found.append(source)
        else:
            left_out[element.tag.removeprefix(_N)] += 1
    cases = tuple(map(_case, root.iterfind(f"{_N}Cases/{_N}Case")))
    return Project(head, tuple(found), cases, left_out)


def guid_of(text: str | None) -> str:
    """An identifier as it is compared: programs differ in its case, and some add braces."""
    return (text or "").strip().strip("{}").lower()


def _parts(data: bytes) -> list[Part]:
    if not data.startswith(b"PK"):
        raise ProjectError(Trouble.NOT_A_PROJECT)
    try:
        return unpack(data, BOUNDS)
    except ArchiveError as error:
        raise ProjectError(Trouble.ARCHIVE, error.trouble.value) from error


def _tree(part: Part) -> Element:
    """The XML, without any declaration, refused as soon as it is too much."""
    depth = elements = 0
    root: Element | None = None
    try:
        for event, element in iterparse(
            io.BytesIO(part.data), events=("start", "end"), forbid_dtd=True
        ):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            elements += event == "start"
            if depth > DEEPEST:
                raise ProjectError(Trouble.TOO_DEEP)
            if elements > MOST_ELEMENTS:
                raise ProjectError(Trouble.TOO_LARGE)
    except DefusedXmlException as error:
        raise ProjectError(Trouble.DECLARATION) from error
    except (ParseError, LookupError, ValueError) as error:
        if isinstance(error, ProjectError):
            raise
        raise ProjectError(Trouble.NOT_XML) from error
    if root is None:
        raise ProjectError(Trouble.NOT_XML)
    return root


def _head(root: Element) -> Head:
    return Head(
        name=root.get("name", ""),
        origin=root.get("origin", ""),
        users=tuple(
            User(guid_of(one.get("guid")), one.get("name", ""))
            for one in root.iterfind(f"{_N}Users/{_N}User")
        ),
        codes=_codes(root),
        variables=tuple(
            Variable(guid_of(one.get("guid")), one.get("name", ""))
            for one in root.iterfind(f"{_N}Variables/{_N}Variable")
        ),
    )


def _codes(root: Element) -> tuple[Code, ...]:
    found: dict[str, Code] = {}
    for code in _below(root.find(f"{_N}CodeBook/{_N}Codes"), None):
        if not code.guid or code.guid in found:
            raise ProjectError(Trouble.CODE_TWICE, code.name)
        found[code.guid] = code
        if len(found) > MOST_CODES:
            raise ProjectError(Trouble.TOO_MANY_CODES)
    return tuple(found.values())


def _below(element: Element | None, above: str | None) -> Iterator[Code]:
    """Codes under an element; they nest no deeper than the XML may."""
    for one in element.iterfind(f"{_N}Code") if element is not None else ():
        guid = guid_of(one.get("guid"))
        yield Code(
            guid=guid,
            name=" ".join(one.get("name", "").split()),
            above=above,
            description=(one.findtext(f"{_N}Description") or "").strip(),
            is_codable=one.get("isCodable", "true").strip().lower() not in ("false", "0"),
            color=one.get("color", ""),
        )
        yield from _below(one, guid)


def _source(element: Element, files: Mapping[str, bytes]) -> Source | None:
    """A text; None for pictures, sounds, and texts that only a word processor can read."""
    if element.tag != f"{_N}TextSource":
        return None
    name = element.get("name", "")
    held = element.findtext(f"{_N}PlainTextContent")
    path = element.get("plainTextPath")
    if held is None and not path:
        return None
    text, had_bom = (held, False) if held is not None else _text(path or "", files, name)
    if len(text) > LONGEST_TEXT:
        raise ProjectError(Trouble.TOO_LARGE, name)
    selections = (_selection(one) for one in element.iterfind(f"{_N}PlainTextSelection"))
    return Source(
        guid=guid_of(element.get("guid")),
        name=name,
        text=text,
        selections=tuple(selections),
        codings=_codings(element),
        had_bom=had_bom,
    )


def _text(path: str, files: Mapping[str, bytes], name: str) -> tuple[str, bool]:
    if "://" in path and not path.lower().startswith((_INTERNAL, _RELATIVE)):
        raise ProjectError(Trouble.NO_SOURCE_FILE, name)
    data = files.get(_plain_name(path.partition("://")[2] or path))
    if data is None:
        raise ProjectError(Trouble.NO_SOURCE_FILE, name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
        return text, True
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise ProjectError(Trouble.NOT_UTF8, name) from error
    return text.removeprefix("\ufeff"), text.startswith("\ufeff")


def _plain_name(path: str) -> str:
    """A file by its last name, whatever the case: folders are called `sources` or `Sources`."""
    return path.replace("\\", "/").rpartition("/")[2].casefold()


def _selection(element: Element) -> Selection:
    return Selection(
        guid=guid_of(element.get("guid")),
        start=_number(element.get("startPosition")),
        end=_number(element.get("endPosition")),
        codings=_codings(element),
        name=element.get("name", ""),
    )


def _codings(element: Element) -> tuple[Coding, ...]:
    return tuple(
        Coding(
            guid=guid_of(one.get("guid")),
            code=guid_of(ref.get("targetGUID")),
            user=guid_of(one.get("creatingUser")),
        )
        for one in element.iterfind(f"{_N}Coding")
        for ref in one.iterfind(f"{_N}CodeRef")
    )


def _case(element: Element) -> Case:
    values = {}
    for one in element.iterfind(f"{_N}VariableValue"):
        ref, value = one.find(f"{_N}VariableRef"), one.findtext(f"{_N}TextValue")
        if ref is not None and value is not None:
            values[guid_of(ref.get("targetGUID"))] = value
    sources = (guid_of(one.get("targetGUID")) for one in element.iterfind(f"{_N}SourceRef"))
    return Case(guid_of(element.get("guid")), element.get("name", ""), values, tuple(sources))


def _number(text: str | None) -> int:
    """A position; -1, which is in no text, for what is none."""
    told = (text or "").strip()
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else -1
