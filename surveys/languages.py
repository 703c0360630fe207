"""How forms name languages."""

import re

_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*\Z")


def language_code(written: str) -> str:
    """Return the code of `Français (fr)`, or the name itself when it has no code.

    >>> language_code("English (en)"), language_code("fr")
    ('en', 'fr')
    """
    found = _CODE.search(written)
    return found[1] if found else written.strip()
