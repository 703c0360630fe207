"""Who is named in a text: `@` and a name of the team."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping


def named_in(text: str, names: Mapping[uuid.UUID, str]) -> set[uuid.UUID]:
    """The people whose name stands behind an `@`, capitals or not; the longest name that fits.

    Two of the same name are both meant: it is better to be told once too often.
    """
    people: dict[str, set[uuid.UUID]] = {}
    for person, name in names.items():
        if key := _plain(name):
            people.setdefault(key, set()).add(person)
    if not people:
        return set()
    ordered = sorted(people, key=len, reverse=True)
    # An address holds an @ as well; a name ends where its last word does.
    found = re.finditer(rf"(?<!\w)@({'|'.join(map(re.escape, ordered))})(?!\w)", _plain(text))
    return {person for match in found for person in people[match[1]]}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
