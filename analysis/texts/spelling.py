"""Words mistyped in this corpus, taken for the word of the corpus that they are one slip away from.

A rare word that no French dictionary knows, and that differs from a more frequent one by a letter
left out, added, changed or swapped with the next, is that word. Labels show what people wrote: only
the counts follow the mended words.
Source: Damerau 1964 (one slip explains four mistakes out of five); deletions as in SymSpell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import simplemma

from analysis.texts.tokens import TokenisedText

# A word of so many texts is a word, and one of at most so many may be a slip.
LEAST_TEXTS, MOST_TEXTS = 3, 2
# In short words, one letter away is another word.
LEAST_LETTERS = 5


class Speller:
    """What the words of a corpus tell of a mistyped one, in its texts or in others.

    Parameters
    ----------
    texts : the corpus.
    known : keys that are words, however rare.

    Attributes
    ----------
    slips : the mistyped keys of the corpus and the key meant by each.
    """

    def __init__(
        self, texts: Sequence[TokenisedText], known: Collection[str] = frozenset()
    ) -> None:
        self._known = frozenset(known)
        frequency: Counter[str] = Counter()
        written: dict[str, str] = {}
        for text in texts:
            frequency.update(set(text.keys))
            for index, key in enumerate(text.keys):
                if frequency[key] <= MOST_TEXTS and self._may_be_slip(key):
                    written.setdefault(key, text.surface(index).lower())
        self._frequency = frequency
        near: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(word for word, count in frequency.items() if count >= LEAST_TEXTS):
            if len(word) >= LEAST_LETTERS - 1:
                for shorter in _deletions(word):
                    near[shorter].append(word)
        self._near = dict(near)
        found = {
            key: self._nearest(key, written[key])
            for key in sorted(written)
            if frequency[key] <= MOST_TEXTS
        }
        self.slips: Mapping[str, str] = {key: meant for key, meant in found.items() if meant != key}

    def mended(self, text: TokenisedText) -> TokenisedText:
        """Return a text of the corpus with the keys of its mistyped words replaced."""
        if self.slips.keys().isdisjoint(text.keys):
            return text
        return replace(text, keys=tuple(self.slips.get(key, key) for key in text.keys))

    def meant(self, key: str, written: str) -> str:
        """Return the key that a word of any text stands for, its own unless it is mistyped.

        A word that the corpus does not hold at all is looked at as its rare words are.
        """
        if key in self._frequency:
            return self.slips.get(key, key)
        return self._nearest(key, written.lower()) if self._may_be_slip(key) else key

    def _may_be_slip(self, key: str) -> bool:
        return len(key) >= LEAST_LETTERS and key not in self._known

    def _nearest(self, key: str, written: str) -> str:
        """The most frequent word one slip away; the key itself for a French word or without."""
        meant = {
            word
            for shorter in _deletions(key)
            for word in self._near.get(shorter, ())
            if word[0] == key[0] and one_slip_away(key, word)
        }
        if not meant or _is_french(written):
            return key
        return min(meant, key=lambda word: (-self._frequency[word], word))


def one_slip_away(word: str, other: str) -> bool:
    """Say whether one letter left out, added, changed or swapped makes one word the other."""
    if len(word) > len(other):
        word, other = other, word
    at = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), len(word))
    if len(word) == len(other):
        swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        return word != other and (word[at + 1 :] == other[at + 1 :] or swapped == other)
    return len(other) == len(word) + 1 and word[at:] == other[at + 1 :]


def _deletions(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@lru_cache(maxsize=100_000)
def _is_french(word: str) -> bool:
    return bool(simplemma.is_known(word, lang="fr"))
