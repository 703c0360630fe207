"""Every page, for everybody who may open it, on a screen and on two phones."""

from __future__ import annotations

import pytest

from tests.journeys import sitemap
from tests.journeys.browser import Complaints
from tests.journeys.conftest import OpenPage
from tests.journeys.inspection import Inspection
from tests.journeys.processes import Platform
from tests.journeys.sitemap import ROLES


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_a_role_may_open_is_usable_by_all(
    role: str,
    platform: Platform,
    open_page: OpenPage,
    complaints: Complaints,
    inspect: list[Inspection],
) -> None:
    """Closely for those who see least and most; the others see some of the steward's pages."""
    complaints.expect(403, 404)
    page = open_page(platform)
    sitemap.enter(page, role)
    inspection = Inspection(page)
    inspect.append(inspection)
    closely = role in (sitemap.VISITOR, "steward")
    for place in sitemap.places(page, role):
        inspection.visit(
            place, thorough=closely, axe=closely, axe_on_a_phone=role == sitemap.VISITOR
        )
