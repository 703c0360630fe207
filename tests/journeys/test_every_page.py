"""Every page that everybody may open, on a screen and on phones: most closely as visitors see it,
who come on phones; by axe as they do."""

from __future__ import annotations

import pytest

from tests.journeys import sitemap
from tests.journeys.inspection import LookAtEach


@pytest.mark.parametrize("role", [sitemap.VISITOR, "participant", "steward"])
def test_every_public_page_is_usable_by_all(role: str, look_at_each: LookAtEach) -> None:
    is_visitor = role == sitemap.VISITOR
    look_at_each(sitemap.open_to_everybody, role, axe=is_visitor, closely=is_visitor)
