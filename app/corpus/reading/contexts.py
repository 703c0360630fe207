"""A word in its context: what stands before and after it, cut between words."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.corpus.search.places import Place
from app.corpus.search.stems import plain_words

WIDTH = 52
"""Signs on each side of the word."""
COMPARED = 40
"""Signs by which contexts are put in order."""

_FIRST_PART = re.compile(r"\S+\s+(?=\S)")
_LAST_PART = re.compile(r"(?<=\S)\s+\S+$")


class Context(NamedTuple):
    """`before`, `word` and `after` on one line each; a cut is marked by an ellipsis."""

    before: str
    word: str
    after: str


def context_of(text: str, place: Place, width: int = WIDTH) -> Context:
    """The word at a place of a text, and up to `width` signs on each side."""
    start = max(0, place.start - width)
    before = text[start : place.start]
    if start > 0:
        before = "…" + _from_a_word(before, text[start - 1])
    end = min(len(text), place.end + width)
    after = text[place.end : end]
    if end < len(text):
        after = _to_a_word(after, text[end]) + "…"
    return Context(*map(_on_one_line, (before, text[place.start : place.end], after)))


def order_before(text: str, place: Place) -> tuple[str, ...]:
    """What puts a place in order by what precedes it: the nearest word first."""
    return tuple(plain_words(text[max(0, place.start - COMPARED) : place.start])[::-1])


def order_after(text: str, place: Place) -> tuple[str, ...]:
    """What puts a place in order by what follows it."""
    return tuple(plain_words(text[place.end : place.end + COMPARED]))


def _from_a_word(cut: str, sign_before: str) -> str:
    """Without the part of a word at its beginning, unless it is all there is."""
    part = None if sign_before.isspace() else _FIRST_PART.match(cut)
    return cut[part.end() :] if part else cut


def _to_a_word(cut: str, sign_after: str) -> str:
    part = None if sign_after.isspace() else _LAST_PART.search(cut)
    return cut[: part.start()] if part else cut


def _on_one_line(text: str) -> str:
    """Blanks are kept single; those at the ends too, so that the parts may be joined."""
    inside = " ".join(text.split())
    before = " " if text[:1].isspace() and inside else ""
    after = " " if text[-1:].isspace() and inside else ""
    return before + inside + after
