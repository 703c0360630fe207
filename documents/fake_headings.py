"""Headings that are only bold: many people know of no others."""

LOWEST = 9
"""Their level, below that of any heading."""

_LONGEST = 80
_FINAL = ".;,!?…"


def may_be_heading(said: str) -> bool:
    """Whether a paragraph is short enough to be a heading, if it is bold from end to end."""
    said = said.strip()
    return 0 < len(said) <= _LONGEST and said[-1] not in _FINAL and not said[0].islower()
