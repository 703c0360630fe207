"""Pages of one's own second factor. Those that ask for a code need one to be set up."""

from __future__ import annotations

from tests.journeys.sitemap.place import Place


def own() -> list[Place]:
    return [Place("second-factor", "/account/second-factor")]
