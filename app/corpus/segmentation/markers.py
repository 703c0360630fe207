"""What starts a line without being part of what it says: list markers and heading marks."""

import re

_BULLETS = "•·◦▪▫■□●○‣⁃∙➢➤►▶→✓✔☐☑☒❑❖"

_MARKER = re.compile(
    rf"""
    (?: [{_BULLETS}]                            # • item, •item
      | [-–—*+] (?=\s)                          # - item
      | [-–—] (?=[^\W\d_])                      # -item, but not -5
      | \(?[0-9]{{1,3}}\)                       # 1) (1)
      | [0-9]{{1,3}} [.°] (?=\s)                # 1. 1°
      | [0-9]{{1,2}} \s? [-–—] (?=\s+[^\W\d_])  # 1 - item, but not 10 - 15
      | \(?[a-zA-Z]\) (?=\s)                    # a) (a)
      | \(?[ivx]{{1,4}}\) (?=\s)                # ii)
    )
    (?: \s* \[[ xX]?\] (?=\s) )?                # - [x] item
    """,
    re.VERBOSE,
)
_CHECKBOX = re.compile(r"\[[ xX]?\](?=\s)")
_HEADING = re.compile(r"#{1,6}(?=\s)")
_RULE = re.compile(r"([-=_*~#–—])(?:\s*\1){2,}")


# No mark starts with another character, save letters followed by a parenthesis.
_FIRST = frozenset(_BULLETS + "-–—*+#=_~([0123456789")


def may_start_with_mark(line: str) -> bool:
    """Tell cheaply whether ``line`` (stripped, not empty) is worth a closer look."""
    return line[0] in _FIRST or ")" in line[1:5]


def marker_length(line: str) -> int:
    """Return the length of the list marker that starts ``line`` (already stripped), 0 if none."""
    match = _MARKER.match(line) or _CHECKBOX.match(line)
    return match.end() if match else 0


def heading_mark_length(line: str) -> int:
    """Return the length of the ``##`` that starts ``line``, 0 if none."""
    match = _HEADING.match(line)
    return match.end() if match else 0


def is_rule(line: str) -> bool:
    """Tell whether ``line`` only draws a line: ``---``, ``* * *``, ``=====``."""
    return _RULE.fullmatch(line) is not None
