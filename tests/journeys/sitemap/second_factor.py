"""Pages of one's own second factor. Those that ask for a code need one to be set up."""

from __future__ import annotations

from tests.journeys.sitemap.place import Links, Place

OWN = "/account/second-factor"


def own() -> list[Place]:
    return [Place("second-factor", OWN)]


def begun(links: Links) -> list[Place]:
    """Setting it up, which changes nothing before a first code is given."""
    links.page.goto(OWN)
    links.page.get_by_role("button", name="Activer la double authentification").click()
    return [Place("second-factor-set-up", f"{OWN}/set-up")]
