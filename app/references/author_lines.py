"""Authors as people type them: one a line, "NOM, Prénom (dir.)" or the name of a body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.references.description import AND_OTHERS, EDITOR, Author, tidy_author

_DIRECTED = re.compile(
    r"\s*\((?:dir|dirs|dir\.|éd|éds|ed|eds|coord|coords)\.?\)\s*$", re.IGNORECASE
)
_SMALL = {"de", "du", "des", "la", "le", "les", "van", "von", "der", "den", "di", "da", "dos"}


def authors_of_lines(text: str) -> tuple[Author, ...]:
    """The authors that a text names, one a line, in their order."""
    found = (_author(line) for line in text.splitlines())
    return tuple(author for author in found if author)


def lines_of_authors(authors: Iterable[Author]) -> str:
    """The same as a text, as it is typed."""
    return "\n".join(one.name + (" (dir.)" if one.role == EDITOR else "") for one in authors)


def _author(line: str) -> Author | None:
    role = EDITOR if _DIRECTED.search(line) else ""
    name = _DIRECTED.sub("", line).strip()
    family, comma, given = name.partition(",")
    if comma and family.strip() and given.strip():
        return tidy_author(Author(family=family, given=given, role=role))
    return tidy_author(Author(literal=name.strip(" ,"), role=role))


def shown_family(author: Author) -> str:
    """A family name as it is read in a sentence: « Féniès-Dupont » of « FÉNIÈS-DUPONT »."""
    if not author.family.isupper() or len(author.family) < 3:
        return author.family
    words = [word.lower() for word in author.family.split(" ")]
    return " ".join(word if word in _SMALL else word.title() for word in words)


def short_names(authors: Iterable[Author]) -> str:
    """« Bioteau et Féniès-Dupont », « Martin et al. »: who wrote, in as few words as will do."""
    names = [one.literal or shown_family(one) for one in authors]
    if len(names) == 2 and names[1] != AND_OTHERS:
        return f"{names[0]} et {names[1]}"
    return f"{names[0]} et al." if len(names) > 1 else "".join(names)
