"""What a sample says of the rest of a list."""

from __future__ import annotations

from analysis.links.sure import sample_size
from app.themes.coding.sure.verdict import judged


def test_a_sample_without_error_says_that_nine_in_ten_are_right():
    assert sample_size(100_000) == 29, "0.9 ** 29 is less than 5 %, 0.9 ** 28 is more"
    without = judged(number=1000, checked=29, wrong=0, left=971)
    assert without.is_enough
    assert without.share_wrong <= 0.1
    assert not judged(number=1000, checked=29, wrong=1, left=971).is_enough


def test_what_was_found_wrong_is_not_wrong_any_more_among_the_others():
    all_seen = judged(number=10, checked=10, wrong=3, left=0)
    assert (all_seen.wrong_left, all_seen.share_wrong) == (0, 0.0)
    some = judged(number=20, checked=10, wrong=3, left=4)
    assert some.wrong_left <= 4, "not more than are left undecided"
