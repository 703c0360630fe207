"""The drill of the clock, in this process."""

from __future__ import annotations

import pytest
from flask import Flask

from app.cli.writing import transaction
from benchmarks.drills.clock import DAY, Found, look_a_day_off, look_at_days_of_change
from benchmarks.drills.places import open_places

pytestmark = pytest.mark.either_database


@pytest.mark.parametrize("by", [DAY, -DAY], ids=["early", "late"])
def test_nothing_is_lost_by_a_clock_that_is_a_day_off(app: Flask, by) -> None:
    with app.app_context(), transaction() as session:
        places = open_places(session, ideas=3)
    found = Found()
    look_a_day_off(app, places, by, found)
    assert found.wrong == []


def test_days_on_which_the_clock_is_changed_are_days() -> None:
    found = Found()
    look_at_days_of_change(found)
    assert found.wrong == []
