"""An expression cut into tokens.

Source: XPath 1.0, section 3.7, with the references of XLSForm (`${name}`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from surveys.expressions.errors import ExpressionError

MAX_LENGTH = 10_000

# A name takes every hyphen and full stop that it can, as XPath says: `count-selected` is one name.
NAME = r"[^\W\d][\w.\-]*"

_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]+)
  | (?P<string>'[^']*'|"[^"]*")
  | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
  | \$\{{[ \t\r\n]*(?P<ref>{NAME})[ \t\r\n]*\}}
  | (?P<parent>\.\.)
  | (?P<current>\.)
  | (?P<name>{NAME}(?::{NAME})?)
  | (?P<symbol>!=|<=|>=|[=<>+\-*(),])
    """,
    re.VERBOSE,
)

_EXPLAINED = {
    "/": "Paths such as /data/age are not supported; write ${age} instead.",
    "[": "Conditions in square brackets are not supported.",
    "|": "Joining answers with | is not supported.",
    "@": "Attributes such as @id are not supported.",
    "‘": "Curly quotation marks do not hold a text; use straight ones.",
    "’": "Curly quotation marks do not hold a text; use straight ones.",
    "“": "Curly quotation marks do not hold a text; use straight ones.",
    "”": "Curly quotation marks do not hold a text; use straight ones.",
    "'": "A text that starts with ' does not end.",
    '"': 'A text that starts with " does not end.',
    "$": (
        "A reference is written ${name}, where name starts with a letter or an underscore"
        " and holds letters, digits, underscores, hyphens and full stops."
    ),
    "!": "The exclamation mark only stands in !=.",
    "\u00a0": "A no-break space stands here; use an ordinary space.",
    "\u202f": "A no-break space stands here; use an ordinary space.",
}


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is string, number, ref, parent, current, name, symbol, or end."""

    kind: str
    text: str
    offset: int


def tokenize(text: str) -> list[Token]:
    """The tokens of the text, without its spaces, closed by a token of kind `end`.

    Raises ExpressionError for a text that is too long or a character that has no place.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            f"The expression is longer than {MAX_LENGTH:,} characters.", MAX_LENGTH
        )
    tokens = []
    offset = 0
    while offset < len(text):
        found = _TOKEN.match(text, offset)
        if found is None:
            raise ExpressionError(_why_not(text, offset), offset)
        kind = str(found.lastgroup)
        if kind != "space":
            tokens.append(Token(kind, found[kind], offset))
        offset = found.end()
    tokens.append(Token("end", "", len(text)))
    return tokens


def _why_not(text: str, offset: int) -> str:
    if text.startswith("${last-saved#", offset):
        return "References to the last saved answers (${last-saved#name}) are not supported."
    character = text[offset]
    return _EXPLAINED.get(character, f"The character {character!r} has no meaning here.")
