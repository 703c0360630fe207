"""Two wordings of a line, word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.web.differences import Piece, differences


def test_the_words_that_changed_are_told_apart_from_those_that_stayed():
    assert differences("Former les bénévoles.", "Former tous les bénévoles.") == [
        Piece("kept", "Former "),
        Piece("added", "tous "),
        Piece("kept", "les bénévoles."),
    ]


def test_a_word_is_never_cut():
    pieces = differences("Un besoin de locaux", "Un besoin de local")
    assert Piece("removed", "locaux") in pieces
    assert Piece("added", "local") in pieces


@given(st.text(), st.text())
def test_both_wordings_can_be_read_out_of_their_differences(before, after):
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_long_texts_of_the_same_word_are_shown_one_after_the_other() -> None:
    before, after = "a " * 5000, "b " + "a " * 5000
    assert [piece.kind for piece in differences(before, after)] == ["removed", "added"]
