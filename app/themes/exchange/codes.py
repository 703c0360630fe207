"""Which theme of the codebook each code of a file is, and those that it would add."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.themes.codebook.acts.describing import (
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    Description,
    created,
)
from app.themes.codebook.state import Changes, Codebook, applied
from app.themes.codebook.tree import LEVELS, above, children, same_title
from app.themes.exchange.incoming import FileCode


@dataclass(frozen=True)
class Themes:
    """`of` is the theme of each code, by its key; `changes` make those that were not there."""

    of: dict[str, uuid.UUID]
    new: tuple[FileCode, ...]
    changes: Changes
    missing: tuple[uuid.UUID, ...]
    """Themes of the codebook that the file does not name."""


def themes_for(codebook: Codebook, codes: Sequence[FileCode], consultation_id: uuid.UUID) -> Themes:
    """The themes of codes: by their identifiers, else by their titles and those above them.

    Raises:
        Refused: a theme that would be added has no place.
    """
    of: dict[str, uuid.UUID] = {}
    new: list[FileCode] = []
    changes: Changes = ()
    for code in codes:
        under = of.get(code.above or "")
        known = _known(codebook, code, under, consultation_id)
        if known is None:
            under, title = _place(codebook, code, under)
            known = _called(codebook, title, under)
            if known is None:
                known = _identifier(codebook, code, consultation_id)
                described = Description(title, belongs=code.description[:LONGEST_DESCRIPTION])
                made = created(codebook, known, under, described)
                codebook, changes = applied(codebook, made), (*changes, *made)
                new.append(replace(code, path=_path(codebook, known)))
        of[code.key] = known
    named = set(of.values())
    missing = (
        theme_id
        for theme_id, theme in codebook.themes.items()
        if theme.is_approved and theme_id not in named
    )
    return Themes(of, tuple(new), changes, tuple(missing))


def _known(
    codebook: Codebook, code: FileCode, under: uuid.UUID | None, consultation_id: uuid.UUID
) -> uuid.UUID | None:
    for theme_id in _identifiers(code, consultation_id):
        theme = codebook.themes.get(theme_id)
        if theme is not None and codebook.themes[theme.stands_for_id].is_approved:
            return theme.stands_for_id
    if (found := _called(codebook, code.title, under)) is not None:
        return found
    if not code.is_loose:
        return None
    anywhere = [
        theme_id
        for theme_id, theme in codebook.themes.items()
        if theme.is_approved and same_title(theme.title, code.title)
    ]
    return anywhere[0] if len(anywhere) == 1 else None


def _called(codebook: Codebook, title: str, under: uuid.UUID | None) -> uuid.UUID | None:
    siblings = children(codebook, under)
    return next((one for one in siblings if same_title(codebook.themes[one].title, title)), None)


def _place(
    codebook: Codebook, code: FileCode, under: uuid.UUID | None
) -> tuple[uuid.UUID | None, str]:
    """Where a new theme stands and its title: one too deep stands beside the one above it."""
    title = code.title[:LONGEST_TITLE]
    if under is None:
        return None, title
    way = list(above(codebook, under))
    if len(way) < LEVELS:
        return under, title
    return way[1], f"{codebook.themes[under].title} › {title}"[:LONGEST_TITLE]


def _identifiers(code: FileCode, consultation_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """Our own, and the one that a code of another program got here before."""
    try:
        guid = uuid.UUID(code.key)
    except ValueError:
        return ()
    return guid, uuid.uuid5(consultation_id, str(guid))


def _identifier(codebook: Codebook, code: FileCode, consultation_id: uuid.UUID) -> uuid.UUID:
    """That of a new theme: made from the code's, so that the next file finds it again."""
    told = _identifiers(code, consultation_id)[1:]
    wanted = told[0] if told else uuid.uuid5(consultation_id, f"title {code.key}")
    while wanted in codebook.themes:  # it was set aside
        wanted = uuid.uuid5(wanted, "again")
    return wanted


def _path(codebook: Codebook, theme_id: uuid.UUID) -> tuple[str, ...]:
    return tuple(reversed([codebook.themes[one].title for one in above(codebook, theme_id)]))


def path_of(codebook: Codebook, theme_id: uuid.UUID) -> str:
    """The titles of a theme and of those above it, from the top."""
    return " › ".join(_path(codebook, theme_id))
