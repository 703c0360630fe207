"""Lines put together again: a word that was parted at the end of a line becomes whole."""

import re
from collections.abc import Iterable, Sequence

_HYPHENS = "-\u2010\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = re.compile(r"(?:[^\W\d_]+-)*[^\W\d_]+\Z")
_FIRST_PART = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

# What follows a true hyphen, and what precedes one.
_AFTER = frozenset(
    {
        *("ce", "ci", "là", "je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "moi"),
        *("toi", "le", "la", "les", "lui", "leur", "y", "en", "t", "même", "mêmes", "être"),
        *("dessus", "dessous", "delà", "dehors"),
    }
)
_BEFORE = frozenset(
    {
        *("non", "peut", "demi", "semi", "ex", "vice", "sous", "contre", "avant", "après", "mi"),
        *("vis", "au", "ci", "là", "quasi", "celui", "celle", "ceux", "rendez", "eux", "elles"),
        *("nous", "vous", "moi", "lui", "est", "porte"),
    }
)


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words that stand whole on some line; those at its end may be parted."""
    return frozenset(
        word.casefold()
        for line in lines
        for word in _WORD.findall(line if line[-1:] not in _HYPHENS else _without_last(line))
    )


def joined(lines: Sequence[str], known: frozenset[str]) -> str:
    """The lines as one, a blank between them or the two halves of a word together."""
    whole = ""
    for line in lines:
        whole = _join(whole, line.strip(), known) if whole else line.strip()
    return whole


def _without_last(line: str) -> str:
    return line[: len(line) - len(line.split()[-1])] if line.split() else ""


def _join(before: str, after: str, known: frozenset[str]) -> str:
    hyphen = before[-1:]
    first, last = _FIRST_PART.match(after), _LAST_PART.search(before[:-1][-80:])
    if hyphen not in _HYPHENS or not (first and last) or not after[0].islower():
        return (
            f"{before} {after}"
            if hyphen not in _HYPHENS or before[-2:-1] == " "
            else before + after
        )
    if hyphen == "\u00ad" or not _is_compound(last[0].casefold(), first[0].casefold(), known):
        return before[:-1] + after
    return before[:-1] + "-" + after


def _is_compound(last: str, first: str, known: frozenset[str]) -> bool:
    """Whether the hyphen is one of the word: as it stands elsewhere, else as its parts tell."""
    if last + first in known:
        return False
    if f"{last}-{first}" in known:
        return True
    return first.split("-")[0] in _AFTER or last.split("-")[-1] in _BEFORE
