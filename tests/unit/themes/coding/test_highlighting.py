from __future__ import annotations

from app.themes.coding.highlighting import explained


def test_whole_words_are_marked_whatever_their_case_and_nothing_is_lost():
    text = "Le Bus (le bus du soir), l’autobus et C++."
    parts = explained(text, ["bus", "C++", "bus du soir", " "])
    assert "".join(part for part, _ in parts) == text
    assert [part for part, is_marked in parts if is_marked] == ["Bus", "bus du soir", "C++"]
    assert explained(text, []) == [(text, False)]
