"""Which themes may be one, and why."""

from __future__ import annotations

import uuid

from app.themes.comparing.likeness import Described, Together, near_pairs, telling_words

A, B, C = (uuid.UUID(int=number) for number in (1, 2, 3))


def described(theme_id: uuid.UUID, title: str, words: str = "", **more) -> Described:
    return Described(theme_id, title, telling_words([words], {}), **more)


def pairs(*themes: Described, **more) -> list[tuple[uuid.UUID, uuid.UUID]]:
    return [(one.first, one.second) for one in near_pairs(themes, **more)]


def test_titles_that_differ_by_their_endings_or_their_spelling_are_pointed_out():
    assert pairs(
        described(A, "Formation des bénévoles"),
        described(B, "Former les benevoles"),
        described(C, "Transports du soir"),
    ) == [(A, B)]


def test_the_same_words_under_other_titles_are_pointed_out_with_those_that_tell_most():
    spelt: dict[str, str] = {}
    themes = [
        Described(A, "Mobilité", telling_words(["bus trains gare horaires"], spelt)),
        Described(B, "Se déplacer", telling_words(["bus train gares horaire"], spelt)),
        Described(C, "Toits", telling_words(["panneaux soleil gare"], spelt)),
    ]
    (found,) = near_pairs(themes, spelt=spelt)
    assert (found.first, found.second) == (A, B)
    assert {"bus", "trains", "horaires"} <= set(found.common)


def test_excerpts_in_both_make_two_themes_alike_and_one_of_one_does_not():
    themes = [described(A, "Toits", coded=10, proposed=9), described(B, "Soleil", coded=8)]
    both = frozenset((A, B))
    assert pairs(*themes, together={both: Together(coded=7)}) == [(A, B)]
    small = [described(A, "Toits", coded=1), described(B, "Soleil", coded=1)]
    assert pairs(*small, together={both: Together(coded=1)}) == []


def test_a_theme_is_not_like_the_one_above_it_for_its_words():
    words = "bus trains gare horaires"
    assert pairs(described(A, "Mobilité", words), described(B, "Rail", words)) == [(A, B)]
    below = described(B, "Rail", words, above=frozenset({A}))
    assert pairs(described(A, "Mobilité", words), below) == []


def test_candidates_are_compared_with_themes_and_not_with_each_other():
    themes = [described(A, "Former les bénévoles")]
    others = [described(B, "former, bénévoles"), described(C, "former, bénévole")]
    assert {(one.first, one.second) for one in near_pairs(themes, others)} == {(A, B), (A, C)}
    assert near_pairs([], []) == []


def test_three_hundred_themes_are_all_compared():
    themes = [described(uuid.UUID(int=n), f"Thème numéro {n}", f"mot{n}") for n in range(1, 299)]
    alike = [described(A, "Toits solaires"), described(B, "Toits solaires")]
    assert (A, B) in pairs(*alike, *themes[3:])
