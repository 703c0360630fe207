"""Which candidate answers to which theme, by the excerpts of both."""

from __future__ import annotations

import uuid

from app.themes.comparing.overlap import Overlaps, Shared


def name(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


def held(*groups: tuple[int, range]) -> list[tuple[uuid.UUID, uuid.UUID]]:
    return [(name(excerpt), name(group)) for group, some in groups for excerpt in some]


WATER, ROOFS, TRAINS = 1001, 1002, 1003
FIRST, SECOND, THIRD = 2001, 2002, 2003


def flat(*groups: int) -> dict[uuid.UUID, uuid.UUID | None]:
    return dict.fromkeys(map(name, groups))


def test_each_theme_is_answered_by_the_candidate_that_shares_most_and_each_by_one_at_most():
    themes = held((WATER, range(0, 10)), (ROOFS, range(10, 20)), (TRAINS, range(20, 30)))
    found = held((FIRST, range(11, 20)), (SECOND, range(0, 8)), (THIRD, range(8, 11)))
    overlaps = Overlaps((flat(WATER, ROOFS, TRAINS), themes), (flat(FIRST, SECOND, THIRD), found))
    assert sorted(overlaps.matches()) == [(0, 1), (1, 0)]
    assert overlaps.shared(0, 1) == Shared(excerpts=8, of_first=10, of_second=8)
    assert overlaps.shared(0, 1).overlap == 0.8
    assert overlaps.nearest(2) == 0  # two of its three excerpts, too few to answer


def test_a_group_is_compared_with_those_below_it_and_an_excerpt_counts_once():
    parents = {name(WATER): None, name(ROOFS): name(WATER)}
    themes = held((WATER, range(0, 6)), (ROOFS, range(5, 10)))
    overlaps = Overlaps((parents, themes), (flat(FIRST), held((FIRST, range(0, 10)))))
    assert overlaps.shared(0, 0) == Shared(10, 10, 10)
    assert overlaps.matches() == [(0, 0)]


def test_ties_are_always_cut_the_same_way_and_nothing_matches_nothing():
    both = held((WATER, range(0, 4)), (ROOFS, range(0, 4)))
    found = held((FIRST, range(0, 4)), (SECOND, range(0, 4)))
    sides = (flat(WATER, ROOFS), both), (flat(FIRST, SECOND), found)
    assert Overlaps(*sides).matches() == Overlaps(*sides).matches() == [(0, 0), (1, 1)]
    assert Overlaps((flat(), []), (flat(FIRST), found[:4])).matches() == []
    empty = Overlaps((flat(WATER), []), (flat(FIRST), []))
    assert (empty.matches(), empty.nearest(0), empty.shared(0, 0).overlap) == ([], None, 0.0)
