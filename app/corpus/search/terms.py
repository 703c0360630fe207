"""What people type into a search: words in any of their forms, and words within quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.corpus.search.stems import plain_words, stem_of

MOST_WORDS = 8
LONGEST_PHRASE = 12
"""Words within one pair of quotes."""
SHORTEST_BEGINNING = 3
"""Signs of a stem from which on what begins like it is found too: `bénévole` finds `bénévolat`."""

_PARTS = re.compile('["«“”]([^"«»“”]*)["»“”]|([^"«»“”]+)')


@dataclass(frozen=True)
class Term:
    """One thing that a text must hold: words in a row as they are said, or a word in any form."""

    words: tuple[str, ...]
    """Plain: without accents or case."""
    is_exact: bool = False

    @property
    def stem(self) -> str:
        return stem_of(self.words[0])


def terms_of(typed: str) -> tuple[Term, ...]:
    """What a text must hold, all of it; at most `MOST_WORDS` of them."""
    found: dict[Term, None] = {}
    for quoted, plain in _PARTS.findall(typed):
        if words := plain_words(quoted)[:LONGEST_PHRASE]:
            found[Term(tuple(words), is_exact=True)] = None
        for word in plain_words(plain):
            found[Term((word,))] = None
    by_stem: dict[tuple[str, ...], Term] = {}
    for term in found:
        by_stem.setdefault(("", *term.words) if term.is_exact else (term.stem,), term)
    return tuple(by_stem.values())[:MOST_WORDS]
