"""Texts with places to fill in, `{nom}`, and the addresses that stand in messages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import current_app

from app.settings import current_settings

LONGEST_SUBJECT = 200
PLACE = re.compile(r"\{(\w{1,20})\}")


def unknown_places(template: str, known: tuple[str, ...]) -> list[str]:
    """Words between braces that stand for nothing."""
    return [place for place in PLACE.findall(template) if place not in known]


def filled(template: str, places: Mapping[str, str]) -> str:
    """The template with its places filled in, once: braces in a name are only braces.

    An empty name takes the blank before it along.
    """
    if not places.get("nom"):
        template = re.sub(r" ?\{nom\}", "", template)
    return PLACE.sub(lambda found: places.get(found[1], found[0]), template)


def address(endpoint: str, **values: str) -> str:
    """The whole address of a page, for a message. No request says under which host: PUBLIC_URL."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return current_settings().public_url + path


def one_line(subject: str) -> str:
    """A subject as a header can hold it."""
    return " ".join(subject.split())[:LONGEST_SUBJECT]
