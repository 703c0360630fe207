"""The names of question types on the screen, and what each is for."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

TYPE_NAMES: dict[str, tuple[LazyString, LazyString]] = {
    "select_one": (_l("One choice"), _l("People pick one answer of a list.")),
    "select_multiple": (_l("Several choices"), _l("People tick as many answers as they want.")),
    "text": (_l("Text"), _l("A word, an address, or an opinion in full: you say which.")),
    "integer": (_l("Whole number"), _l("A count: people, years, posts.")),
    "decimal": (_l("Number with decimals"), _l("A measure, a share, an amount.")),
    "range": (_l("Number on a scale"), _l("From 0 to 10, for instance.")),
    "likert": (_l("Opinion on a scale"), _l("From “not at all” to “entirely”.")),
    "rank": (_l("Ranking"), _l("People put answers in order.")),
    "date": (_l("Date"), _l("A day.")),
    "time": (_l("Time of day"), _l("An hour and minutes.")),
    "organisation": (_l("Organisation"), _l("Name, SIRET, type of actor and territory.")),
    "file": (_l("File"), _l("A document of up to 10 MB.")),
    "acknowledge": (_l("Box to tick"), _l("To say that something was read or agreed.")),
    "note": (_l("Text to read"), _l("An explanation, without an answer.")),
    "calculate": (_l("Calculation"), _l("Computed from other answers, never shown.")),
    "hidden": (_l("Hidden value"), _l("Kept with the answers, never shown.")),
}

CONTAINER_NAMES: dict[str, tuple[LazyString, LazyString]] = {
    "group": (_l("Section"), _l("Questions that go together, on one page.")),
    "table": (_l("Table of opinions"), _l("Several statements on one scale.")),
    "repeat": (_l("Questions asked several times"), _l("One entry for each project, person…")),
}


def name_of_type(kind: str) -> str:
    """The name of a type of question, or of a kind of section."""
    return str({**TYPE_NAMES, **CONTAINER_NAMES}[kind][0])
