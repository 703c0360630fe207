import numpy as np
import pytest

from analysis.texts.phrases import TokenStream, find_phrases, pair_likelihood
from analysis.texts.term_counts import count_terms, spelling_of
from analysis.texts.tokens import tokenise
from analysis.texts.written_forms import Spelling, ends_like_verb

FILLING = ["école", "santé", "le vélo", "jardin", "un impôt", "la gare", "soin", "logement"] * 3


def phrases(texts: list[str]) -> list[str]:
    read = [tokenise(text) for text in texts]
    stream = TokenStream(read)
    found = find_phrases(stream, read)
    return [" ".join(stream.vocabulary[word] for word in words) for words in found.words]


def written(texts: list[str], word: str) -> str:
    read = [tokenise(text) for text in texts]
    counts = count_terms(read)
    term = (counts.keys.index(tokenise(word).keys[0]),)
    spelling = spelling_of(
        counts, read, np.zeros(len(read), dtype=np.intp), [counts.terms.index(term)]
    )
    return spelling.written(term, [0])


def test_words_that_belong_together_are_a_phrase() -> None:
    texts = ["des pistes cyclables", "une piste cyclable", "pistes cyclables en ville", *FILLING]
    assert phrases(texts) == ["pist cyclabl"]


def test_light_words_join_and_punctuation_separates() -> None:
    assert phrases(["accès à l'eau", "un accès à l’eau", "accès à l'eau ici", *FILLING])
    assert not phrases(["accès, eau", "accès. Eau", "accès ; eau", *FILLING])


def test_two_texts_are_too_few_for_a_phrase_however_often_they_say_it() -> None:
    assert not phrases(
        ["piste cyclable, piste cyclable, piste cyclable", "piste cyclable", *FILLING]
    )


def test_three_words_are_one_phrase_when_they_mostly_stand_together() -> None:
    said = ["le revenu de base universel pour tous"] * 2 + [
        "un revenu de base universel",
        "revenu de base universel vite",
    ]
    assert "revenu bas universel" in phrases([*said, *FILLING])


def test_frequent_neighbours_by_chance_are_no_phrase() -> None:
    both, often = np.array([10.0]), np.array([1000.0])
    assert pair_likelihood(both, often, often, 100_000.0)[0] == 0
    assert pair_likelihood(both, np.array([12.0]), np.array([12.0]), 100_000.0)[0] > 100


def test_terms_are_counted_once_a_text() -> None:
    counts = count_terms([tokenise("vélo, vélo et vélo"), tokenise("un vélo rouge")])
    assert counts.held.toarray().sum(axis=0).tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("texts", "word", "shown"),
    [
        (["écoles", "écoles", "école"], "école", "écoles"),
        (["Jardin pour l'ESS", "Une ESS au jardin"], "ess", "ESS"),
        (["Jardin pour l'ESS", "Une ESS au jardin"], "jardin", "jardin"),
        (["VIVE LE JARDIN", "le jardin"], "jardin", "jardin"),
        (["Oui. Jardins, enfin", "mes jardins"], "jardin", "jardins"),
        (["justice fiscale", "fraude fiscale", "la fiscalité"], "fiscal", "fiscalité"),
    ],
)
def test_words_are_shown_as_people_write_them(texts: list[str], word: str, shown: str) -> None:
    assert written(texts, word) == shown


def test_a_verb_is_known_by_its_ending() -> None:
    assert ends_like_verb("réparer")
    assert not ends_like_verb("vélo")


def test_nothing_counted_has_no_usual_share() -> None:
    assert Spelling().usual_share() == 0
    assert count_terms([]).terms == ()
