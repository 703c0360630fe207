"""Lists of people that are pasted: one a line, read and checked; nothing is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from app.models import OrganisationKind

LONGEST = 200
LONGEST_LIST = 40_000
_SEPARATOR = re.compile(r"\s*[;\t]\s*")


@dataclass(frozen=True)
class Person:
    """Somebody in the room, for a body or not."""

    name: str
    organisation: str
    kind: OrganisationKind


@dataclass(frozen=True)
class UnknownKind:
    """A line whose type of body is none that we know; `number` counts from 1."""

    number: int
    typed: str


def read_people(
    text: str, names: Mapping[OrganisationKind, str], otherwise: OrganisationKind
) -> tuple[list[Person], list[UnknownKind]]:
    """People out of lines `name ; organisation ; type of body`, as a sheet gives them when copied.

    `names` is how each type is called; a line that names none is of the type `otherwise`.
    """
    by_name = {_plain(name): kind for kind, name in names.items()}
    people: list[Person] = []
    unknown: list[UnknownKind] = []
    for number, line in enumerate(text.splitlines(), 1):
        name, organisation, typed = (*_SEPARATOR.split(line.strip()), "", "", "")[:3]
        kind = by_name.get(_plain(typed)) if typed else otherwise
        if kind is None:
            unknown.append(UnknownKind(number, typed[:60]))
        elif one_line(name):
            people.append(Person(one_line(name), one_line(organisation), kind))
    return people, unknown


def one_line(text: str) -> str:
    """A name as it is kept: printable, without blanks around or twice."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return unicodedata.normalize("NFC", " ".join(kept.split()))[:LONGEST].strip()


def _plain(text: str) -> str:
    """Case, accents and the shape of an apostrophe do not tell types of body apart."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
