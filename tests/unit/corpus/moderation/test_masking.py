"""Masked words keep their length: what points into the text still does."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from app.corpus.moderation.masking import MASK, masked, masked_json, masking_of


def test_words_are_masked_wherever_they_stand_whole_whatever_their_case():
    masking = masking_of(["Jean Petit", "06 12 34 56 78"])
    text = "jean petit, Jean\u00a0Petit et Jean Petiteau : 06 12 34 56 78, 106 12 34 56 789."
    assert masking(text) == (
        f"{MASK * 10}, {MASK * 10} et Jean Petiteau : {MASK * 14}, 106 12 34 56 789."
    )


def test_the_longest_words_are_masked_first_and_signs_are_no_pattern():
    assert masking_of(["a@b.fr", "xa@b.fr"])("xa@b.fr axb.fr") == f"{MASK * 7} axb.fr"
    assert masking_of(["(.*"])("rien (.* ici") == f"rien {MASK * 3} ici"


def test_nothing_chosen_masks_nothing():
    assert masking_of(["", "  "])("Des mots") == "Des mots"


@given(st.text(max_size=60), st.lists(st.text(max_size=5), max_size=4))
def test_a_masked_text_keeps_its_length_and_its_lines(text, words):
    for found in (masking_of(words)(text), masked(text)):
        assert len(found) == len(text)
        assert all(one in (sign, MASK) for one, sign in zip(found, text, strict=True))


def test_only_the_texts_of_a_json_object_are_masked():
    kept = json.dumps({"text": "Il dit need.", "nature": "need", "place": 3})
    found = json.loads(masked_json(kept, masking_of(["need"]), frozenset({"text"})))
    assert found == {"text": "Il dit ████.", "nature": "need", "place": 3}
    assert masked_json("", masking_of(["need"]), frozenset({"text"})) == ""
