"""Bodies, their meetings and decisions, and the versions of the strategy."""

from __future__ import annotations

from tests.journeys.sitemap.place import Links, Place
from tests.journeys.steps import HOME

BODY = "comite-de-pilotage"


def of_everybody(links: Links) -> list[Place]:
    """What everybody reads; its keepers see more there."""
    body = f"governance/bodies/{BODY}"
    return [
        Place("governance", f"{HOME}/governance"),
        Place("body", f"{HOME}/{body}"),
        Place("meeting", _meeting(links)),
        Place("decisions", f"{HOME}/governance/decisions"),
        Place("decision", f"{HOME}/governance/decisions/1"),
        Place("versions", f"{HOME}/strategy/versions"),
        Place("version", f"{HOME}/strategy/versions/1"),
    ]


def of_keepers(links: Links) -> list[Place]:
    """The forms of writers and stewards."""
    body, meeting = f"governance/bodies/{BODY}", _meeting(links)
    return [
        Place("new-body", f"{HOME}/governance/new"),
        Place("change-body", f"{HOME}/{body}/edit"),
        Place("members", f"{HOME}/{body}/members"),
        Place("member", links.first(f"{body}/members", ".seats a")),
        Place("new-meeting", f"{HOME}/{body}/meetings/new"),
        Place("change-meeting", f"{meeting}/edit"),
        Place("minutes", f"{meeting}/minutes"),
        Place("meeting-attendance", f"{meeting}/attendance"),
    ]


def of_stewards() -> list[Place]:
    return [
        Place("decide", f"{HOME}/governance/bodies/{BODY}/decide"),
        Place("new-version", f"{HOME}/strategy/versions/new"),
    ]


def _meeting(links: Links) -> str:
    return links.first(f"governance/bodies/{BODY}", ".decision-lines a", "Adoption")
