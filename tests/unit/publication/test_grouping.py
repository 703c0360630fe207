"""What is told of rows, so that nobody stands alone."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.publication.open_data.grouping import told_of

VALUE = st.sampled_from(["", "a", "b", "c", "d"])
ROWS = st.lists(st.tuples(st.tuples(VALUE, VALUE, VALUE), st.integers(0, 12)), max_size=60)


@given(ROWS)
def test_each_pair_of_attributes_is_that_of_five_voices_whatever_the_rows(rows):
    told = told_of([attributes for attributes, _voice in rows], [voice for _, voice in rows])

    for first, second in combinations(range(3), 2):
        voices = defaultdict(set)
        for row, (_attributes, voice) in zip(told, rows, strict=True):
            voices[row[first], row[second]].add(voice)
        if any(any(row) for row in told):
            assert min(map(len, voices.values())) >= 5


@given(ROWS)
def test_what_is_told_is_true(rows):
    told = told_of([attributes for attributes, _voice in rows], [voice for _, voice in rows])
    for row, (attributes, _voice) in zip(told, rows, strict=True):
        assert all(one in ("", true) for one, true in zip(row, attributes, strict=True))


def test_large_groups_are_told_and_one_alone_takes_company():
    attributes = [("atelier", "1er mai")] * 6 + [("atelier", "2 mai")] * 7 + [("atelier", "3 mai")]

    told = told_of(attributes, range(14))

    assert [row[1] for row in told] == [""] * 6 + ["2 mai"] * 7 + [""]
    assert {row[0] for row in told} == {"atelier"}


def test_many_words_of_one_person_are_one_voice():
    assert told_of([("atelier",)] * 9, ["the same"] * 9) == [("",)] * 9
