"""Whether enough of a body was there, whether it is late, and how bodies are drawn."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from app.models import Body, Presence
from app.models.types import new_id
from app.strategy.governance.diagram import WIDTH, diagram_of
from app.strategy.governance.quorum import quorum_of
from app.strategy.governance.rhythm import due_of
from app.strategy.governance.standing import BodyNow

THERE, AWAY = Presence.PRESENT, Presence.EXCUSED


@pytest.mark.parametrize(
    ("share", "seats", "presences", "asked", "is_reached"),
    [
        (50, 20, [THERE] * 9 + [Presence.REPRESENTED, AWAY, None], 10, True),
        (50, 19, [THERE] * 9, 10, False),
        (0, 3, [AWAY], 0, True),
        (50, 0, [], 1, False),
        (100, 2, [THERE, Presence.ABSENT], 2, False),
    ],
)
def test_a_quorum_is_a_share_of_the_seats_in_office_rounded_up(
    share, seats, presences, asked, is_reached
):
    quorum = quorum_of(share, seats, presences)
    assert (quorum.asked, quorum.is_reached) == (asked, is_reached)


def test_a_body_is_late_once_its_day_has_passed_and_nothing_is_planned():
    held = dt.date(2018, 11, 30)
    due = due_of(3, held, None)
    assert due is not None
    assert due.on == dt.date(2019, 2, 28)
    assert not due.is_late(due.on)
    assert due.is_late(due.on + dt.timedelta(days=1))
    planned = due_of(3, held, dt.date(2020, 1, 1))
    assert planned is not None
    assert not planned.is_late(dt.date(2019, 12, 1))
    assert due_of(0, held, None) is None


def _now(name: str, above: Body | None = None, is_closed: bool = False) -> BodyNow:
    body = Body(id=new_id(), name=name, is_closed=is_closed)
    body.reports_to_id = above.id if above else None
    return BodyNow(body, 3, None, None, False)


def test_bodies_stand_below_the_one_that_they_report_to_within_the_width():
    top = _now("Conférence")
    closed = _now("Fermée", is_closed=True)
    low = _now("Comité technique au nom si long qu’il ne tient pas sur une seule ligne", top.body)
    lone = _now("Comité orphelin", closed.body)
    boxes = diagram_of([low, lone, closed, top]).boxes
    assert [box.now for box in boxes] == [lone, top, low]
    assert [bool(box.join) for box in boxes] == [False, False, True]
    assert boxes[2].x > boxes[1].x
    assert len(boxes[2].name) > 1
    assert all(box.x + box.width <= WIDTH for box in boxes)
    assert all(one.y + one.height < other.y for one, other in itertools.pairwise(boxes))
