from __future__ import annotations

from app.notifications.places import filled, unknown_places

PLACES = {"nom": "Claire", "lien": "https://x.example/1", "fin": "28 juin 2016"}


def test_places_are_filled_in():
    assert filled("Bonjour {nom}, {lien} ({fin})", PLACES) == (
        "Bonjour Claire, https://x.example/1 (28 juin 2016)"
    )


def test_without_a_name_the_greeting_closes_up():
    assert filled("Bonjour {nom},\n{nom}", {**PLACES, "nom": ""}) == "Bonjour,\n"


def test_braces_in_a_name_are_only_braces():
    assert filled("Bonjour {nom}", {**PLACES, "nom": "{lien}"}) == "Bonjour {lien}"
    assert filled("{nom.__class__} {0}", PLACES) == "{nom.__class__} {0}"


def test_words_in_braces_that_stand_for_nothing_are_told():
    assert unknown_places("{nom} {prenom} {lien}", ("nom", "lien")) == ["prenom"]
