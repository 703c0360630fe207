"""Which decision counts on an excerpt, whoever coded it and in what order."""

from __future__ import annotations

import pytest

from app.models import CodedState, Coding, CodingAct, CodingVia
from app.models.types import new_id
from app.themes.coding.what_counts import what_counts

A, B = new_id(), new_id()


def coded(*themes, via=CodingVia.QUEUE, act=CodingAct.CODED, flag=False):
    coding = Coding(id=new_id(), act=act, via=via, is_flagged=flag)
    return coding, frozenset(themes)


def counts(*decided):
    return what_counts([one for one, _ in decided], {one.id: themes for one, themes in decided})


def test_two_people_who_name_the_same_themes_agree_and_others_dispute():
    assert counts(coded(A, B), coded(B, A)).state is CodedState.CODED
    found = counts(coded(A), coded(B))
    assert (found.state, found.coders) == (CodedState.DISPUTED, 2)
    assert counts(coded(A), coded()).state is CodedState.DISPUTED, "that none fits is an answer"


@pytest.mark.parametrize("via", [CodingVia.PAGE, CodingVia.SETTLED, CodingVia.SPLIT])
def test_what_is_decided_in_view_of_the_rest_outweighs_what_came_before_and_not_after(via):
    first, second = coded(A, flag=True), coded(B, via=via)
    found = counts(first, second)
    assert found.coding is second[0]
    assert found.state is (CodedState.SETTLED if via is CodingVia.SETTLED else CodedState.CODED)
    assert not found.is_flagged, "the flag of what no longer weighs is not shown"
    assert counts(first, second, coded(A)).state is CodedState.DISPUTED


def test_skipping_decides_nothing_and_what_is_taken_back_counts_no_more():
    skipped = coded(act=CodingAct.SKIPPED, flag=True)
    taken_back = coded(A, act=CodingAct.TAKEN_BACK)
    assert counts(taken_back) is None
    assert counts(taken_back, skipped).state is CodedState.SKIPPED
    found = counts(coded(A), skipped)
    assert (found.state, found.coders, found.is_flagged) == (CodedState.CODED, 1, True)
