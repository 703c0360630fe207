"""Where searched words stand in a text, to mark them or to show them in their contexts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.corpus.search.stems import plain_words, stem_of
from app.corpus.search.terms import SHORTEST_BEGINNING, Term

# A letter may carry its accents as marks of their own; `_` parts words only when they are compared.
_SIGN = re.compile(r"[\w\u0300-\u036f]")
_WORD = re.compile(f"{_SIGN.pattern}+")


class Place(NamedTuple):
    """`text[start:end]` holds a term; `form` is how it was said, in small letters."""

    start: int
    end: int
    form: str


class Places:
    """Finds terms in texts, one after the other: what a word is is looked up once."""

    def __init__(self, terms: Sequence[Term], *, family: bool) -> None:
        self._family = family
        self._stems = tuple(term.stem for term in terms if not term.is_exact)
        self._phrases = tuple(term.words for term in terms if term.is_exact)
        self._met: set[str] = set()
        self._forms: dict[str, str] = {}
        """Each word that was met and is searched, to its form."""

    def in_text(self, text: str) -> list[Place]:
        """In the order of the text, apart from one another."""
        found = []
        if self._stems:
            words = set(_WORD.findall(text))
            for said in words - self._met:
                self._met.add(said)
                if form := self._form(said):
                    self._forms[said] = form
            for said in words & self._forms.keys():
                length, form = len(said), self._forms[said]
                found += [Place(start, start + length, form) for start in _starts(text, said)]
        if self._phrases:
            found += self._in_a_row(text, list(_WORD.finditer(text)))
        return _apart(found)

    def _form(self, said: str) -> str:
        for plain in plain_words(said):
            stem = stem_of(plain)
            for wanted in self._stems:
                begins = self._family and len(wanted) >= SHORTEST_BEGINNING
                if stem == wanted or (begins and stem.startswith(wanted)):
                    return said.lower()
        return ""

    def _in_a_row(self, text: str, words: Sequence[re.Match[str]]) -> list[Place]:
        said = [(plain, word) for word in words for plain in plain_words(word[0])]
        plain = [one for one, _word in said]
        found = []
        for phrase in self._phrases:
            length = len(phrase)
            for at in range(len(said) - length + 1):
                if plain[at] == phrase[0] and tuple(plain[at : at + length]) == phrase:
                    start, end = said[at][1].start(), said[at + length - 1][1].end()
                    found.append(Place(start, end, " ".join(text[start:end].lower().split())))
        return found


def _starts(text: str, said: str) -> Iterator[int]:
    """Where a word stands in a text, and not a part of a longer one."""
    start = text.find(said)
    while start >= 0:
        end = start + len(said)
        if not (start and _SIGN.match(text, start - 1)) and not _SIGN.match(text, end):
            yield start
        start = text.find(said, start + 1)


def _apart(places: list[Place]) -> list[Place]:
    """The longest of those that begin together, and none within another."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda one: (one.start, -one.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept
