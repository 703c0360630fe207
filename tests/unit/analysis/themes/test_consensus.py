import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.themes.consensus import average_linkage, consensus, membership
from analysis.themes.spherical_kmeans import SphericalKMeans
from analysis.themes.splitting import same_words_together, split_until
from analysis.vectors.text_vectors import unit_rows


def same_partition(one: np.ndarray, other: np.ndarray) -> bool:
    pairs = set(zip(one.tolist(), other.tolist(), strict=True))
    return len(pairs) == len(set(one.tolist())) == len(set(other.tolist()))


def test_membership_has_one_mark_per_vote() -> None:
    member = membership([np.array([0, 0, 1]), np.array([2, 0, 1])])
    assert member.toarray().tolist() == [[1, 0, 0, 0, 1], [1, 0, 1, 0, 0], [0, 1, 0, 1, 0]]


def test_the_consensus_of_equal_votes_is_that_vote() -> None:
    vote = np.repeat([0, 1, 2], 10)
    assert same_partition(consensus([vote] * 5, 3), vote)


def test_one_vote_out_of_five_does_not_change_the_consensus() -> None:
    vote = np.repeat([0, 1, 2], 10)
    astray = np.tile([0, 1, 2], 10)
    assert same_partition(consensus([vote] * 4 + [astray], 3), vote)


def test_average_linkage_joins_the_most_similar_first() -> None:
    similarity = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]])
    labels = average_linkage(similarity, np.ones(3), 2, 1.0)
    assert labels[0] == labels[1] != labels[2]


def test_a_group_too_small_to_count_goes_to_the_most_similar_one() -> None:
    similarity = np.eye(5)
    similarity[0, 1] = similarity[1, 0] = similarity[2, 3] = similarity[3, 2] = 0.9
    similarity[4, 2] = similarity[2, 4] = 0.05
    labels = average_linkage(similarity, np.array([5.0, 5.0, 5.0, 5.0, 1.0]), 2, 3.0)
    assert len(set(labels)) == 2
    assert labels[4] == labels[2]


def test_kmeans_finds_two_directions() -> None:
    draw = np.random.default_rng(0)
    rows = unit_rows(np.vstack([[1, 0], [0, 1]]).repeat(20, axis=0) + draw.normal(0, 0.1, (40, 2)))
    model = SphericalKMeans(2, random_state=3).fit(rows)
    assert same_partition(model.labels_, np.repeat([0, 1], 20))
    assert (model.predict(rows) == model.labels_).all()


def test_kmeans_with_equal_rows_does_not_fail() -> None:
    model = SphericalKMeans(3).fit(np.ones((5, 1)))
    assert len(set(model.labels_.tolist())) == 1


@given(
    bags=st.lists(st.integers(0, 6), min_size=1, max_size=25),
    groups=st.integers(1, 10),
)
def test_splitting_gives_as_many_groups_as_there_can_be(bags: list[int], groups: int) -> None:
    _, numbers = np.unique(bags, return_inverse=True)
    rows = unit_rows(np.random.default_rng(0).normal(size=(numbers.max() + 1, 3)))[numbers]
    labels = split_until(np.zeros(len(bags), dtype=np.intp), rows, numbers, groups)
    assert len(set(labels.tolist())) == min(groups, numbers.max() + 1)
    assert (same_words_together(labels, numbers) == labels).all()


def test_texts_of_the_same_words_follow_the_first_of_them() -> None:
    labels = same_words_together(np.array([2, 0, 1, 0]), np.array([0, 1, 0, 1]))
    assert labels.tolist() == [2, 0, 2, 0]
