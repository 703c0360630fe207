"""What a report tells of each theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.report.wording import Wording
from analysis.results import Term, Theme
from analysis.texts.tokens import readable

LONGEST_TEXT = 400
"""Characters of a text that are shown: a thousand themes then make some megabytes at most."""
LONGEST_LABEL = 120
MOST_TERMS = 8
SHOWN = {"typical": 3, "contrasting": 2, "divisive": 2}
"""Texts of each kind, as far as no text stands twice in a card."""

Texts = Mapping[str, str]


@dataclass(frozen=True)
class ThemeCard:
    """A theme in words; `level` 0 at the top. `quotes`: heading, then texts."""

    id: str
    label: str
    level: int
    below: str
    counts: str
    weights: tuple[tuple[str, str], ...]
    firmness: str
    mark: str
    terms: str
    lacking: str
    quotes: tuple[tuple[str, tuple[str, ...]], ...]
    who: tuple[str, ...]


def theme_cards(
    themes: Sequence[Theme], texts: Texts, who: Mapping[str, tuple[str, ...]], words: Wording
) -> list[ThemeCard]:
    """A card for each theme, in the order of the result."""
    known = {theme.id: theme for theme in themes}
    return [
        ThemeCard(
            theme.id,
            clipped(theme.label, LONGEST_LABEL),
            theme.id.count("."),
            words.say("below", label=clipped(known[theme.parent].label, LONGEST_LABEL))
            if theme.parent
            else "",
            ", ".join(
                [
                    words.count("texts", theme.size),
                    words.count("voices", theme.respondents),
                    words.count("distinct", theme.distinct),
                ]
            ),
            _weights(theme, words),
            _firmness(theme, words),
            theme.firmness or "",
            _terms(theme.terms),
            _terms(theme.lacking),
            _quotes(theme, texts, words),
            who.get(theme.id, ()),
        )
        for theme in themes
    ]


def clipped(text: str, longest: int = LONGEST_TEXT) -> str:
    """The beginning of a text, on one line."""
    flat = readable(text)
    return flat if len(flat) <= longest else f"{flat[:longest].rstrip()}…"


def _weights(theme: Theme, words: Wording) -> tuple[tuple[str, str], ...]:
    if theme.voices is None:
        return ()
    ways = theme.voices
    told = (("by_text", ways.texts), ("by_voice", ways.respondents), ("balanced", ways.balanced))
    return tuple((words.say(key), words.share(part)) for key, part in told)


def _firmness(theme: Theme, words: Wording) -> str:
    if theme.firmness is None:
        return ""
    told = words.say(theme.firmness)
    if theme.stability is None:
        return told
    return f"{told} ({words.say('comes_back', share=words.share(theme.stability))})"


def _terms(terms: Sequence[Term]) -> str:
    return ", ".join(clipped(term.term, LONGEST_LABEL) for term in terms[:MOST_TERMS])


def _quotes(theme: Theme, texts: Texts, words: Wording) -> tuple[tuple[str, tuple[str, ...]], ...]:
    told: set[str] = set()
    found = []
    for kind, most in SHOWN.items():
        ids = [one for one in getattr(theme, kind) if one not in told][:most]
        told.update(ids)
        quotes = tuple(clipped(texts[one]) for one in ids)
        if quotes:
            found.append((words.say(kind), quotes))
    return tuple(found)
