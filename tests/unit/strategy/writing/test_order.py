from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from app.strategy.writing.order import Below


@dataclass
class Line:
    parent_id: uuid.UUID | None
    position: int
    id: uuid.UUID = field(default_factory=uuid.uuid4)


def test_a_subtree_that_moves_takes_what_is_below_it_along() -> None:
    one, two = Line(None, 0), Line(None, 3)
    child = Line(one.id, 1)
    deeper = Line(child.id, 2)
    below = Below([two, deeper, child, one])
    assert below.in_order() == [one.id, child.id, deeper.id, two.id]
    below.take_out(child.id, one.id)
    below.put(child.id, two.id, 0)
    assert below.in_order() == [one.id, two.id, child.id, deeper.id]
    assert below.subtree(two.id) == {two.id, child.id, deeper.id}


def test_rows_that_stand_under_one_another_do_not_turn_for_ever() -> None:
    one = Line(None, 0)
    two = Line(one.id, 1)
    one.parent_id = two.id
    assert Below([one, two]).subtree(one.id) == {one.id, two.id}
