"""Every page that writers and stewards have for themselves, as stewards see it."""

from __future__ import annotations

from tests.journeys import sitemap
from tests.journeys.inspection import LookAtEach


def test_every_page_of_writers_and_stewards_is_usable_by_all(look_at_each: LookAtEach) -> None:
    look_at_each(sitemap.of_writers, "steward")
