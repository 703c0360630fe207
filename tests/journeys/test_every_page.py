"""Every page that everybody may open, on a screen and on phones: most closely as visitors see it,
who come on phones; by axe as they do."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys import sitemap
from tests.journeys.inspection import LookAtEach


@pytest.mark.parametrize("role", [sitemap.VISITOR, "participant", "steward"])
def test_every_public_page_is_usable_by_all(role: str, look_at_each: LookAtEach) -> None:
    is_visitor = role == sitemap.VISITOR
    look_at_each(_in_turn, role, axe=is_visitor, closely=is_visitor)


def _in_turn(page: Page, role: str) -> list[sitemap.Place]:
    """All of them for visitors; those who are signed in share them, who see little else there."""
    found = sitemap.open_to_everybody(page, role)
    if role == sitemap.VISITOR:
        return found
    turn = ["participant", "steward"].index(role)
    return [place for number, place in enumerate(found) if number % 2 == turn]
