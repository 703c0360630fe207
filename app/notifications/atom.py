"""Feeds as Atom documents (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from app.web.prose import without_hidden_signs

NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, even escaped."""


@dataclass(frozen=True)
class Entry:
    """One piece of news; `path` is that of its page."""

    id: uuid.UUID
    title: str
    updated: dt.datetime
    summary: str
    path: str
    author: str = ""


@dataclass(frozen=True)
class Feed:
    """What a feed is; `path` is its own, `home` that of the page it goes with."""

    id: uuid.UUID
    title: str
    author: str
    since: dt.datetime
    """Its moment, as long as it holds nothing."""
    path: str
    home: str
    language: str


def updated_at(feed: Feed, entries: Sequence[Entry]) -> dt.datetime:
    """When it last changed."""
    return max((one.updated for one in entries), default=feed.since)


def atom_of(feed: Feed, entries: Sequence[Entry], site: str) -> bytes:
    """The document; `site` stands before each path."""
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language})
    _add(root, "id", feed.id.urn)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(updated_at(feed, entries)))
    _add(ElementTree.SubElement(root, "author"), "name", feed.author)
    ElementTree.SubElement(
        root, "link", {"rel": "self", "type": "application/atom+xml", "href": site + feed.path}
    )
    ElementTree.SubElement(
        root, "link", {"rel": "alternate", "type": "text/html", "href": site + feed.home}
    )
    for entry in entries:
        _add_entry(root, entry, site)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_entry(root: ElementTree.Element, entry: Entry, site: str) -> None:
    one = ElementTree.SubElement(root, "entry")
    _add(one, "id", entry.id.urn)
    _add(one, "title", entry.title)
    _add(one, "updated", _moment(entry.updated))
    if entry.author:
        _add(ElementTree.SubElement(one, "author"), "name", entry.author)
    ElementTree.SubElement(
        one, "link", {"rel": "alternate", "type": "text/html", "href": site + entry.path}
    )
    _add(one, "summary", entry.summary or entry.title)


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _NOT_XML.sub("", without_hidden_signs(text))


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
