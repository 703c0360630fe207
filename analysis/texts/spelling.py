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


def mended(
    texts: Sequence[TokenisedText], known: Collection[str] = frozenset()
) -> list[TokenisedText]:
    """Return `texts` with the keys of mistyped words replaced, never a key that is `known`."""
    slips = slips_of(texts, known)
    return [
        replace(text, keys=tuple(slips.get(key, key) for key in text.keys))
        if not slips.keys().isdisjoint(text.keys)
        else text
        for text in texts
    ]


def slips_of(
    texts: Sequence[TokenisedText], known: Collection[str] = frozenset()
) -> Mapping[str, str]:
    """Return the mistyped keys of the corpus and the key meant by each."""
    frequency: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text in texts:
        frequency.update(set(text.keys))
        for index, key in enumerate(text.keys):
            if frequency[key] <= MOST_TEXTS and len(key) >= LEAST_LETTERS and key not in known:
                written.setdefault(key, text.surface(index).lower())
    near: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(word for word, count in frequency.items() if count >= LEAST_TEXTS):
        if len(word) >= LEAST_LETTERS - 1:
            for shorter in _deletions(word):
                near[shorter].append(word)
    found = {}
    for key in sorted(written):
        if frequency[key] <= MOST_TEXTS and not _is_french(written[key]):
            meant = {
                word
                for shorter in _deletions(key)
                for word in near.get(shorter, ())
                if word[0] == key[0] and one_slip_away(key, word)
            }
            if meant:
                found[key] = min(meant, key=lambda word: (-frequency[word], word))
    return found


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
