from __future__ import annotations

from analysis.links.choosing import Reason, ToReview
from app.models import ShownBecause
from app.models.types import new_id
from app.themes.coding.machine import StepsInMemory, mixed


def test_excerpts_drawn_by_chance_stand_among_those_that_teach_and_none_is_lost():
    texts = [ToReview(new_id().hex, Reason.DRAWN) for _ in range(4)]
    texts += [ToReview(new_id().hex, Reason.TEACHES) for _ in range(16)]
    queue = mixed(texts)
    places = [place for place, (_, why) in enumerate(queue) if why is ShownBecause.DRAWN]
    assert places == [0, 5, 10, 15]
    assert {one.hex for one, _ in queue} == {one.id for one in texts}
    assert [one.hex for one, _ in mixed(texts[:4])] == [one.id for one in texts[:4]]
    assert len(mixed(texts[4:])) == 16
    assert mixed([]) == []


def test_what_was_kept_last_stays_in_memory_and_the_oldest_goes_first():
    steps = StepsInMemory(most=10)
    for name in ("one", "two", "three"):
        steps.save(name, b"12345")
    assert steps.load("one") is None
    assert (steps.load("two"), steps.load("three")) == (b"12345", b"12345")
    steps.save("large", b"12345678901")
    assert steps.load("large") is None
