"""Cutting and joining the words of passages, and putting them back into their text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.words import CannotCut, Piece, as_typed, composed, cut, joined, places_to_cut
from app.models import Nature

WORDS = "Le bus manque. Les horaires ne vont pas ; la nuit, rien."


def test_words_may_be_cut_where_a_sentence_or_an_item_begins():
    offered = [WORDS[at:] for at in places_to_cut(WORDS)]
    assert offered == ["Les horaires ne vont pas ; la nuit, rien.", "la nuit, rien."]


def test_one_sentence_may_be_cut_at_its_commas():
    assert [w[at:] for w in ["Oui, non."] for at in places_to_cut(w)] == ["non."]
    assert places_to_cut("Un guichet unique") == []


def test_words_as_they_were_read_are_cut_exactly():
    (end, first), (start, second) = cut(WORDS, WORDS, 15)
    assert (WORDS[:end], WORDS[start:]) == (first, second)
    assert (first, second) == ("Le bus manque.", "Les horaires ne vont pas ; la nuit, rien.")


def test_corrected_words_are_cut_in_the_original_beside_what_was_corrected():
    original = "Le bus manqe. Il faut le rétablir."
    typed = "Le bus manque. Il faut le rétablir."
    (end, first), (start, second) = cut(original, typed, 15)
    assert (first, second) == ("Le bus manque.", "Il faut le rétablir.")
    assert original[start:] == second
    assert end == start


@pytest.mark.parametrize("at", [0, -3, len(WORDS), 10_000])
def test_a_cut_that_leaves_nothing_on_one_side_is_refused(at):
    with pytest.raises(CannotCut):
        cut(WORDS, WORDS, at)


def test_a_passage_of_one_character_is_never_cut():
    with pytest.raises(CannotCut):
        cut("x", "deux mots", 5)


@given(original=st.text("ab. ", min_size=2, max_size=12), words=st.text("ab. ", max_size=12))
def test_two_passages_never_overlap_nor_leave_the_one_they_come_from(original, words):
    for at in range(len(words) + 1):
        try:
            (end, first), (start, second) = cut(original, words, at)
        except CannotCut:
            continue
        assert 0 < end <= start < len(original)
        assert first.strip()
        assert second.strip()


def test_passages_that_follow_one_another_are_joined_as_they_stand():
    assert joined("Un. Deux.", "Un.", " ", "Deux.") == "Un. Deux."


def test_the_mark_of_a_list_between_two_passages_is_not_said():
    assert joined("Un\n- Deux", "Un", "\n- ", "Deux") == "Un\nDeux"
    assert joined("Un # Deux", "Un corrigé", " # ", "Deux") == "Un corrigé Deux"


def test_a_composed_text_holds_the_corrections_and_its_spans_still_point_at_them():
    text = "Un titre\n\nPremier mot.\n\nDeuxième.\n\nTroisième. Fin"
    first, second, third = (text.index(w) for w in ("Premier", "Deuxième", "Troisième"))
    made, spans = composed(
        text,
        [
            Piece(first, first + 12, "Un premier mot, corrigé.", Nature.NEED, "Un titre"),
            Piece(second, second + 9, None, is_dropped=True),
            Piece(third, third + 10, None, Nature.FINDING),
        ],
    )
    assert made == "Un titre\n\nUn premier mot, corrigé.\n\nDeuxième.\n\nTroisième. Fin"
    assert [made[span.start : span.end] for span in spans] == [
        "Un premier mot, corrigé.",
        "Troisième.",
    ]
    assert [(span.nature, span.location) for span in spans] == [
        (Nature.NEED, "Un titre"),
        (Nature.FINDING, ""),
    ]


def test_what_is_left_out_of_a_kept_text_goes_with_the_mark_before_it():
    text = "# Titre\n\nUn. Deux. Trois.\n\n- A\n- B\n- C\n\nFin"
    words = ("Un.", "Deux.", "Trois.", "A", "B", "C")
    pieces = [
        Piece(text.index(w), text.index(w) + len(w), None, is_dropped=w in ("Deux.", "B", "C"))
        for w in words
    ]
    made, spans = composed(text, pieces, keeps_dropped=False)
    assert made == "# Titre\n\nUn. Trois.\n\n- A\n\nFin"
    assert [made[span.start : span.end] for span in spans] == ["Un.", "Trois.", "A"]
    last = [replace(piece, is_dropped=True) for piece in pieces[:1]]
    assert composed("Un.", [replace(last[0], start=0, end=3)], keeps_dropped=False) == ("", ())


def test_passages_cut_out_of_corrected_words_do_not_stick_together():
    made, spans = composed("abcd", [Piece(0, 2, "Un début."), Piece(2, 4, "Une fin.")])
    assert made == "Un début. Une fin."
    assert [made[span.start : span.end] for span in spans] == ["Un début.", "Une fin."]


def test_typed_words_have_one_kind_of_line_end():
    assert as_typed("  un\r\ndeux\rtrois \n") == "un\ndeux\ntrois"
