"""Words and phrases as people write them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import simplemma

from analysis.texts.tokens import TokenisedText

# Between the two words of a phrase: a space or a hyphen, or light words ("de la", "aux", "d'").
_LINK = re.compile(
    r"(?: |-|\s+(?:(?:de|du|des|à|au|aux|en|et|sur|pour|par|avec|sans|le|la|les)\s+){1,2}"
    r"|\s+(?:de\s+)?(?:[dl]['’])|\s+à\s+l['’])",
    re.IGNORECASE,
)
# The keys of the two words that a phrase joins.
Phrase = tuple[str, str]

# What stands before a noun and seldom before a verb.
_DETERMINER = re.compile(
    r"(?:\b(?:les?|la|une?|des|du|aux?|mes|mon|ma|ses|nos|notre|vos|leurs?|ces|cette|de)\s|[ld]['’])$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"(?:[^i]er|ir|re)$")
# A word that looks like a verb and follows a determiner less often than this is taken for one.
_NOUN_SHARE = 0.3


def pairs_of(text: TokenisedText) -> Iterator[tuple[Phrase, int]]:
    """Yield each two tokens that form a phrase, and the position of the first."""
    for index in range(len(text.keys) - 1):
        end, start = text.spans[index][1], text.spans[index + 1][0]
        if text.keys[index] == text.keys[index + 1]:
            continue
        if _LINK.fullmatch(text.text, end, start):
            yield (text.keys[index], text.keys[index + 1]), index


def phrases_of(text: TokenisedText) -> set[Phrase]:
    """Return the phrases of `text`."""
    return {phrase for phrase, _ in pairs_of(text)}


class SurfaceForms:
    """The form in which most texts write a word or a phrase."""

    def __init__(self, texts: Sequence[TokenisedText]) -> None:
        self._texts = texts
        self._words: dict[str, Counter[str]] = defaultdict(Counter)
        self._phrases: dict[Phrase, Counter[str]] | None = None
        self._determined: Counter[str] = Counter()
        for text in texts:
            shouted = text.text.isupper()
            for index, key in enumerate(text.keys):
                written = text.surface(index)
                # A capital at the start of a text or in a shouted one says nothing of the word.
                opening = text.spans[index][0] < 3 and not written.isupper()
                self._words[key][written.lower() if shouted or opening else written] += 1
                start = text.spans[index][0]
                if _DETERMINER.search(text.text, max(0, start - 6), start):
                    self._determined[key] += 1

    def word(self, key: str) -> str:
        """Return the most frequent form of a word; an acronym keeps its capitals."""
        return _most_frequent(self._words[key]) if key in self._words else key

    def looks_like_verb(self, key: str) -> bool:
        """Say whether a word is used as a verb, which makes a poor label."""
        lemma = str(simplemma.lemmatize(self.word(key).lower(), lang="fr"))
        uses = sum(self._words[key].values())
        return bool(_INFINITIVE.search(lemma)) and self._determined[key] < _NOUN_SHARE * uses

    def phrase(self, phrase: Phrase) -> str:
        """Return the most frequent form of a phrase."""
        if self._phrases is None:
            self._phrases = defaultdict(Counter)
            for text in self._texts:
                for found, index in pairs_of(text):
                    start, end = text.spans[index][0], text.spans[index + 1][1]
                    self._phrases[found][text.text[start:end].lower()] += 1
        return _most_frequent(self._phrases[phrase])


def _most_frequent(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))
