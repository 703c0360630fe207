import pytest

from analysis import Document
from analysis.progress import silent
from analysis.texts.corpus import distinct_texts
from analysis.texts.languages import (
    SMALL_WORDS,
    count_languages,
    language_of,
    read_languages,
)
from analysis.workers import OneProcess


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Voir mes proches et sortir", "fr"),
        ("pistes cyclables", "fr"),
        ("We need more trains and better bus lines in the villages", "en"),
        ("Necesitamos más trenes para los pueblos y las ciudades", "es"),
        ("Wir brauchen mehr Züge und Busse für die Dörfer", "de"),
        ("Più treni per i paesi e non solo per le città", "it"),
        ("نحتاج إلى المزيد من القطارات", "ar"),
        ("Meetup", "?"),
        ("🙂🙂", "?"),
        ("", "?"),
    ],
)
def test_the_language_is_told_from_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_an_english_word_in_a_french_text_leaves_it_french() -> None:
    assert language_of("Le made in France et le made in Brittany pour nos achats") == "fr"


def test_each_document_counts_and_the_most_frequent_language_comes_first() -> None:
    written = ["We have to go by the train", *["Prendre le train"] * 3, *["..."] * 2]
    documents = [Document(str(row), text) for row, text in enumerate(written)]
    texts = distinct_texts(documents, silent)
    found = count_languages(texts, read_languages(texts.written, OneProcess()))
    assert list(found.items()) == [("fr", 3), ("?", 2), ("en", 1)]


def test_a_word_that_is_french_too_is_not_taken_out_of_the_french_ones() -> None:
    assert {"de", "la", "on", "ma"} <= SMALL_WORDS["fr"]
    assert "the" not in SMALL_WORDS["fr"]
