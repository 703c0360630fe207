"""Similar ideas: time on 20,000 ideas, and what is found again: `python -m benchmarks.near`."""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import simplemma

from analysis.near.near_texts import NearTexts
from analysis.texts.stopwords import is_stopword, without_accents
from benchmarks.labelled_corpora import DEFAULT_CORPORA, CorporaAbsent, read_rows
from benchmarks.speed import CORPUS

IDEAS = 20_000
ASKED = 400
MOST_MILLISECONDS = 50.0
NEAREST = 5
_WORD = re.compile(r"[^\W_]+")

Change = Callable[[str, random.Random], str]


def with_typos(text: str, chance: random.Random) -> str:
    """One word in three of five letters or more loses, doubles or swaps a letter."""

    def mistyped(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < 5 or chance.random() > 1 / 3:
            return word
        at = chance.randrange(1, len(word) - 1)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return chance.choice([word[:at] + word[at + 1 :], word[: at + 1] + word[at:], swapped])

    return _WORD.sub(mistyped, text)


def said_otherwise(text: str, chance: random.Random) -> str:
    """Half of the words that carry meaning, as in a dictionary, in another order, no accents."""
    words = [word.lower() for word in _WORD.findall(text) if not is_stopword(word.lower())]
    kept = chance.sample(words, max(2, len(words) // 2)) if len(words) > 2 else words
    return " ".join(without_accents(simplemma.lemmatize(word, lang="fr")) for word in kept)


def beginning(text: str, _chance: random.Random) -> str:
    """What is typed so far: the first six words that carry meaning, the last one half written."""
    words = [word for word in _WORD.findall(text) if not is_stopword(word.lower())][:6]
    return " ".join([*words[:-1], words[-1][: len(words[-1]) // 2 + 1]]) if words else text


CHANGES: dict[str, Change] = {
    "typos": with_typos,
    "said otherwise": said_otherwise,
    "typos, said otherwise": lambda text, chance: with_typos(said_otherwise(text, chance), chance),
    "beginning": beginning,
}


class WordSearch:
    """Plain search: texts by how many of the words asked they hold, the shortest first."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.places: dict[str, list[int]] = defaultdict(list)
        self.lengths = []
        for place, text in enumerate(texts):
            words = self._words(text)
            self.lengths.append(len(words))
            for word in words:
                self.places[word].append(place)

    def query(self, text: str, k: int) -> list[int]:
        """The places of the `k` best texts."""
        found = Counter(place for word in self._words(text) for place in self.places[word])
        return sorted(found, key=lambda place: (-found[place], self.lengths[place], place))[:k]

    @staticmethod
    def _words(text: str) -> set[str]:
        words = (word.lower() for word in _WORD.findall(text))
        return {without_accents(word) for word in words if not is_stopword(word)}


def recalls(texts: Sequence[str], index: NearTexts[int]) -> dict[str, tuple[float, float]]:
    """The share of changed texts that find the original among the five nearest.

    By kind of change: with the index, then with plain search.
    """
    plain = WordSearch(texts)
    found = {}
    for name, change in CHANGES.items():
        chance = random.Random(2016)
        places = chance.sample(range(len(texts)), ASKED)
        asked = [change(texts[place], chance) for place in places]
        near = [
            _holds(texts, place, index.query(text, NEAREST)[0])
            for place, text in zip(places, asked, strict=True)
        ]
        words = [
            _holds(texts, place, plain.query(text, NEAREST))
            for place, text in zip(places, asked, strict=True)
        ]
        found[name] = (sum(near) / ASKED, sum(words) / ASKED)
    return found


def _holds(texts: Sequence[str], place: int, found: Sequence[int]) -> bool:
    """Whether the text, or one written the same, is among those found."""
    return any(texts[one].casefold() == texts[place].casefold() for one in found)


def times(texts: Sequence[str], index: NearTexts[int]) -> list[float]:
    """Milliseconds of each question, whole texts and beginnings in turn."""
    chance = random.Random(2016)
    spent = []
    for number, text in enumerate(chance.sample(list(texts), ASKED)):
        asked = text if number % 2 else beginning(text, chance)
        started = perf_counter()
        index.query(asked, NEAREST)
        spent.append(1000 * (perf_counter() - started))
    return spent


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Returns 0, 1 when the limit is passed, 2 without the corpus."""
    parser = argparse.ArgumentParser(prog="benchmarks.near", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        texts = [row["text"] for row in read_rows(options.corpora / CORPUS)]
    except CorporaAbsent as error:
        print(f"near: NOT RUN. {error}", file=sys.stderr)
        return 2
    many = (texts * (IDEAS // len(texts) + 1))[:IDEAS]
    started = perf_counter()
    index = NearTexts[int]()
    index.add(range(IDEAS), many)
    seconds = perf_counter() - started
    spent = times(texts, index)
    middle, most = median(spent), quantiles(spent, n=20)[-1]
    met = most < MOST_MILLISECONDS
    print(f"\nSimilar ideas: {CORPUS} repeated to {IDEAS:,} ideas\n")
    print(f"index built in {seconds:.1f} s, {index.nbytes / 1e6:.0f} MB")
    print(
        f"one question {middle:.1f} ms (median), {most:.1f} ms (95th percentile;"
        f" limit {MOST_MILLISECONDS:.0f} ms): {'met' if met else 'NOT MET'}\n"
    )
    print(f"Found again among the {NEAREST} nearest, {ASKED} changed texts   index   plain search")
    index = NearTexts[int]()
    index.add(range(len(texts)), texts)
    for name, (near, words) in recalls(texts, index).items():
        print(f"{name:50}{near:15.3f}{words:15.3f}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
