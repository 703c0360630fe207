"""The strategy as it is written."""

from __future__ import annotations

from tests.journeys.sitemap.place import Place
from tests.journeys.steps import HOME


def writing(role: str) -> list[Place]:
    """The tree, a line that cites, its history; those who write place lines, stewards set up."""
    write, line = f"{HOME}/strategy/write", f"{HOME}/strategy/lines/O1"
    places = [
        Place("writing-the-strategy", write),
        Place("line", line),
        Place("line-search", f"{line}?q=formation"),
        Place("line-history", f"{line}/history"),
        Place("suggested-changes-to-answer", f"{HOME}/strategy/changes/desk"),
    ]
    if role in ("writer", "steward"):
        places += [Place("line-place", f"{line}/place"), Place("line-new", f"{write}/new")]
    if role == "steward":
        places.append(Place("strategy-set-up", f"{write}/set-up"))
    return places
