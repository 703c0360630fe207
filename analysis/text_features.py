"""What two short texts may share: the keys of their words, and pieces of those words.

Features are numbers below `FEATURES`, the same in every process: nothing is learned, so that a
text can come at any time. Two features may share a number; at this size they seldom do.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from analysis.stopwords import without_accents
from analysis.tokens import tokenise

FEATURES = 2**18
LONGEST_TEXT = 1500
"""Characters of a text that count; what is alike is said early."""
LONGEST_WORD = 40
PIECES = (3, 4)
"""Lengths of the pieces of a word, in characters, its edges counted."""


def features_of(text: str) -> tuple[list[int], list[int]]:
    """Return the features of the words of a text, and those of their pieces, as often as met."""
    tokens = tokenise(text[:LONGEST_TEXT])
    words: list[int] = []
    pieces: list[int] = []
    for index, key in enumerate(tokens.keys):
        words.append(_number(key))
        pieces += _pieces_of(tokens.surface(index).lower())
    return words, pieces


@lru_cache(maxsize=100_000)
def _number(feature: str) -> int:
    return zlib.crc32(feature.encode()) % FEATURES


@lru_cache(maxsize=100_000)
def _pieces_of(word: str) -> tuple[int, ...]:
    edged = f" {without_accents(word)[:LONGEST_WORD]} "
    return tuple(
        zlib.crc32(edged[start : start + length].encode()) % FEATURES
        for length in PIECES
        for start in range(len(edged) - length + 1)
    )
