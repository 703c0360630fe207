"""Lines put together again: a word that was parted at the end of a line becomes whole."""

import re
from collections.abc import Iterable, Sequence

_HYPHENS = "-\u2010\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = re.compile(r"(?:[^\W\d_]+-)*[^\W\d_]+\Z")
_FIRST_PART = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

# Where a word is seen nowhere whole, its parts tell. A syllable may look like a word, as in
# "ex-périence" or "socia-les", so only what is hardly ever one counts.
_BEFORE = frozenset(
    {
        *("non", "peut", "demi", "semi", "vice", "sous", "contre", "avant", "après", "quasi"),
        *("celui", "celle", "ceux", "celles", "rendez", "porte", "arrière", "bien", "mieux"),
    }
)
_AFTER = frozenset({"là", "même", "mêmes", "dessus", "dessous", "delà", "dehors"})
_PRONOUNS = frozenset(
    {
        *("je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "ce", "t", "le", "la"),
        *("les", "lui", "leur", "y", "en", "moi", "toi"),
    }
)
_VERBS = frozenset(
    {
        *(
            "est",
            "sont",
            "était",
            "serait",
            "sera",
            "a",
            "ont",
            "aura",
            "aurait",
            "y",
            "va",
            "vont",
        ),
        *(
            "peut",
            "peuvent",
            "pourrait",
            "doit",
            "doivent",
            "devrait",
            "faut",
            "faudra",
            "faudrait",
        ),
        *("fait", "font", "dit", "veut", "veulent", "donnez", "faites", "dites", "puisse"),
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
    if before[-1] not in _HYPHENS:
        return f"{before} {after}"
    first, last = _FIRST_PART.match(after), _LAST_PART.search(before[:-1][-80:])
    if not (first and last):
        return f"{before} {after}"  # a dash
    if not after[0].islower():
        return before + after
    if before[-1] == "\u00ad" or not _is_compound(last[0].casefold(), first[0].casefold(), known):
        return before[:-1] + after
    return before[:-1] + "-" + after


def _is_compound(last: str, first: str, known: frozenset[str]) -> bool:
    """Whether the hyphen is one of the word: as it stands elsewhere, else as its parts tell."""
    if last + first in known:
        return False
    if f"{last}-{first}" in known:
        return True
    before, after = last.split("-")[-1], first.split("-")[0]
    return before in _BEFORE or after in _AFTER or (before in _VERBS and after in _PRONOUNS)
