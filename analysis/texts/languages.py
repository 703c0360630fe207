"""In which language a text is written, told from its small words.

French is what is expected: another language needs two of its small words, and more of them than
of French ones. A text of a word or two is seldom told, and "?" says so.
Source: the most frequent words of a language tell it apart best (Ingle 1976; Grefenstette 1995).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import simplemma
from numpy.typing import NDArray

from analysis.progress import Progress, silent
from analysis.texts.corpus import CHUNK, DistinctTexts
from analysis.texts.stopwords import STOPWORDS
from analysis.workers import Workers

FRENCH = "fr"
UNKNOWN = "?"
# At least this many small words of another language, and this share of the words of the text.
LEAST_SMALL_WORDS = 2
LEAST_SHARE = 0.2
# The beginning tells: a text of five million characters is not read whole.
LETTERS_READ = 2000

_SMALL_WORDS = {
    "en": """
        the of and to in is that it for with this be have has we our you your they their from by not
        are was were will would should can could there what which who when how all more my i he she
        but or if at an do does no so as been its these those than them us me about into also need
        on even make many one other only out any
    """,
    "es": """
        el la los las de del y que en un una por con para se su sus es son no lo le al como más pero
        muy hay está están ser esta este estos estas todo todos también sin sobre nos nuestro
    """,
    "it": """
        il lo la i gli le di del della dei delle e che in un una per con non si è sono come più ma
        anche al alla ai alle nel nella da dal questo questa essere ci tutti molto su o
    """,
    "pt": """
        o a os as de do da dos das e que em um uma por com para se não são é mais mas como no na nos
        nas ao à pelo pela muito também ser seu sua este esta todos há
    """,
    "de": """
        der die das und in zu den von mit ist nicht ein eine einen auf für im des dem es sich auch
        als an wir ich sie er werden sind war aus bei mehr nach wie oder aber noch nur um haben
        kein keine man unsere
    """,
    "nl": """
        de het een en van in is op te dat die voor met zijn niet aan er om ook als dan maar door
        naar bij wij ik je zij worden meer wordt deze dit geen nog uit over kan moet
    """,
    "br": """
        ar an al ur un ul ha hag e da eus gant evit war zo eo ez d'ar ket ne n'eo bet met pe ma o
        ouzh dre hep hon
    """,
}
SMALL_WORDS: dict[str, frozenset[str]] = {
    FRENCH: STOPWORDS
    - {"the", "of", "and", "to", "is", "that", "it", "for", "with", "this"}
    - {"be", "have", "has", "we", "our", "you", "your", "they", "their", "from", "by", "not"},
    **{language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()},
}
# "a", "à", "e" and "o" are words of too many languages.
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in SMALL_WORDS.items() if word in words)
    for word in frozenset[str]().union(*SMALL_WORDS.values())
    if len(word) > 1
}
# Writing alone tells these apart; the language named is the one that most people mean in France.
_SCRIPTS = {"ARABIC": "ar", "CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he", "CJK": "zh"}
_LETTERS = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Return "fr", "en"…, or "?" for what is too short to tell."""
    words = _LETTERS.findall(text[:LETTERS_READ].lower())
    if not words:
        return UNKNOWN
    hits: Counter[str] = Counter()
    for word in words:
        for language in _LANGUAGES_OF.get(word, ()):
            hits[language] += 1
    best = max(SMALL_WORDS, key=lambda language: (hits[language], language == FRENCH))
    least = max(LEAST_SMALL_WORDS, LEAST_SHARE * len(words))
    if best != FRENCH and hits[best] >= least:
        return best
    if not all(word.isascii() for word in words) and (script := _script_of(words[0])):
        return script
    if hits[best] > hits[FRENCH]:
        return UNKNOWN
    if hits[FRENCH] or 2 * sum(_is_french(word) for word in words) >= len(words):
        return FRENCH
    return UNKNOWN


LanguagesRead = Iterator[dict[str, NDArray[np.intp]]]
"""The languages of one chunk of texts after the other."""


def read_languages(written: Sequence[str], workers: Workers) -> LanguagesRead:
    """Let the workers read in which language each text is, when they have nothing else to do."""
    parts = [written[start : start + CHUNK] for start in range(0, len(written), CHUNK)]
    return workers.aside(languages_of_chunk, parts)


def count_languages(
    texts: DistinctTexts, read: LanguagesRead, progress: Progress = silent
) -> dict[str, int]:
    """Return how many documents are in each language, most first."""
    found: Counter[str] = Counter()
    row = 0
    for languages in read:
        for language, rows in languages.items():
            found[language] += int(texts.weights[row + rows].sum())
        row += sum(map(len, languages.values()))
        progress(row / len(texts.written), "languages")
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def languages_of_chunk(texts: Sequence[str]) -> dict[str, NDArray[np.intp]]:
    """Return the numbers of the texts in each language, as `language_of` tells it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        found[language_of(text)].append(number)
    return {language: np.array(numbers, dtype=np.intp) for language, numbers in found.items()}


@lru_cache(maxsize=100_000)
def _is_french(word: str) -> bool:
    return len(word) > 1 and bool(simplemma.is_known(word, lang=FRENCH))


def _script_of(word: str) -> str | None:
    return _SCRIPTS.get(unicodedata.name(word[0], "").split(" ")[0])
