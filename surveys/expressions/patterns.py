"""Patterns for `regex()`: which are accepted, and matching that always comes back.

A pattern must cover the whole text, as in ODK ("an exact and complete match"). `\\d`, `\\w`, `\\s`
and `\\b` know ASCII only, as in Java and in a browser; `\\p{L}` knows every letter.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex  # type: ignore[import-untyped]

MAX_PATTERN = 1_000
MAX_GROUPS_DEEP = 30
# The engine writes counted repeats out when it compiles, so `((a{999}){999}){999}` would fill the
# memory before any time limit applies.
MAX_WRITTEN_OUT = 20_000

_REPEAT = re.compile(r"\{([0-9]{1,9})(,([0-9]{0,9}))?\}")
_NAMED = re.compile(r"\\[pPN]\{[^{}]*\}")
# The openings that Java and the engine read the same way. The engine has others, such as
# recursion, that Java does not.
_OPENING = re.compile(r"\((?:\?(?::|=|!|<=|<!|>|<[A-Za-z][A-Za-z0-9]*>|[ims]+(?P<flags>[:)])))?")


class PatternError(ValueError):
    """A pattern that cannot be used; the message continues a sentence after a colon."""


@lru_cache(maxsize=512)
def compiled(pattern: str) -> regex.Pattern[str]:
    """The pattern, ready to match. Raises PatternError."""
    _check_shape(pattern)
    # With the ASCII flag the engine would keep \p{L} to ASCII letters too.
    letters = "\\p" in pattern or "\\P" in pattern
    try:
        return regex.compile(pattern, regex.UNICODE if letters else regex.ASCII)
    except regex.error as error:
        raise PatternError(str(error)) from None
    except (ValueError, OverflowError, RecursionError, KeyError, IndexError) as error:
        raise PatternError("it is not a pattern that can be read") from error


def covers(pattern: str, text: str, seconds: float) -> bool:
    """Whether the pattern matches the whole text.

    Raises PatternError for a pattern that cannot be used, TimeoutError after `seconds`.
    """
    return compiled(pattern).fullmatch(text, timeout=seconds) is not None


def _check_shape(pattern: str) -> None:
    """Measure what the pattern would take once written out. Raises PatternError."""
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"it is longer than {MAX_PATTERN:,} characters")
    sizes = [0]  # of each open group, so far
    last = 0  # of what a repeat count would apply to
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            last, step = 1, _escape_length(pattern, at)
        elif character == "[":
            last, step = 1, _class_length(pattern, at)
        elif character == "(":
            step, opens = _opening(pattern, at)
            if opens:
                sizes.append(0)
            at += step
            continue
        elif character == ")":
            if len(sizes) == 1:
                raise PatternError("a closing bracket has no opening one")
            last, step = sizes.pop() + 1, 1
        elif character == "{":
            repeats, step = _repeat(pattern, at)
            last *= repeats - 1
        else:
            last, step = 1, 1
        sizes[-1] += last
        if sizes[-1] > MAX_WRITTEN_OUT:
            raise PatternError("its repeat counts are too large")
        if len(sizes) > MAX_GROUPS_DEEP:
            raise PatternError(f"its brackets are nested more than {MAX_GROUPS_DEEP} deep")
        at += step
    if len(sizes) > 1:
        raise PatternError("an opening bracket has no closing one")


def _escape_length(pattern: str, start: int) -> int:
    found = _NAMED.match(pattern, start)
    return found.end() - start if found else 2


def _class_length(pattern: str, start: int) -> int:
    """Length of the class of characters that opens at `start`."""
    at = start + 1
    if pattern.startswith("^", at):
        at += 1
    if pattern.startswith("]", at):
        raise PatternError("a closing square bracket in a class of characters must be escaped")
    while at < len(pattern):
        character = pattern[at]
        if character == "]":
            return at + 1 - start
        if character == "[" or pattern.startswith("&&", at):
            # Java reads a class inside the class here; other engines read plain characters.
            raise PatternError("'[' and '&&' in a class of characters must be escaped")
        at += 2 if character == "\\" else 1
    raise PatternError("a class of characters is not closed")


def _opening(pattern: str, start: int) -> tuple[int, bool]:
    """Length of the opening of a group, and whether it opens one at all: `(?i)` does not."""
    found = _OPENING.match(pattern, start)
    length = found.end() - start if found else 1
    if pattern.startswith(("?", "*"), start + length) and length == 1:
        raise PatternError("it uses a kind of group that is not supported")
    return length, not (found and found["flags"] == ")")


def _repeat(pattern: str, start: int) -> tuple[int, int]:
    """How many times a repeat count writes its object out (at least 1), and its length."""
    found = _REPEAT.match(pattern, start)
    if found is None:
        raise PatternError("a '{' that opens no repeat count must be escaped")
    fewest = int(found[1])
    most = int(found[3]) if found[3] else fewest
    if most < fewest:
        raise PatternError("a repeat count ends before it starts")
    return max(most, 1), found.end() - start
