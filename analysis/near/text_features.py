"""What two short texts may share: the keys of their words, and pieces of those words.

Features are numbers below `FEATURES`, the same in every process: nothing is learned, so that a
text can come at any time. Two features may share a number; at this size they seldom do.
"""

from __future__ import annotations

import re
import zlib
from array import array
from functools import lru_cache
from typing import TypeAlias

from analysis.texts.stopwords import is_stopword, without_accents
from analysis.texts.tokens import tokenise

FEATURES = 2**18
LONGEST_TEXT = 1500
"""Characters of a text that count; what is alike is said early."""
LONGEST_WORD = 40
PIECES = (3, 4)
"""Lengths of the pieces of a word, in characters, its edges counted."""

# What stands between blanks and signs, elisions and hyphens included: `tokenise` takes it apart.
_CHUNK = re.compile(r"\w+(?:['’-]\w+)*")

Bag: TypeAlias = "array[int]"
"""Numbers of features, each as often as it is met (C `int`)."""


def features_of(text: str) -> tuple[Bag, Bag]:
    """Return the features of the words of a text that carry meaning, and of their pieces."""
    words, pieces = array("i"), array("i")
    for chunk in _CHUNK.findall(text[:LONGEST_TEXT].lower()):
        more_words, more_pieces = _features_of_chunk(chunk[: 2 * LONGEST_WORD])
        words += more_words
        pieces += more_pieces
    return words, pieces


@lru_cache(maxsize=40_000)
def _features_of_chunk(chunk: str) -> tuple[Bag, Bag]:
    """Texts share most of their words: each is taken apart once."""
    tokens = tokenise(chunk)
    words, pieces = array("i"), array("i")
    for index, key in enumerate(tokens.keys):
        word = tokens.surface(index).lower()
        if not is_stopword(word):
            words.append(_number(key))
            pieces += _pieces_of(word)
    return words, pieces


def _pieces_of(word: str) -> Bag:
    edged = f" {without_accents(word)[:LONGEST_WORD]} "
    return array(
        "i",
        (
            _number(edged[start : start + length])
            for length in PIECES
            for start in range(len(edged) - length + 1)
        ),
    )


def _number(feature: str) -> int:
    return zlib.crc32(feature.encode("utf-8", "replace")) % FEATURES
