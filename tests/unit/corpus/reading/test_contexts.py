"""A word between what precedes and what follows it."""

from __future__ import annotations

import pytest

from app.corpus.reading.contexts import context_of, order_after, order_before
from app.corpus.search.places import Place

TEXT = "Il faut  former les bénévoles\nà la comptabilité des associations."


def place_of(word: str, text: str = TEXT) -> Place:
    start = text.index(word)
    return Place(start, start + len(word), word)


@pytest.mark.parametrize(
    ("width", "context"),
    [
        (70, ("Il faut former les ", "bénévoles", " à la comptabilité des associations.")),
        (14, ("…former les ", "bénévoles", " à la…")),
        (11, ("…former les ", "bénévoles", " à la…")),
        (1, ("… ", "bénévoles", " …")),
        (0, ("…", "bénévoles", "…")),
    ],
)
def test_a_context_is_one_line_cut_between_words(width, context):
    assert context_of(TEXT, place_of("bénévoles"), width) == context


def test_what_is_longer_than_the_context_is_cut_within_the_word():
    text = "x" * 30 + " mot " + "y" * 30
    assert context_of(text, place_of("mot", text), 10) == (
        "…" + "x" * 9 + " ",
        "mot",
        " " + "y" * 9 + "…",
    )


def test_a_text_without_blanks_keeps_its_signs():
    assert context_of("aaaaXbbbb", Place(4, 5, "x"), 2) == ("…aa", "X", "bb…")


def test_contexts_are_put_in_order_by_the_nearest_word():
    assert order_before(TEXT, place_of("bénévoles"))[:2] == ("les", "former")
    assert order_after(TEXT, place_of("bénévoles"))[:2] == ("la", "comptabilite")
