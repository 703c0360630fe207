"""The legal pages, and what a consultation says and does of personal data."""

from __future__ import annotations

from tests.journeys.sitemap.place import VISITOR, Place
from tests.journeys.steps import HOME


def open_to_all(role: str) -> list[Place]:
    """What everybody reads; the site's own pages are looked at once."""
    found = [
        Place("personal-data", f"{HOME}/privacy"),
        Place("consents", f"{HOME}/privacy/consents"),
    ]
    if role == VISITOR:
        found += [
            Place("legal-notice", "/legal"),
            Place("privacy-of-the-site", "/privacy"),
            Place("cookies", "/cookies"),
            Place("accessibility", "/accessibility"),
        ]
    return found


def kept_by_stewards() -> list[Place]:
    home = f"{HOME}/privacy"
    return [
        Place("privacy-settings", f"{home}/settings"),
        Place("privacy-register", f"{home}/register"),
        Place("privacy-retention", f"{home}/retention"),
    ]
