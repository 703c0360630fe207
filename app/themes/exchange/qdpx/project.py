"""What a project of coded texts holds, as far as it concerns us."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

NAMESPACE = "urn:QDA-XML:project:1.0"
PROJECT_FILE = "project.qde"
SOURCES = "sources"


@dataclass(frozen=True)
class User:
    guid: str
    name: str


@dataclass(frozen=True)
class Code:
    """A code; `above` is the one under which it stands. Parents come before their children."""

    guid: str
    name: str
    above: str | None = None
    description: str = ""
    is_codable: bool = True
    color: str = ""


@dataclass(frozen=True)
class Coding:
    """One code given to one selection."""

    guid: str
    code: str
    user: str = ""
    made_at: dt.datetime | None = None


@dataclass(frozen=True)
class Selection:
    """A span of a text that was coded: from `start`, up to `end` but without it.

    The standard counts Unicode code points from 0; what a program counted is said by
    `app.themes.exchange.qdpx.counting`.
    """

    guid: str
    start: int
    end: int
    codings: tuple[Coding, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Source:
    """A text. `had_bom` says that its file began with a byte order mark, which `text` has not."""

    guid: str
    name: str
    text: str
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    """Codes given to the whole text."""
    had_bom: bool = False


@dataclass(frozen=True)
class Variable:
    guid: str
    name: str


@dataclass(frozen=True)
class Case:
    """Somebody who speaks in some sources; `values` by the guid of the variable."""

    guid: str
    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """All of a project but its texts and those who speak in them."""

    name: str
    origin: str
    made_at: dt.datetime | None = None
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()


@dataclass(frozen=True)
class Project:
    """A project that was read. `left_out` counts sources that hold no plain text, by kind."""

    head: Head
    sources: tuple[Source, ...] = ()
    cases: tuple[Case, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
