"""Progress up the tree."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.models import ActionFate, ActionState
from app.strategy.plans.progress import Progress, progress_above, progress_of
from tests.unit.strategy.plans.lines import action, node, served

FIGURES = st.lists(st.tuples(st.integers(1, 100), st.integers(0, 100)), min_size=1, max_size=8)


def test_a_line_has_the_mean_by_weight_of_the_actions_that_serve_what_is_below_it() -> None:
    first, second, empty = node(), node(), node()
    stake = node(first, second)
    actions = [
        action(objectives=served(first), weight=3, progress=100, state=ActionState.DONE),
        action(objectives=served(first, second), progress=20),
    ]
    found = progress_above(actions, [stake, empty])
    assert found == {
        first.id: Progress(80, 1, 2),
        second.id: Progress(20, 0, 1),
        # The action that serves both objectives counts once above them.
        stake.id: Progress(80, 1, 2),
    }


def test_what_stopped_or_is_not_carried_over_does_not_count() -> None:
    line = node()
    stopped = action(node_id=line.id, state=ActionState.STOPPED, progress=90)
    closed = action(node_id=line.id, fate=ActionFate.CLOSED, progress=90)
    assert progress_above([stopped, closed], [line]) == {}
    going = action(node_id=line.id, progress=10)
    assert progress_above([stopped, closed, going], [line])[line.id] == Progress(10, 0, 1)


def test_a_line_is_never_said_to_be_done_before_all_of_it_is() -> None:
    almost = [action(weight=100, progress=100), action(weight=1, progress=99)]
    assert progress_of(almost) == Progress(99, 0, 2)


@given(FIGURES)
def test_progress_lies_between_that_of_the_least_and_of_the_most_advanced(
    figures: list[tuple[int, int]],
) -> None:
    line = node()
    actions = [action(node_id=line.id, weight=w, progress=p) for w, p in figures]
    found = progress_above(actions, [node(line)])[line.id]
    percents = [percent for _weight, percent in figures]
    assert min(percents) <= found.percent <= max(percents)
    assert found.of == len(figures)
    # Weights count beside one another only, and the order of actions not at all.
    heavier = [replace(one, weight=one.weight * 3) for one in reversed(actions)]
    assert progress_above(heavier, [line])[line.id] == found


@given(FIGURES, st.integers(0, 7))
def test_an_action_that_advances_never_sets_its_line_back(
    figures: list[tuple[int, int]], place: int
) -> None:
    actions = [action(weight=w, progress=p) for w, p in figures]
    before = progress_of(actions)
    one = actions[place % len(actions)]
    actions[place % len(actions)] = replace(one, progress=min(100, one.progress + 10))
    after = progress_of(actions)
    assert before is not None
    assert after is not None
    assert after.percent >= before.percent
