"""The organisations of an account, for whom it speaks, and what a steward sees of them."""

from __future__ import annotations

from tests.journeys.sitemap.place import VISITOR, Links, Place
from tests.journeys.steps import HOME

OWN = "/account/organisations"


def organisations(links: Links) -> list[Place]:
    """The demonstration knows a dozen; the participant speaks for one."""
    found = [Place("speaking-for", f"{HOME}/speaking-for")]
    if links.role != VISITOR:
        found += [
            Place("my-organisations", OWN),
            Place("new-organisation", f"{OWN}/new?name=Une+structure"),
            Place("organisations-of-that-name", f"{OWN}/named?name=Collectif+Couture+du+mardi"),
        ]
    if links.role == "participant":
        sheet = links.first_of(OWN, "th a.covers")
        found += [Place("organisation", sheet), Place("organisation-to-correct", f"{sheet}/edit")]
    if links.role in ("writer", "steward"):
        found.append(Place("organisations", f"{HOME}/organisations"))
    if links.role == "steward":
        speakers = links.first_of(f"{HOME}/organisations", "th a.covers")
        found += [
            Place("organisation-speakers", speakers),
            Place("mandate-to-end", links.first_of(speakers, "td a")),
        ]
    return found
