import numpy as np

from analysis.texts.phrases import SurfaceForms, pairs_of
from analysis.texts.tokens import key_of, tokenise
from analysis.themes.labels import name_groups


def labels(groups: list[list[str]]) -> list[str]:
    texts = [tokenise(text) for group in groups for text in group]
    numbers = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    named = name_groups(texts, numbers, np.ones(len(texts)), SurfaceForms(texts))
    return [words.label for words in named]


def test_words_said_together_are_shown_together() -> None:
    first, second = labels(
        [
            ["la formation des bénévoles"] * 4 + ["formation des bénévoles et salariés"],
            ["des pistes cyclables"] * 3 + ["une piste cyclable", "pistes cyclables en ville"],
        ]
    )
    assert first.startswith("Formation des bénévoles")
    assert second.startswith("Pistes cyclables")


def test_the_most_frequent_form_is_shown_with_its_accents() -> None:
    first, _ = labels([["écoles", "écoles", "école"], ["le vélo"]])
    assert first == "Écoles"


def test_an_acronym_keeps_its_capitals_and_an_opening_word_does_not() -> None:
    forms = SurfaceForms([tokenise("Jardin pour l'ESS"), tokenise("Une ESS au jardin")])
    assert forms.word(key_of("ess")) == "ESS"
    assert forms.word(key_of("jardin")) == "jardin"


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
    names = labels([["vélo"], ["vélo"], ["vélo"]])
    assert len(set(names)) == 3


def test_punctuation_separates_what_is_no_phrase() -> None:
    assert [pair for pair, _ in pairs_of(tokenise("vélo, école"))] == []
    assert len(list(pairs_of(tokenise("accès à l'eau")))) == 1
