from analysis import Document
from analysis.progress import silent
from analysis.texts.corpus import canonical_corpus
from analysis.texts.word_choice import ALL_WORDS, WordChoice


def keys_of(words: WordChoice, *texts: str) -> dict[str, tuple[str, ...]]:
    corpus = canonical_corpus([Document(str(n), text) for n, text in enumerate(texts)], silent)
    return {text.text: text.keys for text in words.kept_in(corpus).texts}


def test_all_words_is_the_corpus_as_it_is() -> None:
    corpus = canonical_corpus([Document("a", "le vélo")], silent)
    assert ALL_WORDS.kept_in(corpus) is corpus


def test_rare_words_are_left_out_but_never_the_last_of_a_text() -> None:
    found = keys_of(WordChoice(fewest_texts=2), "vélo et tramway", "vélo et bus", "potager")
    assert found["vélo et tramway"] == found["vélo et bus"] == ("velo",)
    assert len(found["potager"]) == 1


def test_stop_words_can_be_kept() -> None:
    assert len(keys_of(WordChoice(stop_words=True), "il faut le vélo")["il faut le vélo"]) == 4
