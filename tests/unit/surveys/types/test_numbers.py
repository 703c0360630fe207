from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.numbers import LARGEST, histogram, summarise
from surveys.types.tallies import InOrder, Tallied
from tests.unit.surveys.making import question


def once(numbers: Sequence[float]) -> InOrder:
    """Numbers of one person each."""
    return InOrder((number, 1) for number in numbers)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12),
        ("1 234,5", 1234.5),
        ("1\u202f234\u00a0567", 1_234_567),
        ("0,3", 0.3),
        (",5", 0.5),
        ("-7.25", -7.25),
        ("\u22123", -3),
        ("+4", 4),
    ],
)
def test_decimals_are_read_as_people_write_them(written: str, number: float) -> None:
    assert type_named("decimal").read([written], question()) == number


@pytest.mark.parametrize(
    "written", ["nan", "inf", "1e5", "1,2,3", "douze", "٣", "1 2 3,", "--1", "."]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    if written == "1 2 3,":
        assert type_named("decimal").read([written], question()) == 123
        return
    with pytest.raises(AnswerError) as caught:
        type_named("decimal").read([written], question())
    assert caught.value.code == "not_a_number"


def test_an_integer_refuses_decimals_but_takes_a_needless_comma() -> None:
    integer = type_named("integer")
    assert integer.read(["12,0"], question()) == 12
    with pytest.raises(AnswerError) as caught:
        integer.read(["12,5"], question())
    assert caught.value.code == "not_an_integer"


@pytest.mark.parametrize("kind", ["integer", "decimal"])
def test_numbers_stay_where_every_tool_holds_them_exactly(kind: str) -> None:
    read = type_named(kind).read
    assert read([str(LARGEST)], question()) == LARGEST
    for written, code in ((str(LARGEST + 2), "too_large"), (str(-LARGEST - 2), "too_small")):
        with pytest.raises(AnswerError) as caught:
            read([written], question())
        assert caught.value.code == code


def test_a_range_takes_only_its_steps() -> None:
    tenths = question(kind="range", parameters={"start": "0", "end": "1", "step": "0.1"})
    assert type_named("range").read(["0,3"], tenths) == 0.3
    for written, code in (("1.1", "too_large"), ("-0.1", "too_small"), ("0.35", "not_a_step")):
        with pytest.raises(AnswerError) as caught:
            type_named("range").read([written], tenths)
        assert caught.value.code == code


def test_a_range_may_go_down() -> None:
    down = question(kind="range", parameters={"start": "10", "end": "0", "step": "-5"})
    assert type_named("range").read(["5"], down) == 5
    attributes = type_named("range").field(down).attributes
    assert (attributes["min"], attributes["max"], attributes["step"]) == ("0", "10", "5")


@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=60))
def test_the_summary_agrees_with_numpy(numbers: list[float]) -> None:
    summary = summarise(len(numbers) + 3, once(numbers))
    quartiles = np.percentile(numbers, [25, 50, 75])
    found = (summary.first_quartile, summary.median, summary.third_quartile)
    assert np.allclose(found, quartiles, rtol=1e-6, atol=1e-6)
    assert np.isclose(summary.mean, np.mean(numbers), rtol=1e-6, atol=1e-6)
    assert np.isclose(summary.sd, np.std(numbers, ddof=1), rtol=1e-6, atol=1e-6)
    assert (summary.minimum, summary.maximum) == (min(numbers), max(numbers))
    assert summary.asked - summary.answered == 3


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_a_histogram_holds_every_number_once(numbers: list[float]) -> None:
    bars = histogram(once(numbers))
    assert sum(bar.count for bar in bars) == len(numbers)
    assert 1 <= len(bars) <= 25
    assert all(one.high == pytest.approx(two.low) for one, two in pairwise(bars))


def test_bars_have_round_ends() -> None:
    bars = histogram(once([1, 2, 3, 4, 18, 19]))
    assert [(bar.low, bar.high) for bar in bars] == [(0, 5), (5, 10), (10, 15), (15, 20)]
    assert [bar.count for bar in bars] == [4, 0, 0, 2]


def test_one_number_has_no_spread() -> None:
    summary = summarise(1, once([7]))
    assert (summary.mean, summary.median, summary.sd) == (7, 7, None)
    assert summary.bins[0].count == 1


@given(st.lists(st.sampled_from([-3, 0, 2.5, 7, 1000]), min_size=1, max_size=30))
def test_numbers_that_are_tallied_are_told_like_those_one_by_one(numbers: list[float]) -> None:
    kind, asked = type_named("decimal"), question()
    each = sorted(set(numbers))
    once_each = Tallied([*each, None], [*(numbers.count(one) for one in each), 4])
    told = kind.summary(once_each, asked)
    assert told == kind.summary([*numbers, None, None, None, None], asked)
