"""Texts that say nearly the same find one another, as they come and go."""

from __future__ import annotations

import random

import numpy as np
import pytest

from analysis.near.growing_rows import WAITING_ROWS
from analysis.near.near_texts import LEAST_SCORE, NearTexts
from analysis.near.text_features import FEATURES

IDEAS = {
    "vélo": "Développer les pistes cyclables entre les villages",
    "cantine": "Des repas biologiques et locaux dans toutes les cantines scolaires",
    "bénévoles": "Former les bénévoles des petites associations à la comptabilité",
    "locaux": "Ouvrir des locaux partagés aux associations de Nîmes",
    "déchets": "Installer des composteurs au pied des immeubles",
}


@pytest.fixture
def index() -> NearTexts[str]:
    made = NearTexts[str]()
    made.add(list(IDEAS), list(IDEAS.values()))
    return made


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("développer la piste cyclable", "vélo"),
        ("dévelloper les pistse cyclabes", "vélo"),
        ("FORMATION DES BENEVOLES A LA COMPTABILITE", "bénévoles"),
        ("repas locaux à la cantine scolaire", "cantine"),
        ("un composteur dans chaque immeuble", "déchets"),
        ("associations nimes", "locaux"),
    ],
)
def test_other_endings_accents_and_typos_find_the_idea(index, typed, key):
    keys, scores = index.query(typed)
    assert keys[0] == key
    assert scores[0] > 1.5 * LEAST_SCORE


def test_a_text_that_is_there_has_the_score_one(index):
    _, scores = index.query(IDEAS["vélo"], k=1)
    assert scores == pytest.approx([1.0], abs=1e-5)


@pytest.mark.parametrize("typed", ["", "  ", "?!", "\ud800\x00", "zzzzzz", "☃" * 10_000])
def test_what_says_nothing_finds_nothing(index, typed):
    keys, scores = index.query(typed)
    assert keys == []
    assert len(scores) == 0


def test_an_empty_index_finds_nothing():
    assert NearTexts[int]().query("une idée")[0] == []


def test_a_text_of_a_million_signs_is_read_at_its_beginning_only(index):
    index.add(["long"], ["covoiturage " + "bla " * 250_000])
    assert index.query("covoiturage " * 100_000)[0][0] == "long"


def test_a_text_that_went_is_not_found_and_may_come_back(index):
    index.remove(["vélo", "unknown"])
    assert "vélo" not in index.query(IDEAS["vélo"])[0]
    assert len(index) == 4
    index.add(["vélo"], [IDEAS["vélo"]])
    assert index.query(IDEAS["vélo"])[0][0] == "vélo"


def test_a_corrected_text_takes_the_place_of_the_former_one(index):
    index.add(["vélo"], ["Des bornes de recharge pour les voitures électriques"])
    assert "vélo" not in index.query("pistes cyclables entre les villages")[0]
    assert index.query("borne de recharge électrique")[0] == ["vélo"]
    assert len(index) == 5


def _sentences(count: int) -> list[str]:
    chance = random.Random(5)
    words = " ".join(IDEAS.values()).split() + [f"mot{n}" for n in range(60)]
    return [" ".join(chance.sample(words, 7)) for _ in range(count)]


def test_texts_that_come_one_by_one_are_found_as_those_that_come_together():
    texts = _sentences(WAITING_ROWS + 500)
    together, in_parts = NearTexts[int](), NearTexts[int]()
    together.add(range(len(texts)), texts)
    for start in range(0, len(texts), 50):
        in_parts.add(range(start, start + 50), texts[start : start + 50])
    for text in texts[::97]:
        keys, scores = together.query(text, k=1)
        others, other_scores = in_parts.query(text, k=1)
        assert keys == others
        # Weights are a little old between two countings.
        assert np.allclose(scores, other_scores, atol=0.02)


def test_memory_is_given_back_when_most_texts_went():
    texts = _sentences(400)
    index = NearTexts[int]()
    index.add(range(400), texts)
    weights = 2 * 4 * FEATURES
    before = index.nbytes - weights
    index.remove(range(10, 400))
    assert index.nbytes - weights < 0.05 * before
    assert index.query(texts[3], k=1)[0] == [3]
    assert index.query(texts[300], k=1)[0] != [300]


def test_equal_scores_come_in_the_order_of_adding():
    index = NearTexts[str]()
    index.add(["b", "a", "c"], ["Des arbres en ville"] * 3)
    assert index.query("arbres en ville")[0] == ["b", "a", "c"]
