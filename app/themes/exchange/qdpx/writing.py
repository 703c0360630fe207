"""A project as a file: the XML and the texts are written as they come, none is held."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import IO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from app.themes.exchange.qdpx.project import (
    NAMESPACE,
    PROJECT_FILE,
    SOURCES,
    Case,
    Code,
    Coding,
    Head,
    Selection,
    Source,
)

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST_NAME = 200
SPOOLED = 2**22
"""Bytes of XML that are kept in memory; more of them go to a file."""


def write_project(
    file: IO[bytes], head: Head, cases: Iterable[Case], sources: Iterable[Source]
) -> None:
    """Write a whole project; `cases` are read before `sources`, each once."""
    with (
        tempfile.SpooledTemporaryFile(max_size=SPOOLED) as xml,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        writer = _Writer(xml)
        writer.start_project(head)
        with writer.element("Cases"):
            for case in cases:
                writer.case(case)
        with writer.element("Sources"):
            for source in sources:
                writer.source(source)
                archive.writestr(f"{SOURCES}/{source.guid}.txt", source.text.encode())
        writer.end_project()
        xml.seek(0)
        with archive.open(PROJECT_FILE, "w") as part:
            shutil.copyfileobj(xml, part)


class _Element:
    def __init__(self, xml: XMLGenerator, name: str, attributes: dict[str, str]) -> None:
        self._xml, self._name, self._attributes = xml, name, attributes

    def __enter__(self) -> None:
        self._xml.startElement(self._name, AttributesImpl(self._attributes))

    def __exit__(self, *_error: object) -> None:
        self._xml.endElement(self._name)


class _Writer:
    """The XML, in the order of the standard: users, codes, variables, cases, sources."""

    def __init__(self, file: IO[bytes]) -> None:
        self._xml = XMLGenerator(file, "utf-8", short_empty_elements=True)

    def element(self, name: str, /, **attributes: str) -> _Element:
        told = {key: _storable(value) for key, value in attributes.items() if value != ""}
        return _Element(self._xml, name, told)

    def start_project(self, head: Head) -> None:
        self._xml.startDocument()
        told = {"xmlns": NAMESPACE, "name": _storable(head.name), "origin": _storable(head.origin)}
        if head.made_at:
            told["creationDateTime"] = _moment(head.made_at)
        self._xml.startElement("Project", AttributesImpl(told))
        with self.element("Users"):
            for user in head.users:
                self._empty("User", guid=user.guid, name=user.name)
        self._codes(head.codes)
        with self.element("Variables"):
            for one in head.variables:
                self._empty("Variable", guid=one.guid, name=one.name, typeOfVariable="Text")

    def end_project(self) -> None:
        self._xml.endElement("Project")
        self._xml.endDocument()

    def case(self, case: Case) -> None:
        with self.element("Case", guid=case.guid, name=case.name):
            for variable, value in case.values.items():
                with self.element("VariableValue"):
                    self._empty("VariableRef", targetGUID=variable)
                    self._text("TextValue", value)
            for source in case.sources:
                self._empty("SourceRef", targetGUID=source)

    def source(self, source: Source) -> None:
        told = {"guid": source.guid, "name": source.name[:LONGEST_NAME]}
        with self.element("TextSource", **told, plainTextPath=f"internal://{source.guid}.txt"):
            for selection in source.selections:
                self._selection(selection)
            for coding in source.codings:
                self._coding(coding)

    def _selection(self, selection: Selection) -> None:
        with self.element(
            "PlainTextSelection",
            guid=selection.guid,
            name=selection.name[:LONGEST_NAME],
            startPosition=str(selection.start),
            endPosition=str(selection.end),
        ):
            for coding in selection.codings:
                self._coding(coding)

    def _coding(self, coding: Coding) -> None:
        made_at = _moment(coding.made_at) if coding.made_at else ""
        with self.element(
            "Coding", guid=coding.guid, creatingUser=coding.user, creationDateTime=made_at
        ):
            self._empty("CodeRef", targetGUID=coding.code)

    def _codes(self, codes: Iterable[Code]) -> None:
        below: dict[str | None, list[Code]] = defaultdict(list)
        for code in codes:
            below[code.above].append(code)
        with self.element("CodeBook"), self.element("Codes"):
            self._branch(below, None)

    def _branch(self, below: Mapping[str | None, list[Code]], above: str | None) -> None:
        for code in below.get(above, ()):
            codable = "true" if code.is_codable else "false"
            told = {"guid": code.guid, "name": code.name, "isCodable": codable}
            with self.element("Code", **told, color=code.color):
                if code.description:
                    self._text("Description", code.description)
                self._branch(below, code.guid)

    def _empty(self, name: str, /, **attributes: str) -> None:
        with self.element(name, **attributes):
            pass

    def _text(self, name: str, text: str) -> None:
        with self.element(name):
            self._xml.characters(_storable(text))


def _storable(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
