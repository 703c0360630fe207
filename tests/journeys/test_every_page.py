"""Every page, for everybody who may open it, on a screen and on two phones."""

from __future__ import annotations

import pytest

from tests.journeys import sitemap
from tests.journeys.browser import Complaints
from tests.journeys.conftest import OpenPage
from tests.journeys.inspection import Inspection
from tests.journeys.page_checks import bring_axe
from tests.journeys.processes import Platform


# A facilitator and a writer open nothing that a steward does not: those pages are looked at once.
@pytest.mark.parametrize("role", [sitemap.VISITOR, "participant", "steward"])
def test_every_page_that_a_role_may_open_is_usable_by_all(
    role: str,
    platform: Platform,
    open_page: OpenPage,
    complaints: Complaints,
    inspect: list[Inspection],
) -> None:
    """Most closely for visitors, who come on phones; by axe for the steward as well, some of whose
    pages the others see."""
    complaints.expect(403, 404)
    page = open_page(platform)
    sitemap.enter(page, role)
    inspection = Inspection(page)
    inspect.append(inspection)
    is_visitor = role == sitemap.VISITOR
    by_axe = is_visitor or role == "steward"
    if by_axe:
        bring_axe(page)
    for place in sitemap.places(page, role):
        inspection.visit(
            place,
            thorough=is_visitor,
            axe=by_axe,
            axe_on_a_phone=is_visitor,
        )
