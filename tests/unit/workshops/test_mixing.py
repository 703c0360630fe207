"""Who sits where: even tables, spread kinds, nobody stays, few meet twice."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workshops.mixing import mixed_seating

ROOMS = st.tuples(
    st.lists(st.sampled_from(["association", "state", "network", "chamber"]), max_size=60),
    st.integers(1, 12),
    st.integers(0, 6),
)


def _meetings(rounds: list[list[int]]) -> Counter[tuple[int, int]]:
    """How often each two people sit together."""
    met: Counter[tuple[int, int]] = Counter()
    for seats in rounds:
        for one, other in itertools.combinations(range(len(seats)), 2):
            if seats[one] == seats[other]:
                met[one, other] += 1
    return met


@given(ROOMS)
def test_everybody_has_one_seat_in_each_round_at_a_table_that_exists(room):
    kinds, tables, rounds = room
    seated = mixed_seating(kinds, tables, rounds)
    assert len(seated) == rounds
    for seats in seated:
        assert len(seats) == len(kinds)
        assert set(seats) <= set(range(tables))


@given(ROOMS)
def test_tables_differ_by_one_person_at_most(room):
    kinds, tables, rounds = room
    for seats in mixed_seating(kinds, tables, rounds):
        sizes = [seats.count(table) for table in range(tables)]
        assert max(sizes) - min(sizes) <= 1


@given(ROOMS)
def test_people_of_one_kind_are_spread_over_the_tables(room):
    kinds, tables, rounds = room
    for seats in mixed_seating(kinds, tables, rounds):
        for kind in set(kinds):
            of_kind = Counter(table for table, own in zip(seats, kinds, strict=True) if own == kind)
            numbers = [of_kind[table] for table in range(tables)]
            assert max(numbers) - min(numbers) <= 2


@given(ROOMS)
def test_everybody_moves_between_rounds(room):
    kinds, tables, rounds = room
    if tables < 2:
        return
    for before, after in itertools.pairwise(mixed_seating(kinds, tables, rounds)):
        assert all(one != other for one, other in zip(before, after, strict=True))


@given(ROOMS)
def test_the_same_people_get_the_same_seats(room):
    kinds, tables, rounds = room
    assert mixed_seating(kinds, tables, rounds) == mixed_seating(kinds, tables, rounds)


@pytest.mark.parametrize(("people", "tables"), [(12, 4), (40, 8), (24, 8)])
def test_nobody_meets_twice_where_that_is_possible(people, tables):
    seated = mixed_seating(["association"] * people, tables, 3)
    assert max(_meetings(seated).values()) == 1


@pytest.mark.parametrize(("people", "tables", "rounds"), [(20, 5, 4), (30, 6, 4), (13, 4, 4)])
def test_nobody_comes_back_to_a_table_while_others_are_left(people, tables, rounds):
    seated = mixed_seating(["association"] * people, tables, rounds)
    for person in range(people):
        assert len({seats[person] for seats in seated}) == rounds


def test_a_room_without_tables_seats_nobody():
    with pytest.raises(ValueError, match="table"):
        mixed_seating(["association"], 0, 3)
