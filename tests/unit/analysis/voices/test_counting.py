from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Document, Placement, Theme, cluster
from analysis.voices.counting import channel_weights, count_voices
from tests.unit.analysis.french_answers import documents as french_documents

LEAVES = ("a.1", "a.2", "b")
THEMES = tuple(
    Theme(name, parent, name, (), 0, ())
    for name, parent in (("a", None), ("a.1", "a"), ("a.2", "a"), ("b", None))
)
SAID = st.lists(
    st.tuples(
        st.sampled_from(LEAVES), st.sampled_from("vwxyz"), st.sampled_from(["", "room", "form"])
    ),
    min_size=1,
    max_size=25,
)


def counted(said, themes=THEMES):
    documents = [
        Document(str(number), "", voice, channel)
        for number, (_theme, voice, channel) in enumerate(said)
    ]
    placements = [
        Placement(str(number), theme, 1.0) for number, (theme, _voice, _channel) in enumerate(said)
    ]
    return count_voices(themes, placements, documents)


def ways(counts, theme):
    voices = counts.themes[theme].voices
    return voices.texts, voices.respondents, voices.balanced


@given(SAID)
@settings(max_examples=30, deadline=None)
def test_shares_add_up_to_one_and_a_parent_holds_its_children(said):
    counts = counted(said)
    for way in range(3):
        leaves = [ways(counts, leaf)[way] for leaf in LEAVES]
        assert sum(leaves) == pytest.approx(1, abs=1e-5)
        assert ways(counts, "a")[way] == pytest.approx(leaves[0] + leaves[1], abs=1e-5)


@given(SAID, st.sampled_from(range(25)), st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_who_says_the_same_again_changes_only_the_count_of_texts(said, which, times):
    before = counted(said)
    after = counted(said + [said[which % len(said)]] * times)
    for theme in before.themes:
        assert ways(before, theme)[1:] == ways(after, theme)[1:]
        assert before.themes[theme].respondents == after.themes[theme].respondents
    assert before.channels == after.channels


@given(SAID, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_rows_changes_no_bit(said, draw: random.Random):
    shuffled = said[:]
    draw.shuffle(shuffled)
    assert counted(said) == counted(shuffled)


def test_a_long_writer_weighs_as_much_as_a_short_one():
    counts = counted([("b", "long", "")] * 40 + [("a.1", "short", "")])
    assert ways(counts, "b")[0] == pytest.approx(40 / 41, abs=1e-5)
    assert ways(counts, "b")[1] == 0.5


def test_many_answers_do_not_drown_a_few_workshops():
    said = [("a.1", f"answer {n}", "form") for n in range(275)]
    said += [("b", f"workshop {n}", "room") for n in range(10)]
    _texts, respondents, balanced = ways(counted(said), "b")
    assert respondents == pytest.approx(10 / 285, abs=1e-5)
    assert 0.35 < balanced < 0.5


def test_a_channel_of_three_notes_weighs_less_than_one_of_many():
    three, ten, many = channel_weights(np.array([3, 10, 10_000]))
    assert three < ten < many
    assert three / many == pytest.approx(3 / 8, abs=1e-3)


def test_a_text_without_a_theme_and_without_anybody_known_is_counted_rightly():
    documents = [Document("1", ""), Document("2", ""), Document("3", "", "somebody")]
    placements = [Placement("1", "b", 1.0), Placement("2", "b", 1.0), Placement("3", None, 0.0)]
    counts = count_voices(THEMES, placements, documents)
    assert counts.whole.respondents == counts.themes["b"].respondents == 2
    assert counts.themes["b"].voices.respondents == 1


def test_nobody_at_all_weighs_nothing():
    counts = count_voices(THEMES, [], [])
    assert ways(counts, "a") == (0, 0, 0)
    assert counts.whole.respondents == 0


def test_a_clustering_says_who_speaks_of_each_theme():
    found = cluster(
        [Document(one.id, one.text, one.id[-1]) for one in french_documents(4)], themes=3
    )
    assert all(1 <= theme.respondents <= theme.size for theme in found.themes)
    assert any(theme.respondents < theme.size for theme in found.themes)
    assert sum(theme.voices.texts for theme in found.themes) == pytest.approx(1, abs=1e-5)
