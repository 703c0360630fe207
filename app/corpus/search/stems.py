"""Words as they are found: without accents, case or ending."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from nltk.stem.snowball import FrenchStemmer

SHORTEST = 2
"""Signs of a word that is searched."""
LONGEST = 40

_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_STEMMER = FrenchStemmer()


def stems(text: str) -> list[str]:
    """The stems of the words of a text, in their order: `Nîmes` and `nimes` have the same."""
    return [stem_of(word) for word in plain_words(text)]


def plain_words(text: str) -> list[str]:
    """The words of a text as they were said, without accents or case; `l’été` is `ete`."""
    return [word[:LONGEST] for word in _WORD.findall(_folded(text)) if len(word) >= SHORTEST]


def _folded(text: str) -> str:
    # Before stemming, so that a word has one stem however it is accented.
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@lru_cache(maxsize=2**16)
def stem_of(word: str) -> str:
    """The stem of a plain word."""
    return str(_STEMMER.stem(word))
