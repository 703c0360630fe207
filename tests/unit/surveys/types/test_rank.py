import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.value import RawAnswer
from tests.unit.surveys.making import OFFER, question

RANK = type_named("rank")
ASKED = question("r", "rank")


def test_a_ranking_is_read_from_an_order_or_from_places() -> None:
    assert RANK.read(["blue", "red"], ASKED, OFFER) == ["blue", "red"]
    places = RawAnswer((), {"red": "2", "blue": "1", "green": ""})
    assert RANK.read(places, ASKED, OFFER) == ["blue", "red"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (RawAnswer(("red", "red")), "ranked_twice"),
        (RawAnswer(("mauve",)), "unknown_choice"),
        (RawAnswer((), {"red": "1", "blue": "1"}), "same_rank"),
        (RawAnswer((), {"red": "premier"}), "not_a_rank"),
        (RawAnswer((), {"red": "0"}), "not_a_rank"),
        (RawAnswer((), {"red": "²"}), "not_a_rank"),
        (RawAnswer((), {"mauve": "1"}), "unknown_choice"),
    ],
)
def test_an_impossible_ranking_is_refused(raw: RawAnswer, code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        RANK.read(raw, ASKED, OFFER)
    assert caught.value.code == code


def test_borda_gives_two_points_one_and_none_among_three() -> None:
    values = [["red", "green", "blue"], ["red", "blue", "green"], ["green", "red", "blue"]]
    summary = RANK.summary(values, ASKED, OFFER, "fr")
    assert [(each.code, each.borda) for each in summary.options] == [
        ("red", 5),
        ("green", 3),
        ("blue", 1),
    ]
    assert [each.first_places for each in summary.options] == [2, 1, 0]
    assert summary.options[0].ranks == (2, 1, 0)
    assert summary.options[0].mean_rank == pytest.approx(4 / 3)


@given(st.lists(st.lists(st.sampled_from(["red", "green", "blue"]), unique=True, min_size=1)))
def test_everybody_gives_the_same_number_of_points(values: list[list[str]]) -> None:
    summary = RANK.summary(values, ASKED, OFFER)
    assert sum(each.borda for each in summary.options) == pytest.approx(3 * len(values))
