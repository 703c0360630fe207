import random

import numpy as np
import pytest

from analysis import ClusterResult, Document, Firmness, cluster
from analysis.progress import silent
from analysis.steps import KeptSteps, NoSteps
from analysis.themes.remaking import Remake, begin_remakes, remakes
from analysis.themes.stability import stability_of
from analysis.themes.theme_tree import Branch, listed
from analysis.workers import OneProcess
from tests.unit.analysis.french_answers import documents, numbered

TWO = listed([Branch((0,)), Branch((1,))])


@pytest.fixture(scope="module")
def result() -> ClusterResult:
    return cluster(documents(30), themes=5)


@pytest.fixture(scope="module")
def noise() -> ClusterResult:
    """Words dealt at random, so that no text is about anything."""
    draw = random.Random(5)
    words = [f"mot{first}{last}" for first in "abcdefghijklm" for last in "nopqrstuvwxyz"]
    return cluster(numbered(*(" ".join(draw.sample(words, 6)) for _ in range(100))), themes=5)


def test_themes_that_are_really_there_are_solid(result: ClusterResult) -> None:
    assert [theme.firmness for theme in result.themes] == [Firmness.SOLID] * 5
    assert min(theme.stability or 0 for theme in result.themes) >= 0.9


def test_words_dealt_at_random_make_fragile_themes(noise: ClusterResult) -> None:
    assert {theme.firmness for theme in noise.themes} == {Firmness.FRAGILE}
    fragile = [one for one in noise.documents if one.firmness is Firmness.FRAGILE]
    assert len(fragile) > 0.9 * len(noise.documents)


def test_a_text_between_two_themes_is_less_sure_of_its_place() -> None:
    torn = 40
    made = [
        Remake(
            np.repeat([0, 1], [20, 21]) if number % 2 else np.repeat([0, 1, 0], [20, 20, 1]),
            np.ones(41, dtype=bool),
            np.array([[0, 1], [0, 1]]),
        )
        for number in range(4)
    ]
    texts = stability_of(np.repeat([0, 1], [20, 21]), TWO, made).texts
    assert texts[torn] == 0.5
    assert set(texts[:torn]) == {1.0}


def test_how_sure_it_is_does_not_depend_on_the_order_of_the_rows(result: ClusterResult) -> None:
    shuffled = documents(30)
    random.Random(2).shuffle(shuffled)
    again = cluster(shuffled, themes=5)
    assert [t.stability for t in again.themes] == [t.stability for t in result.themes]
    assert [d.stability for d in again.documents] == [d.stability for d in result.documents]


def test_no_text_is_sure_of_a_theme_that_does_not_come_back() -> None:
    # Both themes are one in the remake: the first is most of it, the second is dissolved.
    merged = Remake(np.zeros(40, dtype=int), np.ones(40, dtype=bool), np.zeros((2, 1), dtype=int))
    found = stability_of(np.repeat([0, 1], [30, 10]), TWO, [merged])
    assert found.themes.tolist() == [0.75, 0.25]
    assert found.texts.tolist() == [1.0] * 30 + [0.0] * 10


def test_equal_texts_are_equally_sure() -> None:
    given = [*documents(), Document("copy", documents()[0].text)]
    placed = {one.id: one.stability for one in cluster(given, themes=5).documents}
    assert placed["copy"] == placed[given[0].id]


@pytest.mark.parametrize(
    ("texts", "themes"), [(["vélo", "école", "santé"], 2), (["vélo en ville"] * 20, None)]
)
def test_too_little_to_try_says_nothing(texts: list[str], themes: int | None) -> None:
    result = cluster(numbered(*texts), themes=themes)
    assert {theme.firmness for theme in result.themes} == {None}
    assert {one.stability for one in result.documents} == {None}


NOWHERE = KeptSteps(NoSteps(), "")


class Elsewhere(OneProcess):
    """Does the parts in the reverse order, as several workers might."""

    count = 2

    def aside(self, function, parts, *shared):
        made = {part: function(part, *shared) for part in reversed(parts)}
        return (made[part] for part in parts)


def test_workers_give_the_same_remakes_and_parents_are_measured_like_themes() -> None:
    draw = np.random.default_rng(0)
    # Two far families of four groups each, the groups of a family near one another.
    middles = np.repeat(np.eye(2, 12) * 3, 4, axis=0) + np.eye(8, 12, k=2)
    truth = np.repeat(np.arange(8), 25)
    rows = middles[truth] + draw.normal(0, 0.05, (200, 12))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    bags = np.arange(200)
    here, there = (
        remakes(begin_remakes([rows], bags, 8, 0, workers), silent, NOWHERE)
        for workers in (OneProcess(), Elsewhere())
    )
    assert all((a.groups == b.groups).all() for a, b in zip(here, there, strict=True))
    halves = [
        Branch(half, tuple(Branch((g,)) for g in half)) for half in ((0, 1, 2, 3), (4, 5, 6, 7))
    ]
    found = stability_of(truth, listed(halves), here)
    assert found.themes.shape == (8,)
    assert found.themes.min() > 0.7
    # Eight themes have no parents when they are made again: no branch looks like four of them.
    assert found.places[[0, 5]].max() < 0.5
