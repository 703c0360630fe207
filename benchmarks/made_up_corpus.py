"""As many short texts as asked, recombined from real proposals: the same for the same number.

Nobody publishes a million French proposals. Each text here is the beginning of one proposal and
the end of another on the same word where there is one, with one word in ten left out and one in
ten taken from a third: no two are nearly the same, and the words follow one another about as in
the originals.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

CHANNELS = ("questionnaire",) * 14 + ("idea box",) * 5 + ("workshop",)
VOICES_PER_TEXT = 0.7
CHANGED = 0.1


def made_up(proposals: Sequence[str], count: int) -> Iterator[str]:
    """Yield `count` texts."""
    draw = random.Random(7)
    cut = [text.split() for text in proposals]
    holding: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, words in enumerate(cut):
        for at, word in enumerate(words):
            if len(word) > 5:
                holding[word.lower()].append((number, at))
    for _ in range(count):
        first = draw.choice(cut)
        at = draw.randrange(len(first))
        met = holding.get(first[at].lower())
        number, place = draw.choice(met) if met else (draw.randrange(len(cut)), 0)
        words = first[:at] + cut[number][place:]
        third = draw.choice(cut)
        changed = []
        for word in words:
            chance = draw.random()
            if chance > 2 * CHANGED:
                changed.append(word)
            elif chance > CHANGED:
                changed.append(draw.choice(third))
        yield " ".join(changed) or " ".join(third)


def write_made_up(proposals: Path, count: int, path: Path) -> None:
    """Write a table of `count` texts (id, text, respondent, channel)."""
    with proposals.open(encoding="utf-8", newline="") as file:
        originals = [row["text"] for row in csv.DictReader(file)]
    draw = random.Random(8)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "text", "respondent", "channel"])
        for number, text in enumerate(made_up(originals, count)):
            voice = draw.randrange(max(1, int(VOICES_PER_TEXT * count)))
            rows.writerow([number, text, f"v{voice}", draw.choice(CHANNELS)])
