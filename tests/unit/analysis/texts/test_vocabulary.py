"""Which words count."""

import pytest

from analysis.texts import vocabulary
from analysis.texts.tokens import tokenise
from analysis.texts.vocabulary import count_words


def test_a_text_of_a_dictionary_leaves_the_most_frequent_words_and_a_word_to_each_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(vocabulary, "MOST_WORDS", 3)
    dictionary = "abeille bateau canard dindon éléphant fourmi girafe hérisson"
    texts = [tokenise(text) for text in (dictionary, "girafe dindon", "girafe", "zèbre")]
    counted = count_words(texts)
    expected = {tokenise(word).keys[0] for word in ("girafe", "dindon", "abeille", "zèbre")}
    assert set(counted.vocabulary) == expected
    assert counted.counts.sum(axis=1).tolist() == [3, 2, 1, 1]
