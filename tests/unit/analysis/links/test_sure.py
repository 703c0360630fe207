import pytest

from analysis import Links, LinkSuggestion
from analysis.links.sure import may_accept, most_wrong, right_at_least, sample_size, sure_texts


def scored(*scores: float, code: str = "A") -> list[Links]:
    return [
        Links(f"{code}{number}", (LinkSuggestion(code, score, ("mot",)),))
        for number, score in enumerate(scores)
    ]


def test_as_many_texts_are_sure_as_the_share_wanted_allows():
    found = sure_texts([*scored(0.8, 0.99, 0.97, 0.6), *scored(1.0, code="B")], "A")
    assert found.ids == ("A1", "A2", "A0")
    assert found.threshold == 0.8
    assert found.expected == pytest.approx(0.92)
    assert set(found.sample) == set(found.ids)


def test_texts_of_one_score_stand_or_fall_together():
    assert sure_texts(scored(1.0, 0.85, 0.85, 0.85), "A").ids == ("A0",)


def test_what_was_decided_or_has_another_best_suggestion_is_left_out():
    second = Links("S", (LinkSuggestion("B", 0.99, ()), LinkSuggestion("A", 0.98, ())))
    found = sure_texts(
        [second, Links("N", ()), *scored(0.99, 0.95)], "A", decided=frozenset(["A0"])
    )
    assert found.ids == ("A1",)


def test_without_a_sure_text_there_is_nothing_to_check():
    found = sure_texts(scored(0.5, 0.4), "A")
    assert (found.ids, found.sample, found.threshold) == ((), (), 1.0)


def test_a_sample_is_the_same_each_time_and_much_smaller_than_many_texts():
    found = sure_texts(scored(*[0.95] * 400), "A")
    assert found == sure_texts(scored(*[0.95] * 400)[::-1], "A")
    assert len(found.sample) == sample_size(400) < 30
    assert found.sample != tuple(sorted(found.sample))


@pytest.mark.parametrize(("share", "rule"), [(0.9, 29), (0.95, 59), (0.8, 14)])
def test_among_very_many_the_size_is_the_one_without_a_whole(share: float, rule: int):
    # ln 0.05 / ln share: the rule of three.
    assert sample_size(1_000_000, share) == rule


def test_the_least_share_right_is_the_one_of_all_drawings():
    # Of 5 texts 3 are checked and right: 2 wrong ones would all be missed 1 time of 10.
    assert right_at_least(5, 3, 0) == pytest.approx(3 / 5)
    assert right_at_least(5, 4, 0) == pytest.approx(4 / 5)
    assert right_at_least(5, 5, 2) == pytest.approx(3 / 5)
    assert right_at_least(0, 0, 0) == 1.0


def test_a_wrong_one_in_the_sample_asks_for_more():
    size = sample_size(500)
    assert may_accept(500, size, 0)
    assert not may_accept(500, size, 1)
    assert most_wrong(500, size) == 0
    assert most_wrong(500, sample_size(500, wrong=1)) == 1
    assert most_wrong(500, size - 1) is None


def test_a_sample_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="cannot be"):
        right_at_least(10, 11, 0)
