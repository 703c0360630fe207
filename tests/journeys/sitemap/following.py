"""Written contributions, what moderators decide, and how people follow what they said."""

from __future__ import annotations

from tests.journeys.sitemap.place import Links, Place, below_home
from tests.journeys.steps import HOME


def submissions(links: Links) -> list[Place]:
    """The calls for written contributions, and one of what was contributed."""
    past, to_try = f"{HOME}/submissions/CONTRIB", f"{HOME}/submissions/APPEL"
    found = [
        Place("submissions", f"{HOME}/submissions"),
        Place("call", past),
        Place("call-nothing-found", f"{past}?q=zzzzzz"),
        Place("call-open", to_try),
        Place("submission", links.first("submissions/CONTRIB", ".submission a")),
        Place("deposit", f"{to_try}/new"),
        Place("deposit-too-late", f"{past}/new"),
    ]
    if links.role == "steward":
        found += [
            Place("new-call", f"{HOME}/submission-calls/new"),
            Place("call-settings", f"{past}/settings"),
        ]
    return found


def moderation(links: Links) -> list[Place]:
    """The charter and, for those who moderate, the pages of what waits and of what was decided."""
    charter, queue = f"{HOME}/charter", f"{HOME}/moderation"
    found = [Place("charter", charter)]
    if links.role != "steward":
        return found
    held, masked, refused = (
        links.first(f"moderation?show={pile}", ".queue .covers")
        for pile in ("held", "masked", "rejected")
    )
    reason = links.first("charter", "a[href*='/reasons/']:not([href$='new'])")
    return [
        *found,
        Place("charter-to-change", f"{charter}/edit"),
        Place("charter-new-reason", f"{charter}/reasons/new"),
        Place("charter-reason", reason),
        Place("moderation", queue),
        Place("moderation-nothing-found", f"{queue}?alert=card"),
        Place("moderation-held", held),
        Place("idea-held", links.first(below_home(held), "aside a[href*='/ideas/']")),
        Place("comment-refused", links.first(below_home(refused), "aside a[href*='/ideas/']")),
        Place("moderation-masked", masked),
        Place("moderation-refused", refused),
        Place("moderation-log", f"{queue}/log"),
    ]


def became() -> list[Place]:
    """What became of the words: as a whole, in lists, line by line."""
    home = f"{HOME}/became"
    return [
        Place("became", home),
        Place("became-lines", f"{home}/lines"),
        Place("became-line", f"{home}/lines/O1"),
        Place("became-set-aside", f"{home}/excerpts?fate=set_aside"),
        Place("became-accepted", f"{home}/excerpts?fate=accepted"),
        Place("became-activities", f"{home}/activities"),
        Place("became-organisations", f"{home}/organisations"),
    ]


def receipts() -> list[Place]:
    """The door for codes, a code that opens nothing, and what one gave oneself."""
    return [
        Place("receipts", f"{HOME}/receipts"),
        Place("receipt-not-found", f"{HOME}/receipts/22222-33333", 404),
        Place("my-contributions", f"{HOME}/mine"),
        Place("my-supports", f"{HOME}/mine/supports"),
        Place("suggested-changes", f"{HOME}/strategy/changes"),
        Place("my-suggested-changes", f"{HOME}/strategy/changes/mine"),
    ]


def news(links: Links) -> list[Place]:
    """Following the consultation, and its newsletters."""
    found = [
        Place("subscriptions", f"{HOME}/subscriptions"),
        Place("subscription-of-a-receipt", f"{HOME}/subscriptions/receipt"),
        Place("subscription-asked", f"{HOME}/subscriptions/asked"),
        Place("newsletters", f"{HOME}/newsletters"),
        Place(
            "newsletter",
            links.first("newsletters", "main a[href*='/newsletters/']:not([href$='new'])"),
        ),
    ]
    if links.role == "steward":
        found.append(Place("new-newsletter", f"{HOME}/newsletters/new"))
    return found


def open_data() -> list[Place]:
    """The open data, which is offered or not yet, and the page of the API."""
    return [Place("open-data", f"{HOME}/open-data"), Place("api", "/api/v1")]
