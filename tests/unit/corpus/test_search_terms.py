"""What people type into a search, and where it stands in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.corpus.search.places import Places
from app.corpus.search.terms import LONGEST_PHRASE, MOST_WORDS, Term, terms_of


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Bénévoles formés", [Term(("benevoles",)), Term(("formes",))]),
        ('"Vie associative" locale', [Term(("vie", "associative"), True), Term(("locale",))]),
        ("« l’été » “été”", [Term(("ete",), True)]),
        ('association "association"', [Term(("association",)), Term(("association",), True)]),
        ("association associations", [Term(("association",))]),
        ('un "guillemet ouvert', [Term(("un",)), Term(("guillemet",)), Term(("ouvert",))]),
        ('"" ?! a', []),
    ],
)
def test_words_are_sought_in_any_form_and_quotes_as_they_are_said(typed, terms):
    assert list(terms_of(typed)) == terms


def test_no_more_is_sought_than_an_index_can_bear():
    assert len(terms_of(" ".join(f"mot{n}" for n in range(50)))) == MOST_WORDS
    (phrase,) = terms_of(f'"{"mot " * 50}"')
    assert len(phrase.words) == LONGEST_PHRASE


def said(text: str, typed: str, *, family: bool = False) -> list[str]:
    places = Places(terms_of(typed), family=family).in_text(text)
    return [text[place.start : place.end] for place in places]


@pytest.mark.parametrize(
    ("text", "typed", "family", "found"),
    [
        ("Le bénévolat des Bénévoles", "bénévole", False, ["Bénévoles"]),
        ("Le bénévolat des Bénévoles", "bénévole", True, ["bénévolat", "Bénévoles"]),
        ("La vie associative, l’associative vie", '"vie associative"', False, ["vie associative"]),
        ("Une vie à l’été", '"vie l\'ete"', False, ["vie à l’été"]),
        ("Des associations", '"association"', False, []),
        ("Préformation, formations : formation", "formation", False, ["formations", "formation"]),
        ("e\u0301te\u0301 et été", "été", False, ["e\u0301te\u0301", "été"]),
        (
            "formation, formation",
            '"formation formation" formation',
            False,
            ["formation, formation"],
        ),
    ],
)
def test_the_words_that_were_sought_are_marked(text, typed, family, found):
    assert said(text, typed, family=family) == found


@given(st.text(max_size=200), st.text(max_size=60), st.booleans())
def test_places_are_in_order_and_apart_whatever_is_typed(text, typed, family):
    places = Places(terms_of(typed), family=family).in_text(text)
    ends = [0, *(place.end for place in places)]
    assert all(end <= place.start < place.end for end, place in zip(ends, places, strict=False))
