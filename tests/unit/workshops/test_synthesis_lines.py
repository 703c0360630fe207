"""The lines of a synthesis: what each act does, and that doing all of them again gives the same."""

from __future__ import annotations

import uuid
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import Nature
from app.workshops.syntheses import lines as acts
from app.workshops.syntheses.lines import Change, Line, LineGone, applied, replayed

HEADINGS = ("", "Financer", "Former", "Loger")


def _id(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


def _lines(*headings: str) -> acts.Lines:
    return tuple(
        Line(_id(number), heading, Nature.NEED, f"Ligne {number}")
        for number, heading in enumerate(headings)
    )


def _order(lines: acts.Lines) -> list[tuple[int, str]]:
    return [(line.id.int, line.heading) for line in lines]


def _after(lines: acts.Lines, change: Change | None) -> list[tuple[int, str]]:
    assert change is not None
    return _order(applied(lines, change))


def test_a_new_line_goes_to_the_end_of_its_heading():
    lines = _lines("A", "A", "B")
    new = Line(_id(9), "A", Nature.NEED, "Neuve")
    assert _after(lines, acts.added(lines, new)) == [(0, "A"), (1, "A"), (9, "A"), (2, "B")]


def test_a_line_that_comes_back_never_parts_the_lines_of_another_heading():
    lines = _lines("A", "A", "B")
    back = Line(_id(9), "C", Nature.NEED, "Revenue")
    assert _after(lines, acts.added(lines, back, 1)) == [(0, "A"), (1, "A"), (9, "C"), (2, "B")]


def test_a_line_moves_within_its_heading_then_under_the_next():
    lines = _lines("A", "A", "B", "B")
    assert _after(lines, acts.moved_by_one(lines, _id(0), up=False))[:2] == [(1, "A"), (0, "A")]
    assert _after(lines, acts.moved_by_one(lines, _id(1), up=False))[1:] == [
        (1, "B"),
        (2, "B"),
        (3, "B"),
    ]
    assert _after(lines, acts.moved_by_one(lines, _id(2), up=True))[2] == (2, "A")


def test_a_line_alone_takes_its_heading_along():
    lines = _lines("A", "A", "B", "C", "C")
    assert _after(lines, acts.moved_by_one(lines, _id(2), up=True))[0] == (2, "B")
    assert _after(lines, acts.moved_by_one(lines, _id(2), up=False))[-1] == (2, "B")


def test_a_line_at_the_end_stays():
    lines = _lines("A", "B")
    assert acts.moved_by_one(lines, _id(0), up=True) is None
    assert acts.moved_by_one(lines, _id(1), up=False) is None


def test_a_line_is_put_beside_another_under_its_heading():
    lines = _lines("A", "A", "B", "B")
    below = acts.moved_beside(lines, _id(0), _id(2), below=True)
    assert _after(lines, below) == [(1, "A"), (2, "B"), (0, "B"), (3, "B")]
    above = acts.moved_beside(lines, _id(3), _id(0), below=False)
    assert _after(lines, above)[0] == (3, "A")
    assert acts.moved_beside(lines, _id(0), _id(1), below=False) is None
    assert acts.moved_beside(lines, _id(0), _id(0), below=False) is None


def test_a_line_under_another_heading_goes_to_its_end_and_keeps_its_notes():
    lines = acts.applied((), acts.added((), Line(_id(0), "A", Nature.NEED, "x", (_id(7),))))
    for line in _lines("A", "A", "B")[1:]:
        lines = acts.applied(lines, acts.added(lines, line))
    change = acts.reworded(lines, Line(_id(0), "B", Nature.FINDING, "y"))
    assert _after(lines, change) == [(1, "A"), (2, "B"), (0, "B")]
    assert change.after.line == Line(_id(0), "B", Nature.FINDING, "y", (_id(7),))


def test_what_changes_nothing_is_no_change():
    lines = _lines("A")
    assert acts.reworded(lines, lines[0]) is None
    assert acts.sourced(lines, _id(0), ()) is None


@pytest.mark.parametrize(
    "act",
    [
        lambda lines: acts.removed(lines, _id(9)),
        lambda lines: acts.moved_by_one(lines, _id(9), up=True),
        lambda lines: acts.moved_beside(lines, _id(0), _id(9), below=True),
        lambda lines: acts.reworded(lines, Line(_id(9), "", Nature.NEED, "x")),
        lambda lines: acts.sourced(lines, _id(9), [_id(1)]),
    ],
)
def test_a_line_that_is_not_there_is_said_to_be_gone(act):
    with pytest.raises(LineGone):
        act(_lines("A"))


_ACT = st.tuples(
    st.sampled_from(["add", "reword", "up", "down", "beside", "source", "remove", "back"]),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(HEADINGS),
)


def _change(lines: acts.Lines, gone: list[acts.Placed], number: int, drawn) -> Change | None:
    act, one, two, heading = drawn
    if act == "add" or not lines:
        line = Line(_id(100 + number), heading, Nature.NEED, f"« Ligne {number} » 🌊", (_id(one),))
        return acts.added(lines, line)
    if act == "back" and gone:
        back = gone.pop()
        return acts.added(lines, back.line, back.place)
    line, other = lines[one % len(lines)], lines[two % len(lines)]
    match act:
        case "reword":
            return acts.reworded(lines, Line(line.id, heading, Nature.FINDING, f"Mots {two}"))
        case "up" | "down":
            return acts.moved_by_one(lines, line.id, up=act == "up")
        case "beside":
            return acts.moved_beside(lines, line.id, other.id, below=bool(two % 2))
        case "source":
            return acts.sourced(lines, line.id, [_id(one), _id(two)])
    change = acts.removed(lines, line.id)
    gone.append(change.before)
    return change


@given(st.lists(_ACT, max_size=40))
def test_any_acts_done_again_from_what_was_kept_give_the_same_lines(drawn):
    lines: acts.Lines = ()
    gone: list[acts.Placed] = []
    kept = []
    for number, one in enumerate(drawn):
        change = _change(lines, gone, number, one)
        if change is None:
            continue
        lines = applied(lines, change)
        kept.append((change.act, change.line_id, *map(acts.written, (change.before, change.after))))
        assert len({line.id for line in lines}) == len(lines)
        headings = [heading for heading, _ in groupby(lines, lambda line: line.heading)]
        assert len(set(headings)) == len(headings), "the lines of a heading stand together"
    again = [
        Change(act, acts.read(line_id, before), acts.read(line_id, after))
        for act, line_id, before, after in kept
    ]
    assert replayed(again) == lines
