"""Phrases: two or three words that belong together, as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from analysis.texts.tokens import TokenisedText

Numbers = NDArray[np.int64]

# Between two words of a phrase: a space, a hyphen, "et", or light words ("de la", "aux", "d'").
_LINK = re.compile(
    r"(?: |-|\s+et\s+|\s+(?:(?:de|du|des|à|au|aux|en|sur|pour|par|avec|sans|le|la|les)\s+){1,2}"
    r"|\s+(?:de\s+)?(?:[dl]['’])|\s+à\s+l['’])",
    re.IGNORECASE,
)
# Fewer texts than this may say two words together by accident.
PHRASE_TEXTS = 3
# Log-likelihood ratio of one degree of freedom that chance passes once in a thousand.
LEAST_LIKELIHOOD = 10.83
# Three words are one phrase when they make up this share of the uses of two of them.
LONGER_SHARE = 0.5


class TokenStream:
    """The tokens of many texts one after the other, as numbers.

    Attributes
    ----------
    vocabulary : the keys, sorted.
    words : (m,) number in the vocabulary of each token.
    texts : (m,) number of the text of each token.
    places : (m,) place of each token in its text.
    """

    def __init__(self, texts: Sequence[TokenisedText]) -> None:
        met: dict[str, int] = {}
        every = chain.from_iterable(text.keys for text in texts)
        words = np.fromiter((met.setdefault(key, len(met)) for key in every), dtype=np.int64)
        self.vocabulary: tuple[str, ...] = tuple(sorted(met))
        place = np.empty(len(met), dtype=np.int64)
        place[[met[key] for key in self.vocabulary]] = np.arange(len(met))
        lengths = np.array([len(text.keys) for text in texts], dtype=np.int64)
        self.words: Numbers = place[words]
        self.texts: Numbers = np.repeat(np.arange(len(texts)), lengths)
        self.places: Numbers = np.arange(len(words)) - np.repeat(
            np.cumsum(lengths) - lengths, lengths
        )


@dataclass(frozen=True)
class Phrases:
    """The phrases of a corpus, sorted.

    Attributes
    ----------
    words : for each phrase, the numbers of its words in the vocabulary.
    which : (u,) number of the phrase of each of its uses.
    starts : (u,) token at which each use starts.
    """

    words: tuple[tuple[int, ...], ...]
    which: Numbers
    starts: Numbers


def find_phrases(stream: TokenStream, texts: Sequence[TokenisedText]) -> Phrases:
    """Find the words that stand side by side more than chance would have it.

    Two words: the log-likelihood ratio of their standing side by side. Three: two phrases that
    overlap, when most uses of one of them are the three words. Source: Dunning 1993.
    """
    pairs, uses = _pairs(stream, texts)
    pair_at = np.full(len(stream.words), -1, dtype=np.int64)
    pair_at[uses[1]] = uses[0]
    triples, longer = _triples(stream, len(pairs), pair_at)
    words = [*pairs, *triples]
    order = sorted(range(len(words)), key=lambda number: words[number])
    rank = np.empty(len(words), dtype=np.int64)
    rank[order] = np.arange(len(words))
    which = np.concatenate([uses[0], longer[0] + len(pairs)])
    return Phrases(
        tuple(words[number] for number in order),
        rank[which],
        np.concatenate([uses[1], longer[1]]),
    )


def pair_likelihood(
    both: NDArray[np.float64],
    first: NDArray[np.float64],
    second: NDArray[np.float64],
    total: float,
) -> NDArray[np.float64]:
    """Return the log-likelihood ratio of pairs of words, 0 where chance would have as many.

    Parameters
    ----------
    both, first, second : uses of the pair, of its first word in first place, of its second word in
        second place, among `total` tokens.
    """
    cells = xlogx(both) + xlogx(second - both) + xlogx(first - both)
    cells += xlogx(total - first - second + both)
    margins = xlogx(first) + xlogx(second) + xlogx(total - first) + xlogx(total - second)
    ratio = 2 * (cells - margins + xlogx(np.array(total)))
    return np.where(both * total > first * second, np.maximum(ratio, 0.0), 0.0)


def xlogx(count: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return count × log(count), 0 for no count."""
    return np.asarray(xlogy(count, count))


