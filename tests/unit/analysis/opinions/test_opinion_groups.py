from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import AnalysisError
from analysis.opinions import AGREE, PASS, Former, OpinionResult, Vote, opinion_groups
from analysis.opinions.groups import Bases, chosen
from analysis.opinions.names import names_of
from analysis.results import Firmness
from tests.unit.analysis.opinions.made_votes import camp_of, camps_votes


@pytest.fixture(scope="module")
def found() -> OpinionResult:
    return opinion_groups(camps_votes(40))


def _figures(result: OpinionResult) -> tuple[object, ...]:
    return result.groups, result.opinions, result.former, result.separation


def test_those_who_vote_alike_are_in_one_group(found):
    assert [(one.name, one.size) for one in found.groups] == [("A", 20), ("B", 20)]
    camps = {camp_of(int(voter[1:]), 2): name for voter, name in found.members.items()}
    assert all(camps[camp_of(int(voter[1:]), 2)] == name for voter, name in found.members.items())
    assert {one.firmness for one in found.groups} == {Firmness.SOLID}


def test_order_and_names_of_voters_change_nothing(found):
    votes = camps_votes(40)
    random.Random(3).shuffle(votes)
    renamed = [replace(vote, voter=f"x{hash(vote.voter)}") for vote in votes]
    assert _figures(opinion_groups(renamed)) == _figures(found)


def test_what_all_like_is_agreed_and_what_one_camp_likes_divides(found):
    agreed = {one.id for one in found.opinions if one.agreed}
    assert agreed == {"s00", "s04", "s08"}
    assert {one.id for one in found.opinions if one.divides} == {
        one.id for one in found.opinions
    } - agreed
    assert not any(one.rejected for one in found.opinions)
    best = max(found.opinions, key=lambda one: one.consensus)
    assert best.id in agreed
    a, b = (best.groups[name] for name in "AB")
    expected = (a.agree + 1) / (a.votes + 2) * (b.agree + 1) / (b.votes + 2)
    assert best.consensus == pytest.approx(expected, abs=1e-4)


def test_what_tells_a_group_is_what_it_says_and_others_do_not(found):
    opinions = {one.id: one for one in found.opinions}
    for group in found.groups:
        other = next(one.name for one in found.groups if one != group)
        assert group.telling
        for one in group.telling:
            mine, theirs = (opinions[one.statement].groups[name] for name in (group.name, other))
            said = [each.agree if one.agrees else each.disagree for each in (mine, theirs)]
            assert said[0] / mine.votes > said[1] / theirs.votes


def test_three_camps_make_three_groups():
    found = opinion_groups(camps_votes(60, 3, each=12))
    assert [one.size for one in found.groups] == [20, 20, 20]


def test_people_without_camps_make_one_group():
    chance = random.Random(5)
    votes = [
        Vote(str(voter), str(number), AGREE if chance.random() < 0.7 else PASS)
        for voter in range(60)
        for number in range(40)
    ]
    found = opinion_groups(votes)
    assert [one.size for one in found.groups] == [60]
    assert found.groups[0].telling == ()


def test_below_fifteen_voters_there_are_only_counts():
    found = opinion_groups(camps_votes(14))
    assert (found.voters, found.grouped, found.groups, found.members) == (14, 14, (), {})
    assert sum(one.everybody.votes for one in found.opinions) == found.votes == 140
    assert not any(one.agreed or one.groups for one in found.opinions)


def test_who_voted_fewer_than_seven_times_is_counted_and_not_grouped():
    votes = camps_votes(20) + [Vote("late", f"s{number:02}", AGREE) for number in range(6)]
    found = opinion_groups(votes)
    assert (found.voters, found.grouped) == (21, 20)
    assert "late" not in found.members
    first = found.opinions[0]
    assert first.everybody.votes == sum(one.votes for one in first.groups.values()) + 1


def test_a_few_statements_ask_for_as_many_votes():
    votes = [Vote(str(voter), s, 1 - 2 * (voter % 2)) for voter in range(20) for s in "ab"]
    assert [one.size for one in opinion_groups(votes).groups] == [10, 10]


def test_groups_keep_their_names_when_others_come(found):
    before = {name: dict(leanings) for name, leanings in found.former.leanings.items()}
    swapped = Former({"A": before["B"], "B": before["A"]})
    again = opinion_groups(camps_votes(40), former=swapped)
    other = {"A": "B", "B": "A"}
    assert again.members == {voter: other[name] for voter, name in found.members.items()}


def test_a_new_group_takes_a_letter_that_nobody_had():
    former = {"A": {"x": 1.0}, "C": {"x": -1.0, "y": 0.1}}
    assert names_of([{"x": -0.9}, {"y": -1.0}, {"x": 0.8}], former) == ["C", "B", "A"]


def _line(*places: float) -> Bases:
    """Ten voters near each place, on a line."""
    centers = np.array([[place + step / 10, 0.0] for place in places for step in range(5)])
    return Bases(centers, np.full(len(centers), 2.0), np.repeat(np.arange(len(centers)), 2))


def test_another_number_of_groups_replaces_the_former_one_when_clearly_better_or_twice():
    three = _line(0, 6, 12)
    assert chosen(three, 0, None, None).labels.max() == 2
    # Clearly better than two.
    assert chosen(three, 0, 2, None).labels.max() == 2
    # Hardly better: once is not enough, twice is.
    close = _line(0, 1.9, 9)
    best = int(chosen(close, 0, None, None).labels.max()) + 1
    other = 5 - best
    first = chosen(close, 0, other, None)
    if first.rival is not None:
        assert (int(first.labels.max()) + 1, first.rival) == (other, best)
        assert int(chosen(close, 0, other, first.rival).labels.max()) + 1 == best


def test_what_is_no_vote_is_refused():
    with pytest.raises(AnalysisError, match="must be 1, 0 or -1"):
        opinion_groups([Vote("a", "b", 2)])
    with pytest.raises(AnalysisError, match="two votes"):
        opinion_groups([Vote("a", "b", 1), Vote("a", "b", 1)])


@pytest.mark.parametrize(
    "votes",
    [
        [],
        [Vote("a", "b", 1)],
        [Vote(str(n), "b", 1) for n in range(30)],
        [Vote(str(n), s, 0) for n in range(30) for s in "abcdefghij"],
    ],
    ids=["none", "one", "one statement", "all the same"],
)
def test_odd_votes_give_a_small_result(votes):
    found = opinion_groups(votes)
    assert len(found.groups) == (1 if len(votes) >= 30 else 0)


def test_cancelling_goes_through():
    def stop(_fraction: float, step: str) -> None:
        if step == "stability":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opinion_groups(camps_votes(20), progress=stop)
