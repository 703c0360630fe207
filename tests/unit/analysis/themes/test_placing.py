import numpy as np

from analysis.texts.spelling import Speller
from analysis.texts.tokens import tokenise
from analysis.texts.word_choice import ALL_WORDS, WordChoice
from analysis.themes.placing import Placer

FITTED = [tokenise("des trottinettes partout")] * 3


def placer(chosen: WordChoice, *more: str) -> Placer:
    vocabulary = tuple(sorted({key for text in FITTED for key in text.keys} | {*more}))
    nothing = np.zeros((len(vocabulary), 1))
    return Placer(vocabulary, nothing[:, 0], nothing, nothing, chosen, Speller(FITTED))


def test_a_text_beyond_the_sample_is_read_as_those_of_the_sample_are() -> None:
    plain = placer(ALL_WORDS, "de")
    place = plain.column["trottinet"]
    assert plain.columns("Des trotinettes, du fromage") == [place]
    with_all = placer(WordChoice(stop_words=True), tokenise("des", stop_words=True).keys[0])
    assert len(with_all.columns("Des trottinettes")) == 2
