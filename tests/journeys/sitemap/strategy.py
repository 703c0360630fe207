"""The strategy as it is written."""

from __future__ import annotations

from tests.journeys.sitemap.place import VISITOR, Links, Place
from tests.journeys.steps import HOME


def suggesting(links: Links) -> list[Place]:
    """The form for other words, and the answer that some had: public, looked at once."""
    if links.role != VISITOR:
        return []
    return [
        Place("suggest-a-change", f"{HOME}/strategy/changes/lines/O5"),
        Place("suggested-change-taken-in", links.first("strategy/changes?line=O1", "main li p a")),
    ]


def revising(links: Links) -> list[Place]:
    """The plan in preparation: what becomes of the actions of the one before."""
    if links.role != "writer":
        return []
    revision = f"{HOME}/plans/3/revision"
    return [
        Place("plan-in-revision", revision),
        Place("plan-action-fate", f"{revision}/T1.1.A2"),
        Place("suggested-change-to-answer", links.first("strategy/changes/desk", "main li p a")),
    ]


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
