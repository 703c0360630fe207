import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.themes.theme_tree import (
    THEMES_FOR_THREE_LEVELS,
    THEMES_TO_NEST,
    Branch,
    group_names,
    listed,
    theme_tree,
)
from analysis.vectors.text_vectors import unit_rows


def random_themes(k: int, seed: int = 0) -> list[Branch]:
    draw = np.random.default_rng(seed)
    return theme_tree(unit_rows(draw.normal(size=(k, 8))), draw.integers(1, 500, k).astype(float))


def depth(branch: Branch) -> int:
    return 1 + max((depth(child) for child in branch.children), default=0)


def test_few_themes_have_no_parents_and_the_larger_comes_first() -> None:
    branches = theme_tree(np.eye(4), np.array([1.0, 9.0, 1.0, 1.0]))
    assert branches == [Branch((1,)), Branch((0,)), Branch((2,)), Branch((3,))]
    assert theme_tree(np.zeros((0, 1)), np.zeros(0)) == []


def test_close_themes_share_a_parent_and_the_largest_branch_comes_first() -> None:
    k = THEMES_TO_NEST
    centers = np.eye(k)
    centers[1] = unit_rows(np.array([[1.0, 0.2] + [0.0] * (k - 2)]))[0]
    sizes = np.array([30.0, 20.0] + [15.0] * (k - 2))
    branches = theme_tree(centers, sizes)
    assert any({0, 1} <= set(branch.groups) for branch in branches)
    weights = [sizes[list(branch.groups)].sum() for branch in branches]
    assert weights == sorted(weights, reverse=True)


def test_small_odd_themes_do_not_leave_all_the_large_ones_in_one_branch() -> None:
    """Four large themes that differ a little, and eight tiny ones that differ a lot."""
    large = np.full((4, 12), 0.6)
    large[np.arange(4), np.arange(4)] += 1.0
    centers = unit_rows(np.vstack([large, np.eye(12)[4:]]))
    sizes = np.array([200.0] * 4 + [3.0] * 8)
    heaviest = max(sizes[list(branch.groups)].sum() for branch in theme_tree(centers, sizes))
    assert heaviest <= 0.5 * sizes.sum()


@pytest.mark.parametrize(
    ("k", "levels"),
    [(THEMES_TO_NEST - 1, 1), (THEMES_TO_NEST, 2), (24, 2), (THEMES_FOR_THREE_LEVELS, 3), (90, 3)],
)
def test_more_themes_have_more_levels(k: int, levels: int) -> None:
    assert max(depth(branch) for branch in random_themes(k)) == levels


@settings(max_examples=30, deadline=None)
@given(k=st.integers(1, 60), seed=st.integers(0, 50))
def test_every_theme_stands_once_in_the_tree_and_no_level_tells_nothing_apart(
    k: int, seed: int
) -> None:
    def check(branch: Branch) -> list[int]:
        assert len(branch.children) != 1
        inside = [group for child in branch.children for group in check(child)] or [*branch.groups]
        assert sorted(inside) == sorted(branch.groups)
        return inside

    branches = random_themes(k, seed)
    assert sorted(group for branch in branches for group in check(branch)) == list(range(k))


def test_a_tree_is_listed_with_parents_before_their_children() -> None:
    places = listed(
        [
            Branch((0, 1, 2), (Branch((0,)), Branch((1, 2), (Branch((1,)), Branch((2,)))))),
            Branch((3,)),
        ]
    )
    assert [(place.id, place.parent) for place in places] == [
        ("t1", None), ("t1.1", 0), ("t1.2", 0), ("t1.2.1", 2), ("t1.2.2", 2), ("t2", None)
    ]  # fmt: skip
    assert places[0].children == (1, 2)
    assert places[2].children == (3, 4)
    assert group_names(places) == ["t1.1", "t1.2.1", "t1.2.2", "t2"]
