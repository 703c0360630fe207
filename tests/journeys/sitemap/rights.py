"""What people may ask about their data, and the desk where stewards answer."""

from __future__ import annotations

from tests.journeys.sitemap.place import VISITOR, Links, Place
from tests.journeys.steps import HOME

REQUESTS = f"{HOME}/privacy/requests"


def of_everybody(links: Links) -> list[Place]:
    """The form for everybody; for those who are signed in, their data and how to leave."""
    found = [
        Place("privacy-request", f"{REQUESTS}/new"),
        Place("privacy-request-asked", f"{REQUESTS}/asked"),
        Place("account-erased", "/account/data/erased"),
    ]
    if links.role == VISITOR:
        return found
    return [
        *found,
        Place("my-data", "/account/data"),
        Place("erase-my-account", "/account/data/erase"),
    ]


def answered_by_stewards(links: Links) -> list[Place]:
    """The desk, one request to answer and one that was answered, and the way out of a breach."""
    answered = "privacy/requests?answered=1"
    return [
        Place("privacy-requests", REQUESTS),
        Place("privacy-request-to-answer", links.first("privacy/requests", ".covers")),
        Place("privacy-requests-answered", f"{HOME}/{answered}"),
        Place("privacy-request-answered", links.first(answered, ".covers")),
        Place("breach", f"{HOME}/privacy/breach"),
    ]
