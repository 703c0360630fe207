"""What is linked, what looks alike, and which objectives are near: without a database."""

from __future__ import annotations

import uuid

import pytest

from app.strategy.evidence import pair_of
from app.strategy.linkable import PointOfItself
from app.strategy.objectives_near import (
    Link,
    OtherSource,
    Suggested,
    Support,
    alike,
    nearest,
    supported,
)
from app.strategy.points.groups import UsedBy, together
from app.strategy.similar_links import SHOWN, AcceptedExcerpt, most_alike

A, B, C = (uuid.UUID(int=n) for n in (1, 2, 3))


def _accepted(text: str) -> AcceptedExcerpt:
    return AcceptedExcerpt(uuid.uuid4(), uuid.uuid4(), text)


def test_a_point_is_no_evidence_of_itself():
    with pytest.raises(PointOfItself):
        pair_of({"from_point_id": A, "point_id": A})


def test_a_link_has_one_source_and_one_end():
    with pytest.raises(ValueError, match="one source and one end"):
        pair_of({"excerpt_id": A, "theme_id": B, "node_id": C})


def test_the_accepted_links_that_share_most_words_come_first_in_any_form():
    both = _accepted("Les bénévoles sont formés à la comptabilité.")
    one = _accepted("Un bénévole est venu.")
    neither = _accepted("La cantine est fermée.")
    found = most_alike(("bénévoles", "former"), [one, neither, both])
    assert [(link.excerpt, link.shared) for link in found] == [
        (both, ("bénévoles", "former")),
        (one, ("bénévoles",)),
    ]


def test_only_a_few_accepted_links_are_shown():
    assert len(most_alike(("bénévoles",), [_accepted("Des bénévoles.")] * 9)) == SHOWN


def test_an_objective_is_as_near_as_the_mean_of_the_excerpts():
    supports = {
        A: Support(score=1.0, suggested=4),
        B: Support(score=0.5, suggested=1, accepted=3),
        C: Support(score=0.1, suggested=1),
    }
    assert nearest(supports, 4, frozenset()) == [(B, 0.875), (A, 0.25)]
    assert nearest(supports, 4, frozenset({B})) == [(A, 0.25)]
    assert nearest(supports, 2, frozenset({A}))[0] == (B, 1.0)


def test_what_a_person_decided_of_an_excerpt_outweighs_what_the_machine_suggests():
    first, second, third = (uuid.uuid4() for _ in range(3))
    suggestions = {
        first: [Suggested(A, 0.75, ("bénévoles",))],
        second: [Suggested(A, 0.5, ("bénévoles", "école")), Suggested(B, 0.25, ())],
        third: [Suggested(A, 0.25, ())],
    }
    links = {first: [Link(A, None, False)], second: [Link(A, None, True), Link(None, C, True)]}
    found = supported([first, second, third], suggestions, links)
    assert (found[A].score, found[A].suggested, found[A].accepted) == (0.25, 1, 1)
    assert found[A].most_said() == ("bénévoles", "école")
    assert (found[B].score, found[B].suggested, found[B].accepted) == (0.25, 1, 0)


def test_others_look_alike_by_the_excerpts_of_both_then_by_words():
    training = OtherSource(A, "Former les bénévoles", is_theme=False)
    money = OtherSource(B, "La trésorerie des associations", is_theme=False)
    food = OtherSource(C, "La cantine", is_theme=True)
    found = alike(("La formation des bénévoles", "accueil"), [training, money, food], {B: 2})
    assert [(one.source, one.excerpts) for one in found] == [(money, 2), (training, 0)]
    assert "bénévoles" in found[1].words


def test_the_actions_of_the_parts_of_a_group_are_those_of_the_group():
    used = [UsedBy(A, "Une", 1)], [UsedBy(B, "Autre", 2), UsedBy(A, "Une", 4)]
    assert together(used) == (UsedBy(A, "Une", 5), UsedBy(B, "Autre", 2))