def _pairs(
    stream: TokenStream, texts: Sequence[TokenisedText]
) -> tuple[list[tuple[int, ...]], tuple[Numbers, Numbers]]:
    """Return the pairs, and the number of the pair and the first token of each use."""
    width = len(stream.vocabulary)
    starts = np.flatnonzero(
        (stream.texts[1:] == stream.texts[:-1]) & (stream.words[1:] != stream.words[:-1])
    )
    first, second = stream.words[starts], stream.words[starts + 1]
    uses = np.bincount(first, minlength=width), np.bincount(second, minlength=width)
    starts = _often(starts, first * width + second, stream)
    # Only what is said often is read as written: that is the slow part.
    starts = starts[[_linked(stream, texts, int(start)) for start in starts]]
    starts = _often(starts, stream.words[starts] * width + stream.words[starts + 1], stream)
    codes, which, count = np.unique(
        stream.words[starts] * width + stream.words[starts + 1],
        return_inverse=True,
        return_counts=True,
    )
    left, right = codes // max(width, 1), codes % max(width, 1)
    likelihood = pair_likelihood(
        count.astype(float), uses[0][left].astype(float), uses[1][right].astype(float),
        float(len(stream.words)),
    )  # fmt: skip
    kept = likelihood >= LEAST_LIKELIHOOD
    number = np.cumsum(kept) - 1
    used = kept[which]
    pairs: list[tuple[int, ...]] = list(zip(left[kept].tolist(), right[kept].tolist(), strict=True))
    return pairs, (number[which[used]], starts[used])


def _triples(
    stream: TokenStream, pairs: int, pair_at: Numbers
) -> tuple[list[tuple[int, ...]], tuple[Numbers, Numbers]]:
    """Return the phrases of three words, and the number and the first token of each use."""
    starts = np.flatnonzero((pair_at[:-1] >= 0) & (pair_at[1:] >= 0))
    starts = starts[stream.words[starts] != stream.words[np.minimum(starts + 2, len(pair_at) - 1)]]
    code = pair_at[starts] * max(pairs, 1) + pair_at[starts + 1]
    starts = _often(starts, code, stream)
    codes, first, which, count = np.unique(
        pair_at[starts] * max(pairs, 1) + pair_at[starts + 1],
        return_index=True,
        return_inverse=True,
        return_counts=True,
    )
    uses = np.bincount(pair_at[pair_at >= 0], minlength=max(pairs, 1))
    rarer = np.minimum(uses[codes // max(pairs, 1)], uses[codes % max(pairs, 1)])
    kept = count >= LONGER_SHARE * rarer
    number = np.cumsum(kept) - 1
    used = kept[which]
    at = starts[first[kept]]
    triples: list[tuple[int, ...]] = [
        tuple(int(word) for word in stream.words[start : start + 3]) for start in at
    ]
    return triples, (number[which[used]], starts[used])


def _often(starts: Numbers, codes: Numbers, stream: TokenStream) -> Numbers:
    """Keep the places whose code is met in enough texts."""
    names, which = np.unique(codes, return_inverse=True)
    texts = int(stream.texts.max(initial=0)) + 1
    met = np.unique(which * texts + stream.texts[starts])
    return starts[np.bincount(met // texts, minlength=len(names))[which] >= PHRASE_TEXTS]


def _linked(stream: TokenStream, texts: Sequence[TokenisedText], start: int) -> bool:
    """Say whether nothing but a light word stands between a token and the next."""
    text, place = texts[stream.texts[start]], stream.places[start]
    end, begin = text.spans[place][1], text.spans[place + 1][0]
    return bool(_LINK.fullmatch(text.text, end, begin))
