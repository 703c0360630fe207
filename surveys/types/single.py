"""The one text that most questions take."""

import re

from surveys.problems import AnswerError
from surveys.types.value import Raw, raw_answer

_UNREADABLE = re.compile("[\x00\ud800-\udfff]")

# All but the tabulation and the line end.
_CONTROLS = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def single(raw: Raw) -> str | None:
    """Return the text given, tidied, or None; the same text posted twice counts once.

    Raises AnswerError: several_answers, unreadable.
    """
    filled = {tidy(value) for value in raw_answer(raw).values} - {""}
    if len(filled) > 1:
        raise AnswerError("several_answers")
    return filled.pop() if filled else None


def tidy(text: str) -> str:
    """Strip the ends, make line ends `\\n` and leave out control characters.

    Raises AnswerError (unreadable) for NUL and for halves of a surrogate pair, which no database
    and no file can hold: they come from programs, never from a keyboard.
    """
    if _UNREADABLE.search(text):
        raise AnswerError("unreadable")
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
