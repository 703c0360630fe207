"""The tree that the approved themes make: who stands under whom, in which order, how deep."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from app.models import ThemeState
from app.themes.codebook.refusals import (
    NotInCodebook,
    ParentGone,
    TitleTaken,
    TooDeep,
    UnderItself,
)
from app.themes.codebook.state import Codebook, ThemeNow

LEVELS = 3
"""As in the tree of candidate themes: below, nobody finds a theme again."""
GAP = 65_536
"""Between neighbours, so that another fits between them without touching them."""


def approved(codebook: Codebook, theme_id: uuid.UUID) -> ThemeNow:
    """A theme that is in the codebook.

    Raises:
        NotInCodebook: it is not.
    """
    theme = codebook.themes.get(theme_id)
    if theme is None or not theme.is_approved:
        raise NotInCodebook(theme_id)
    return theme


def children(codebook: Codebook, parent_id: uuid.UUID | None) -> list[uuid.UUID]:
    """The approved themes under a theme, or at the top, in their order."""
    found = [
        (one.position, theme_id)
        for theme_id, one in codebook.themes.items()
        if one.is_approved and one.parent_id == parent_id
    ]
    return [theme_id for _position, theme_id in sorted(found)]


def above(codebook: Codebook, theme_id: uuid.UUID | None) -> Iterator[uuid.UUID]:
    """A theme and those above it, itself first.

    Raises:
        UnderItself: the way up never ends.
    """
    seen: set[uuid.UUID] = set()
    while theme_id is not None:
        if theme_id in seen:
            raise UnderItself(theme_id)
        seen.add(theme_id)
        yield theme_id
        theme_id = codebook.themes[theme_id].parent_id


def is_within(codebook: Codebook, theme_id: uuid.UUID | None, other_id: uuid.UUID) -> bool:
    """Whether a theme is another one, or stands somewhere below it."""
    return other_id in above(codebook, theme_id)


def place_after(
    codebook: Codebook,
    parent_id: uuid.UUID | None,
    after_id: uuid.UUID | None,
    *,
    moving: uuid.UUID | None = None,
) -> tuple[int, dict[uuid.UUID, int]]:
    """The position of what comes right after a sibling (`None`: the first), and the new ones of
    those that must make room. `moving` is the theme that moves, which takes no room itself.

    Raises:
        NotInCodebook: `after_id` is no child of this parent.
    """
    siblings = [one for one in children(codebook, parent_id) if one != moving]
    if after_id is not None and after_id not in siblings:
        raise NotInCodebook(after_id)
    place = 0 if after_id is None else siblings.index(after_id) + 1
    positions = [codebook.themes[one].position for one in siblings]
    if place == len(positions):
        return (positions[-1] + GAP if positions else 0), {}
    if place == 0:
        return positions[0] - GAP, {}
    between = (positions[place - 1] + positions[place]) // 2
    if positions[place - 1] < between < positions[place]:
        return between, {}
    ordered = [*siblings[:place], None, *siblings[place:]]
    room = {one: number * GAP for number, one in enumerate(ordered) if one is not None}
    return place * GAP, room


def last_place(codebook: Codebook, parent_id: uuid.UUID | None) -> int:
    """The position of what comes after all the children of a theme."""
    siblings = children(codebook, parent_id)
    return place_after(codebook, parent_id, siblings[-1] if siblings else None)[0]


def check_tree(codebook: Codebook, touched: Iterable[uuid.UUID]) -> None:
    """Refuse a codebook in which the themes that were touched do not make a tree.

    Raises:
        UnderItself, TooDeep, ParentGone, TitleTaken: it is none.
    """
    for theme_id in touched:
        theme = codebook.themes[theme_id]
        if theme.is_approved:
            _check_place(codebook, theme_id, theme)
        elif left := [*children(codebook, theme_id), *stand_for(codebook, theme_id)]:
            raise ParentGone(theme_id, *left)


def _check_place(codebook: Codebook, theme_id: uuid.UUID, theme: ThemeNow) -> None:
    way = list(above(codebook, theme_id))
    if any(not codebook.themes[one].is_approved for one in way):
        raise ParentGone(*way)
    if len(way) + _height(codebook, theme_id) > LEVELS:
        raise TooDeep(*way, *below(codebook, theme_id))
    for sibling in children(codebook, theme.parent_id):
        if sibling != theme_id and same_title(codebook.themes[sibling].title, theme.title):
            raise TitleTaken(theme.title, theme_id, sibling)


def same_title(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _height(codebook: Codebook, theme_id: uuid.UUID) -> int:
    """Levels below a theme."""
    return max((1 + _height(codebook, one) for one in children(codebook, theme_id)), default=0)


def below(codebook: Codebook, theme_id: uuid.UUID) -> Iterator[uuid.UUID]:
    """All the approved themes below one, each before those below it."""
    for one in children(codebook, theme_id):
        yield one
        yield from below(codebook, one)


def stand_for(codebook: Codebook, theme_id: uuid.UUID) -> list[uuid.UUID]:
    """The themes that were merged into one."""
    return [
        other
        for other, one in codebook.themes.items()
        if one.state is ThemeState.MERGED and one.stands_for_id == theme_id
    ]
