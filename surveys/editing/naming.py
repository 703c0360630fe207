"""Names made from texts."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 40


def name_from(text: str, taken: Collection[str], fallback: str = "question") -> str:
    """Return a name that reads like the text and that nothing bears yet, whatever its case.

    >>> name_from("Êtes-vous élu ?", ())
    'etes_vous_elu'
    """
    ascii_only = unicodedata.normalize("NFKD", text[:500]).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only.lower())
    name = ""
    for word in words:
        longer = f"{name}_{word}" if name else word
        if len(longer) > LONGEST:
            break
        name = longer
    name = name or (words[0][:LONGEST] if words else fallback)
    if not name[0].isalpha():
        name = f"{fallback}_{name}"[:LONGEST]
    return unused_name(name, taken)


def unused_name(name: str, taken: Collection[str]) -> str:
    """Return the name, with a number behind it when it is taken."""
    used = {each.casefold() for each in taken}
    tried, number = name, 1
    while tried.casefold() in used:
        number += 1
        tried = f"{name}_{number}"
    return tried
