"""The words of a text that speak for a link."""

from __future__ import annotations

from analysis.links.scores import LinkScores
from analysis.texts.tokens import TokenisedText

WORDS_KEPT = 5
# A word that brings less than this share of what the best word brings explains nothing.
SHARE_OF_BEST = 0.2


def explaining_words(text: TokenisedText, target: int, scored: LinkScores) -> tuple[str, ...]:
    """Return up to five words of `text`, as written, that speak most for the target.

    A word said twice counts twice. Empty when no word of the text speaks for the target more than
    for the others.
    """
    contribution: dict[str, float] = {}
    first: dict[str, int] = {}
    for index, key in enumerate(text.keys):
        if key in scored.column:
            contribution[key] = contribution.get(key, 0.0) + float(
                scored.words[scored.column[key], target]
            )
            first.setdefault(key, index)
    best = max(contribution.values(), default=0.0)
    if best <= 1e-9:
        return ()
    speaking = [key for key, value in contribution.items() if value >= SHARE_OF_BEST * best]
    speaking.sort(key=lambda key: (-round(contribution[key], 9), first[key]))
    return tuple(text.surface(first[key]) for key in speaking[:WORDS_KEPT])
