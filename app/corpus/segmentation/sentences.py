"""Where French sentences end.

A sentence ends at a full stop, an ellipsis, a question or exclamation mark, with the marks that
close after it, when what follows can start another sentence. A stop followed by no white space
never ends one, so numbers, clock times, addresses and file names need no rule. Time is linear:
around each stop, a bounded number of characters is looked at.
"""

import re
from collections.abc import Iterator

_NEAR = 40

_STOP = re.compile(r"[.!?…]+(?:[ \u00a0\u202f]?»|[”’\"'\)\]\}])*(?=\s|\Z)")
_OPENING = "«“\"'‘([{-–—*_¿¡•\u00a0\u202f "
_BETWEEN_TOKENS = ' \n\t\r\u00a0\u202f\u2009«»“”"()[]/,;:!?…'
_WORD = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"(?:[^\W\d_]{1,2}\.?-)?[^\W\d_]\Z")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]\Z")
_NUMBER_OR_REFERENCE = re.compile(r"\d|[A-Z]\.?\s?\d|[LRD]\.|[IVXLC]+\b|[A-Z]\b")
_SPACES = re.compile(r"\s*")
_NUMBER = re.compile(r"[0-9]{1,3}\Z")

# Something always follows these: a name, a number, an example.
_NEVER_LAST = frozenset(
    {
        *("m", "mm", "mme", "mmes", "mlle", "mlles", "me", "mgr", "dr", "drs", "pr", "prs", "prof"),
        *("st", "ste", "sts", "stes", "cf", "env", "av", "bd", "bld", "boul", "pl", "imp", "rte"),
        *("ex", "éd", "ed", "éds", "coll", "dir", "trad", "réf", "ref", "tél", "tel", "approx"),
        *("i.e", "e.g", "c.-à-d", "c-à-d", "càd", "p.ex", "p.-ex", "resp", "vs", "mr", "mrs", "ms"),
        *("gén", "col", "cap", "lt", "sgt", "cie", "dép", "dpt", "fg", "chem", "sq", "apr", "al"),
    }
)

# These introduce a number or a reference; before an ordinary word they are ordinary words.
_BEFORE_NUMBER = frozenset(
    {
        *("p", "pp", "art", "vol", "no", "nos", "n", "fig", "chap", "sect", "alin", "tab", "t"),
        *("ann", "app", "par", "parag", "ch", "ét", "et", "bât", "bat", "esc", "app", "h", "min"),
        *("max", "mio", "md"),
    }
)

# "Le plan B. Il faut", against "J. Dupont".
_BEFORE_LETTER = frozenset(
    {
        *("plan", "vitamine", "point", "option", "type", "zone", "classe", "catégorie", "groupe"),
        *("annexe", "ligne", "niveau", "scénario", "hypothèse", "phase", "partie", "hépatite"),
        *("bloc", "lot", "salle", "bâtiment", "porte", "table", "série", "permis", "variante"),
    }
)

# Words that start a sentence and hardly ever a name.
_STARTERS = frozenset(
    {
        *("il", "elle", "ils", "elles", "on", "nous", "vous", "je", "j", "tu", "c", "ce", "cet"),
        *("cette", "ces", "cela", "ça", "ceci", "un", "une", "des", "les", "l", "notre", "nos"),
        *("votre", "vos", "leur", "leurs", "mon", "ma", "mes", "son", "sa", "ses", "mais", "et"),
        *("ou", "où", "donc", "car", "or", "ni", "pour", "dans", "en", "par", "avec", "sans"),
        *("si", "quand", "comme", "puis", "ensuite", "enfin", "aussi", "ainsi", "alors", "à"),
        *("au", "aux", "sur", "sous", "chez", "depuis", "pendant", "tout", "tous", "toute"),
        *("toutes", "chaque", "plus", "pas", "ne", "n", "qui", "que", "quel", "quelle", "faut"),
        *("voir", "merci", "oui", "non", "bref", "beaucoup", "certains", "certaines"),
        *("aujourd", "après", "avant", "parce", "d", "s", "y", "the", "we", "they", "it", "this"),
    }
)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of every sentence of ``text[start:end]``, white space left out.

    Offsets are in ``text``; together the sentences hold every character that is not white space.
    """
    end = len(text) if end is None else end
    sentence = _skip_space(text, start, end)
    for stop in _STOP.finditer(text, start, end):
        if stop.end() <= sentence:
            continue
        following = _skip_space(text, stop.end(), end)
        if following >= end:
            break
        if _ends_sentence(text, stop, sentence, following, end):
            yield sentence, stop.end()
            sentence = following
    if sentence < end:
        yield sentence, sentence + len(text[sentence:end].rstrip())


def _skip_space(text: str, position: int, end: int) -> int:
    match = _SPACES.match(text, position, end)
    return match.end() if match else position


def _ends_sentence(text: str, stop: re.Match[str], sentence: int, following: int, end: int) -> bool:
    first = _first_letter(text, following, end)
    if first in ".!?…,;:»)]}%":
        return False
    mark = stop[0]
    if not mark.startswith(".") or mark.startswith(".."):
        return not first.islower()
    token = _token_before(text, stop.start(), sentence)
    if first.islower():
        # Careless writers forget capitals; a long word before a stop is no abbreviation.
        return mark == "." and _is_long_word(token)
    if len(mark) > 1:
        return True  # something closes after the stop: « Il pleut. »
    return not _is_shortened(text, token, stop.start(), sentence, following)


def _is_shortened(text: str, token: str, stop: int, sentence: int, following: int) -> bool:
    """Tell whether the stop after ``token`` shortens a word instead of ending a sentence."""
    word = _without_elision(token).lower()
    next_name = _next_word(text, following)
    if word in _NEVER_LAST:
        return True
    if word in _BEFORE_NUMBER and _NUMBER_OR_REFERENCE.match(text, following):
        return True
    if _ACRONYM.fullmatch(token):
        return next_name not in _STARTERS and next_name not in ("le", "la")
    if _INITIAL.fullmatch(token) and token[0].isupper():
        before = _word_before(text, stop - len(token), sentence)
        return before not in _BEFORE_LETTER and next_name not in _STARTERS
    # "1. Faire ceci. 2. Faire cela." numbers what follows.
    return stop - len(token) == sentence and _NUMBER.fullmatch(token) is not None


def _next_word(text: str, position: int) -> str:
    """Return the word at ``position`` in lower case, none when it is a letter and a stop."""
    match = _WORD.match(text, position, position + _NEAR)
    if match is None or (len(match[0]) == 1 and text.startswith(".", match.end())):
        return ""
    return match[0].lower()


def _first_letter(text: str, position: int, end: int) -> str:
    """Return the first character that is no opening mark, among the next few."""
    for character in text[position : min(end, position + 8)]:
        if character not in _OPENING:
            return character
    return text[position]


def _token_before(text: str, position: int, sentence: int) -> str:
    """Return the characters before ``position`` back to a space or a mark."""
    start, earliest = position, max(sentence, position - _NEAR)
    while start > earliest and text[start - 1] not in _BETWEEN_TOKENS:
        start -= 1
    return text[start:position]


def _word_before(text: str, position: int, sentence: int) -> str:
    words = _WORD.findall(text[max(sentence, position - _NEAR) : position])
    return words[-1].lower() if words else ""


def _without_elision(token: str) -> str:
    """Return ``ex`` for ``d'ex``."""
    return token.replace("’", "'").rpartition("'")[2]


def _is_long_word(token: str) -> bool:
    word = _without_elision(token)
    return len(word) >= 5 and word.isalpha() and word.lower() not in _NEVER_LAST
