"""Where people meet: conferences and their cards, workshops and their tables, hearings and the
documents that come out of them."""

from __future__ import annotations

from tests.journeys.sitemap.place import Links, Place, below_home
from tests.journeys.steps import HOME


def conferences(role: str) -> list[Place]:
    """The conference of 2016, and the one to come, as each role sees them."""
    past, to_come = f"{HOME}/conferences/CONF", f"{HOME}/conferences/CONF2"
    found = [
        Place("conferences", f"{HOME}/conferences"),
        Place("conference", past),
        Place("conference-to-come", to_come),
        Place("register", f"{to_come}/register"),
        Place("registered", f"{to_come}/registered"),
    ]
    if role in ("facilitator", "steward"):
        found += [
            Place("conference-desk", f"{past}/desk"),
            Place("check-in", f"{past}/check-in"),
            Place("check-in-nobody-found", f"{past}/check-in?q=zzzzzz"),
        ]
    if role == "steward":
        found += [
            Place("new-conference", f"{HOME}/conferences/new"),
            Place("conference-settings", f"{to_come}/edit"),
            Place("new-conference-session", f"{to_come}/sessions/new"),
            Place("registrations", f"{past}/registrations"),
            Place("registrations-to-come", f"{to_come}/registrations"),
            Place("conference-reminder", f"{to_come}/reminder"),
            Place("conference-attendance", f"{past}/attendance"),
        ]
    return found


def cards(links: Links) -> list[Place]:
    """The contribution cards of the conference, and the one that a phone fills in."""
    role, home = links.role, f"{HOME}/conferences/CONF/cards"
    card = links.first("conferences/CONF/cards", "th a", "Votre avis")
    found = [
        Place("cards", home),
        Place("card", card),
        Place("card-poster", f"{card}/poster"),
        Place("card-to-fill-in", links.first(below_home(f"{card}/poster"), ".poster__link a")),
        Place("card-that-was-sent", f"{card}/sent"),
        Place("card-code-not-in-use", f"{card}/fill/nothing", 404),
        Place("card-reactions", f"{home}/reactions"),
        Place("card-reactions-narrowed-down", f"{home}/reactions?kind=association"),
    ]
    if role != "writer":
        found.append(Place("cards-to-type-in", f"{card}/type"))
    if role == "steward":
        corrected = links.first(below_home(f"{card}/type"), ".last-typed a")
        found += [
            Place("new-card", f"{home}/new"),
            Place("card-to-change", f"{card}/edit"),
            Place("card-to-correct", corrected),
            Place("cards-from-a-file", f"{card}/import"),
        ]
    return found


def workshops(links: Links) -> list[Place]:
    """The matrix and, where there is a workshop, its pages."""
    found = [Place("workshops", f"{HOME}/workshops")]
    if links.role == "steward":
        found.append(Place("new-workshop-series", f"{HOME}/workshops/series/new"))
    workshop = links.first("workshops", ".matrix a.covers")
    found.append(Place("workshop", workshop))
    if links.role in ("facilitator", "steward"):
        found += [
            Place("workshop-tally", f"{workshop}/attendance"),
            Place("workshop-people", f"{workshop}/people"),
            Place("workshop-people-to-paste", f"{workshop}/people/list"),
            Place("workshop-seating", f"{workshop}/seating"),
            *_tables(links, workshop),
        ]
    found += _syntheses(workshop, links.role)
    if links.role == "steward":
        series = links.first("workshops", "a[href*='/series/']:not([href$='new'])")
        found += [
            Place("workshop-series", series),
            Place("new-workshop", f"{HOME}/workshops/new?series_id={series.rsplit('/', 1)[1]}"),
            Place("workshop-to-change", f"{workshop}/edit"),
            Place("workshop-to-duplicate", f"{workshop}/duplicate"),
            Place("workshop-room", f"{workshop}/room"),
        ]
    return found


def _tables(links: Links, workshop: str) -> list[Place]:
    """A table full of notes with its wall, and one that is open to participants."""
    to_try = f"{HOME}/workshops/A11"
    full, empty = (
        links.first(below_home(address), "a.covers[href*='/tables/']")
        for address in (workshop, to_try)
    )
    return [
        Place("workshop-to-try", to_try),
        Place("table", full),
        Place("wall", f"{full}/wall"),
        Place("table-with-nothing", empty),
        Place("table-code", f"{empty}/code"),
        Place("table-joined", links.first(below_home(f"{empty}/code"), "a[href*='/join/']")),
    ]


def _syntheses(workshop: str, role: str) -> list[Place]:
    """A validated synthesis, and one that is being written."""
    written = f"{HOME}/workshops/A10/synthesis"
    found = [
        Place("synthesis-validated", f"{workshop}/synthesis"),
        Place("synthesis-history", f"{workshop}/synthesis/history"),
        Place("synthesis-being-written", written),
    ]
    if role != "writer":
        found.append(Place("synthesis-to-validate", f"{written}/validation"))
    return found


def documents(links: Links) -> list[Place]:
    """The documents and hearings; the minutes of the one that was held are validated."""
    found = [
        Place("documents", f"{HOME}/documents"),
        Place("documents-nothing-found", f"{HOME}/documents?state=refused"),
        Place("document-validated", links.first("documents", "th .covers")),
        Place("hearings", f"{HOME}/hearings"),
        Place("hearing", f"{HOME}/hearings/AUD1"),
    ]
    if links.role != "writer":
        found += [
            Place("send-a-document", f"{HOME}/documents/new"),
            Place("send-minutes", f"{HOME}/documents/new?activity=AUD1&kind=minutes"),
        ]
    if links.role == "steward":
        found += [
            Place("new-hearing", f"{HOME}/hearings/new"),
            Place("edit-hearing", f"{HOME}/hearings/AUD1/edit"),
        ]
    return found
