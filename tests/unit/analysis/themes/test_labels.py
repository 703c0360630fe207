import numpy as np

from analysis.texts.tokens import tokenise
from analysis.themes.labels import ThemeWords, name_themes
from analysis.themes.theme_tree import ThemePlace


def named(groups: list[list[str]], places: list[ThemePlace] | None = None) -> list[ThemeWords]:
    texts = [tokenise(text) for group in groups for text in group]
    numbers = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    flat = [ThemePlace(f"t{group}", None, (group,)) for group in range(len(groups))]
    return name_themes(texts, numbers, places or flat)


def labels(groups: list[list[str]]) -> list[str]:
    return [words.label for words in named(groups)]


def said(word: str, count: int, also: str = "") -> list[str]:
    fillers = ("tram", "gare", "pont", "rue", "place", "quai", "parc", "port")
    return [f"le {word}, {also}, {fillers[number % 8]}" for number in range(count)]


def test_words_said_together_are_shown_together() -> None:
    first, second = labels(
        [
            ["la formation des bénévoles"] * 4 + ["formation des bénévoles et salariés"],
            ["des pistes cyclables"] * 3 + ["une piste cyclable", "pistes cyclables en ville"],
        ]
    )
    assert first.startswith("Formation des bénévoles")
    assert second.startswith("Pistes cyclables")


def test_things_come_before_what_is_done_to_them() -> None:
    first, second = labels(
        [
            ["il faut réparer, vite, le vélo", "réparer ? oui, un vélo", "vélo à réparer"],
            ["il faut repeindre, vite, une classe", "repeindre : la classe"],
        ]
    )
    assert first == "Vélo, réparer"
    assert second == "Classe, repeindre"


def test_words_of_every_group_name_none() -> None:
    first, second = labels(
        [["besoin de vélo", "besoin de vélos"], ["besoin d'école", "besoin d'écoles"]]
    )
    assert "esoin" not in first + second


def test_groups_with_the_same_words_have_other_names() -> None:
    assert len(set(labels([["vélo"], ["vélo"], ["vélo"]]))) == 3


def test_a_further_word_adds_texts_rather_than_say_the_same() -> None:
    """ "Guidon" is in most texts of the theme, but always beside "vélo"; "trottinette" is not."""
    first, _ = labels(
        [
            said("vélo", 12, "guidon") + said("vélo", 4) + said("trottinette", 6),
            said("cahier", 20),
        ]
    )
    assert first.startswith("Vélo, trottinette")


def test_words_of_one_family_are_not_said_twice() -> None:
    first, _ = labels(
        [said("agriculture", 6) + said("agriculteur", 5) + said("verger", 4), said("cahier", 12)]
    )
    assert first == "Agriculture, verger" or first.startswith("Agriculture, verger, ")


def test_a_child_is_named_by_what_tells_it_from_its_brothers_and_a_parent_by_what_they_share() -> (
    None
):
    places = [
        ThemePlace("t1", None, (0, 1), (1, 2)),
        ThemePlace("t1.1", 0, (0,)),
        ThemePlace("t1.2", 0, (1,)),
        ThemePlace("t2", None, (2,)),
    ]
    parent, bikes, trains, _ = named(
        [said("vélo", 9, "un transport"), said("train", 9, "un transport"), said("cahier", 30)],
        places,
    )
    assert parent.label.startswith("Transport")
    assert bikes.label.startswith("Vélo")
    assert trains.label.startswith("Train")


def test_terms_carry_their_tests_and_what_is_lacking_is_negative() -> None:
    first, second = named([said("vélo", 30), said("cahier", 30)])
    term = first.terms[0]
    assert (term.term, term.texts, term.score) == ("vélo", 30, 1.0)
    assert term.chi2 > 50
    assert term.specificity > 10
    assert term.q < 0.001
    missing = first.lacking[0]
    assert (missing.term, missing.texts) == ("cahier", 0)
    assert missing.chi2 < -50
    assert missing.specificity < -10
    assert second.lacking[0].term == "vélo"


def test_chance_alone_lacks_nothing() -> None:
    assert all(not words.lacking for words in named([said("vélo", 8), said("vélo", 8)]))


def test_one_theme_is_named_by_what_most_say() -> None:
    (only,) = named([["un vélo", "le vélo bleu", "vélo, école"]])
    assert only.label.startswith("Vélo")
    assert only.terms[0].chi2 == 0


def test_a_word_of_refusal_names_those_who_refuse_and_no_other_theme() -> None:
    refused, wanted, other = labels(
        [
            ["non", "non, rien", "non merci", "rien", "non, aucun"],
            [*(f"non aux éoliennes {place}" for place in ("ici", "en mer")), *said("éolienne", 6)],
            said("cahier", 8),
        ]
    )
    assert refused.startswith(("Non", "Rien"))
    assert wanted.startswith("Éolienne")
    assert "non" not in other.lower()
