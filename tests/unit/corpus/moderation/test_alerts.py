"""What a moderator is told of words that come in."""

from __future__ import annotations

import pytest

from app.corpus.moderation.alerts import HOLDS, Alert, SaidBefore, alerts_of, holds

SAID = "Il faut former les bénévoles à la comptabilité, partout en région."


@pytest.mark.parametrize(
    ("text", "alerts"),
    [
        (SAID, []),
        ("Appelez le 06 12 34 56 78 pour rejoindre le collectif.", ["phone"]),
        ("Écrivez à a.b@asso.example ou c.d@asso.example, vite.", ["email"]),
        ("Voir https://a.example, http://b.example et www.c.example pour comparer.", []),
        ("http://a.example " * 4 + "pour comparer", ["many_links"]),
        ("Tout est expliqué là : https://bit.ly/3xyz, allez voir.", ["short_link"]),
        ("Le site abit.ly/x et orbit.ly sont autre chose, à lire.", []),
        ("IL FAUT ÉCOUTER LES ASSOCIATIONS DE NOS VILLAGES", ["capitals"]),
        ("La SCIC, la SCOP, l’ESS, la CRESS et le DLA", []),
        ("Écoutez les associations !!!!!!!!!!!!!!!!!!", ["stutter"]),
        ("Premier point\n-----------\nécouter les associations", []),
        ("D’accord", ["very_short"]),
    ],
)
def test_each_alert_is_found_where_it_is_due_and_not_elsewhere(text, alerts):
    assert list(alerts_of("", text)) == alerts


def test_a_title_that_is_the_text_is_read_once():
    links = "http://a.example http://b.example pour comparer"
    assert alerts_of(links, links) == ()
    assert alerts_of(links, f"{links} bien") == (Alert.MANY_LINKS,)


def _before(*texts: str, is_refused: bool = False) -> list[SaidBefore]:
    return [SaidBefore("", text, is_refused) for text in texts]


def test_the_same_words_are_found_again_whatever_their_accents_case_and_signs():
    shouted = "il faut FORMER les benevoles a la comptabilite partout, en region !"
    assert alerts_of("", shouted, _before(SAID)) == (Alert.REPEATED,)
    assert alerts_of("", shouted, _before(SAID, SAID, SAID)) == (Alert.FLOOD,)
    assert alerts_of("", shouted, _before(SAID, is_refused=True)) == (Alert.REFUSED_BEFORE,)


def test_nearly_the_same_words_are_told_and_other_words_are_not():
    near = "Il faut former les bénévoles à la comptabilité, partout dans la région."
    assert alerts_of("", near, _before(SAID)) == (Alert.SIMILAR,)
    other = "Il faut former les élus à la commande publique, partout en région."
    assert alerts_of("", other, _before(SAID)) == ()


def test_what_many_say_in_a_word_is_not_compared():
    assert alerts_of("", "Tout à fait d’accord", _before("Tout à fait d’accord")) == ()


def test_every_alert_says_whether_it_holds():
    assert set(HOLDS) == set(Alert)
    assert holds(["phone", "iban"])
    assert not holds(["phone", "similar"])
    assert not holds([])
