import numpy as np

from analysis.texts.tokens import tokenise
from analysis.themes.theme_tree import ThemePlace
from analysis.themes.verbatims import KEPT, ThemeVerbatims, differing, dividing, theme_verbatims
from analysis.vectors.text_vectors import unit_rows

LONG = "un vélo, une gare, un tramway, un bus"


def chosen(vectors: np.ndarray, labels: np.ndarray, texts: list[str]) -> list[ThemeVerbatims]:
    groups = int(labels.max()) + 1
    centers = unit_rows(np.array([vectors[labels == g].sum(axis=0) for g in range(groups)]))
    places = [ThemePlace(f"t{group}", None, (group,)) for group in range(groups)]
    return theme_verbatims([tokenise(text) for text in texts], vectors, labels, centers, places)


def cloud(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Two groups of thirty texts around two directions."""
    draw = np.random.default_rng(seed)
    middle = np.repeat(np.eye(6)[:2], 30, axis=0)
    return unit_rows(middle + 0.3 * draw.normal(size=(60, 6))), np.repeat([0, 1], 30)


def test_each_kind_is_of_the_theme_and_names_no_text_twice() -> None:
    vectors, labels = cloud()
    for group, shown in enumerate(chosen(vectors, labels, [LONG] * 60)):
        for kind in (shown.typical, shown.contrasting, shown.divisive):
            assert len(kind) == len(set(kind)) == KEPT
            assert (labels[list(kind)] == group).all()


def test_typical_texts_are_near_the_middle_and_contrasting_ones_far_from_the_other_theme() -> None:
    vectors, labels = cloud()
    first = chosen(vectors, labels, [LONG] * 60)[0]
    near = vectors[:30] @ unit_rows(vectors[:30].sum(axis=0, keepdims=True))[0]
    assert first.typical[0] == near.argmax()
    assert near[list(first.typical)].mean() > near.mean()
    margin = vectors[:30, 0] - vectors[:30, 1]
    assert margin[list(first.contrasting)].mean() > margin.mean()


def test_texts_long_enough_to_be_read_come_first() -> None:
    vectors, labels = cloud()
    texts = ["oui"] * 50 + [LONG] * 10
    second = chosen(vectors, labels, texts)[1]
    assert set(second.typical) == set(range(50, 60))


def test_of_texts_that_say_the_same_one_is_shown_before_others() -> None:
    rows = unit_rows(np.array([[1.0, 0.05, 0.0]] * 5 + [[1.0, -0.4, 0.0], [1.0, 0.0, 0.4]]))
    order = differing(rows[:, 0], rows, np.ones(7, dtype=bool))
    assert order[0] == 0
    assert set(order[1:3]) == {5, 6}


def test_divisive_texts_are_the_two_ends_of_what_divides_the_theme() -> None:
    """Twenty for, twenty against, and a crowd between them."""
    side = np.concatenate([np.full(20, 0.5), np.full(20, -0.5), np.zeros(20)])
    noise = 0.02 * np.random.default_rng(0).normal(size=(60, 4))
    rows = unit_rows(np.column_stack([np.ones(60), side]) @ np.eye(2, 4) + noise)
    middle = unit_rows(rows.sum(axis=0, keepdims=True))[0]
    first, second = dividing(rows @ middle, rows, middle, np.ones(60, dtype=bool))[:2]
    assert side[first] * side[second] < 0


def test_a_theme_alone_has_no_contrast_and_a_tiny_one_no_division() -> None:
    vectors, _ = cloud()
    only = chosen(vectors[:3], np.zeros(3, dtype=np.intp), [LONG] * 3)[0]
    assert len(only.typical) == 3
    assert only.contrasting == ()
    assert only.divisive == ()


def test_equal_texts_divide_nothing() -> None:
    vectors = np.tile(np.eye(3)[0], (12, 1))
    assert chosen(vectors, np.zeros(12, dtype=np.intp), [LONG] * 12)[0].divisive == ()
