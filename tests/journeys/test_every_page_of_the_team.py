"""Every page of those who work on a consultation, as stewards see it: a facilitator and a writer
open nothing that a steward does not."""

from __future__ import annotations

from tests.journeys import sitemap
from tests.journeys.inspection import LookAtEach


def test_every_page_of_the_team_is_usable_by_all(look_at_each: LookAtEach) -> None:
    look_at_each(sitemap.of_the_team, "steward")
