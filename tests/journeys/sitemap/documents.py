"""Documents that are made here, their templates, and the consultation review."""

from __future__ import annotations

from tests.journeys.sitemap.place import Place
from tests.journeys.steps import HOME


def of_everybody() -> list[Place]:
    return [
        Place("made-documents", f"{HOME}/publications"),
        Place("review", f"{HOME}/review"),
    ]


def of_makers() -> list[Place]:
    """Writers and stewards."""
    return [
        Place("make-a-document", f"{HOME}/publications/new"),
        Place("templates-of-documents", f"{HOME}/publications/templates"),
        Place("review-draft", f"{HOME}/review/draft"),
        Place("review-section", f"{HOME}/review/sections/method"),
    ]


def of_stewards() -> list[Place]:
    return [Place("new-template-of-documents", f"{HOME}/publications/templates/new")]
