"""French texts to tokens: elisions, accents, lemmas, stems.

A token keeps where it stands in the text, so that a label or an explanation can show the words as
people wrote them, and a key, which is what the counts are made on: the Snowball stem of the lemma
without accents ("écoles", "école" and "Ecole" share the key "ecol").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import simplemma
from nltk.stem.snowball import FrenchStemmer

from analysis.texts.stopwords import is_stopword, without_accents

_STEMMER = FrenchStemmer()

# Each part is read once: an address starts where a run of signs does, so that millions of letters
# without a space take no longer than as many words.
_NOISE = re.compile(r"https?://\S+|www\.\S+|(?<!\S)[^\s@]+@[^\s@]+\.\w+|\[adresse\]", re.IGNORECASE)
# No French word is longer; what is has no lemma and is cut.
LONGEST_WORD = 60
_NOISY = re.compile(r"http|www\.|@|\[", re.IGNORECASE)
_APOSTROPHES = "’ʼ‘`´′"
# A surrogate alone cannot be written as UTF-8 and a control character cannot be read.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")

# Words that hold an apostrophe come first, then the elided article or pronoun that is dropped.
_WORD = re.compile(
    r"aujourd'hui|quelqu'une?|presqu'îles?|prud'hom\w+|d'accord|d'abord"
    r"|(?P<elided>(?:[ljdmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|entr)')(?=\w)"
    r"|(?:[^\W_]+(?:-[^\W_]+)*)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
# "a-t-il", "dites-moi": what follows the hyphen is grammar, not part of the word.
_CLITIC = re.compile(
    r"-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|ci|là|la|le|les|lui|leur|moi|toi|y|en)$",
    re.IGNORECASE,
)
# Compounds that mean more than their parts and that the lemma list does not hold.
_COMPOUNDS = frozenset(
    {
        *("rendez-vous", "tiers-lieu", "tiers-lieux", "vivre-ensemble", "chez-soi", "sans-abri"),
        *("savoir-faire", "savoir-être", "bien-être", "mal-être", "peut-être", "porte-monnaie"),
        *("aide-soignant", "aide-soignante", "aide-soignants", "aides-soignants"),
        *("aides-soignantes", "pôle-emploi", "burn-out", "start-up", "post-it"),
    }
)


@dataclass(frozen=True, slots=True)
class TokenisedText:
    """The words of one text that carry meaning.

    Attributes
    ----------
    text : the readable text (see `readable`), in which the spans are counted.
    keys : one key per token, in reading order.
    spans : (start, end) of each token in `text`, in characters, end excluded.
    """

    text: str
    keys: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def surface(self, index: int) -> str:
        """Return token `index` as it was written."""
        start, end = self.spans[index]
        return self.text[start:end]


def readable(text: str) -> str:
    """Return `text` in NFC with unreadable characters replaced by spaces and spaces joined."""
    if text.isprintable():
        # Most texts: nothing unreadable, and no space but the usual one. What needs no mending
        # comes back as it is, not as a copy.
        composed = unicodedata.normalize("NFC", text)
        if "  " not in composed:
            return composed.strip()
    return " ".join(unicodedata.normalize("NFC", _UNREADABLE.sub(" ", text)).split())


@lru_cache(maxsize=200_000)
def key_of(word: str) -> str:
    """Return the key of one lower-case word: stem of its lemma, without accents.

    Source: Porter's Snowball algorithm for French, after the lemma list of simplemma.
    """
    if len(word) > LONGEST_WORD:
        return without_accents(word[:LONGEST_WORD]) or word[:LONGEST_WORD]
    lemma = simplemma.lemmatize(word, lang="fr").lower()
    stem = _STEMMER.stem(lemma)
    return without_accents(stem) or word


@lru_cache(maxsize=200_000)
def _is_known(word: str) -> bool:
    return len(word) <= LONGEST_WORD and bool(simplemma.is_known(word, lang="fr"))


def _has_letter(word: str) -> bool:
    return any(character.isalpha() for character in word)


@lru_cache(maxsize=200_000)
def _content_key(word: str) -> str:
    """Return the key of a lower-case word that carries meaning, or nothing."""
    carries = len(word) > 1 and _has_letter(word) and not is_stopword(word)
    return key_of(word) if carries else ""


def _words(text: str) -> list[tuple[str, int, int]]:
    """Return (lower-case word, start, end) for each word of `text`, elided letters left out."""
    folded = text
    for sign in _APOSTROPHES:
        folded = folded.replace(sign, "'")
    if _NOISY.search(folded):
        folded = _NOISE.sub(lambda found: " " * len(found.group()), folded)
    found: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(folded):
        if match.lastgroup:
            # The one group there is: what was elided.
            continue
        start, end = match.span()
        word = match.group().lower()
        if "-" not in word or word in _COMPOUNDS or _is_known(word):
            found.append((word, start, end))
            continue
        stripped = _CLITIC.sub("", word)
        at = start
        for part in stripped.split("-"):
            found.append((part, at, at + len(part)))
            at += len(part) + 1
    return found


def tokenise(text: str, *, stop_words: bool = False) -> TokenisedText:
    """Cut one French text into the words that carry meaning, or `stop_words` too.

    Stop words, bare numbers and single letters are left out, unless nothing else is said: a text
    made of stop words only keeps them, so that every text with a word has a token.
    """
    clean = readable(text)
    words = _words(clean)
    kept = [] if stop_words else _content(words)
    if not kept:
        spoken = [found for found in words if _has_letter(found[0])] or _letters(clean)
        kept = [] if stop_words else _content(spoken)
        kept = kept or [(key_of(word), start, end) for word, start, end in spoken]
    return TokenisedText(
        text=clean,
        keys=tuple([key for key, _, _ in kept]),
        spans=tuple([(start, end) for _, start, end in kept]),
    )


def _content(words: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return (key, start, end) of the words that carry meaning."""
    return [(key, start, end) for word, start, end in words if (key := _content_key(word))]


def _letters(clean: str) -> list[tuple[str, int, int]]:
    """Return the words of an address, or an elided letter alone: better these than nothing."""
    found = [(match.group().lower(), *match.span()) for match in _LETTERS.finditer(clean)]
    return [word for word in found if _has_letter(word[0])]
