"""The health of the platform, and of what concerns one consultation."""

from __future__ import annotations

from tests.journeys.sitemap.place import Place
from tests.journeys.steps import HOME


def of_the_steward() -> list[Place]:
    """The steward of the demonstration opens consultations, and so answers for the platform."""
    return [Place("health", f"{HOME}/health"), Place("health-of-the-platform", "/health")]
