"""Words and phrases as people write them, and whether they name things."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import simplemma

from analysis.texts.tokens import TokenisedText

# What stands before a noun and seldom before a verb.
_DETERMINER = re.compile(
    r"(?:\b(?:les?|la|une?|des|du|aux?|mes|mon|ma|ses|nos|notre|vos|leurs?|ces|cette|de)\s|[ld]['’])$",
    re.IGNORECASE,
)
# What stands before the first word of a sentence, a heading or an item of a list.
_OPENING = re.compile(r"(?:^|[.!?…:;•*>)/\"«–—-])\W{0,3}(?:[ldLD]['’])?$")
_INFINITIVE = re.compile(r"(?:[^i]er|ir|re)$")
# Characters of a term that are shown.
LONGEST_SHOWN = 100
# A form that follows a determiner is the noun of a key ("le climat", "climatique"), when at least
# this share of the uses of the key does.
NOUN_FORM_SHARE = 0.15


class Spelling:
    """The forms in which words are written, by group of texts.

    Uses are added one by one (`add`), for the words that are asked for later and no others.
    """

    def __init__(self) -> None:
        self._forms: dict[tuple[int, tuple[int, ...]], Counter[str]] = defaultdict(Counter)
        self._determined: dict[tuple[int, tuple[int, ...]], Counter[str]] = defaultdict(Counter)
        self._shouted: dict[int, bool] = {}

    def add(
        self, group: int, term: tuple[int, ...], text: TokenisedText, first: int, row: int
    ) -> None:
        """Count one use of `term` in text number `row`, from its token `first` on."""
        start, end = text.spans[first][0], text.spans[first + len(term) - 1][1]
        written = text.text[start : min(end, start + LONGEST_SHOWN)]
        if row not in self._shouted:
            self._shouted[row] = text.text.isupper()
        # A capital at the start of a sentence or in a shouted text says nothing of the word.
        if self._shouted[row]:
            form = written.lower()
        elif _OPENING.search(text.text, max(0, start - 4), start) and not (
            text.surface(first).isupper()
        ):
            form = written[:1].lower() + written[1:]
        else:
            form = written
        self._forms[group, term][form] += 1
        if _DETERMINER.search(text.text, max(0, start - 6), start):
            self._determined[group, term][form] += 1

    def written(self, term: tuple[int, ...], groups: Iterable[int]) -> str:
        """Return the form to show of a term in groups that hold it."""
        held = list(groups)
        forms = _sum(self._forms[group, term] for group in held if (group, term) in self._forms)
        nouns = _sum(
            self._determined[group, term] for group in held if (group, term) in self._determined
        )
        if len(term) == 1 and nouns.total() >= NOUN_FORM_SHARE * forms.total():
            return min(nouns, key=lambda form: (-nouns[form], -forms[form], form))
        return min(forms, key=lambda form: (-forms[form], form))

    def after_determiner(self, term: tuple[int, ...], groups: Iterable[int]) -> tuple[int, int]:
        """Return how many uses of a term follow a determiner, and how many there are."""
        held = [(group, term) for group in groups if (group, term) in self._forms]
        after = sum(self._determined[key].total() for key in held if key in self._determined)
        return after, sum(self._forms[key].total() for key in held)

    def usual_share(self) -> float:
        """Return the share of all the uses that were counted that follow a determiner."""
        uses = sum(forms.total() for forms in self._forms.values())
        return sum(forms.total() for forms in self._determined.values()) / max(uses, 1)


def ends_like_verb(word: str) -> bool:
    """Say whether the lemma of a written word ends as an infinitive does."""
    return bool(_INFINITIVE.search(str(simplemma.lemmatize(word.lower(), lang="fr"))))


def _sum(counters: Iterable[Counter[str]]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for counter in counters:
        whole.update(counter)
    return whole
