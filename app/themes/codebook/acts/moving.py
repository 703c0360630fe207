"""A theme goes under another parent, or elsewhere among its siblings; those below it come along."""

from __future__ import annotations

import uuid
from dataclasses import replace

from app.themes.codebook.refusals import UnderItself
from app.themes.codebook.state import Changes, Codebook, ThemeChange
from app.themes.codebook.tree import approved, children, is_within, place_after


def moved(
    codebook: Codebook,
    theme_id: uuid.UUID,
    parent_id: uuid.UUID | None,
    after_id: uuid.UUID | None,
) -> Changes:
    """A theme right after a sibling (`None`: the first) under a parent (`None`: at the top).

    Nothing where it stands there already.

    Raises:
        NotInCodebook: one of the three is not where it should be.
        UnderItself: the parent is the theme, or stands below it.
    """
    before = approved(codebook, theme_id)
    if parent_id is not None:
        approved(codebook, parent_id)
        if is_within(codebook, parent_id, theme_id):
            raise UnderItself(theme_id)
    siblings = children(codebook, parent_id)
    if before.parent_id == parent_id:
        place = siblings.index(theme_id)
        if after_id == (siblings[place - 1] if place else None):
            return ()
    position, room = place_after(codebook, parent_id, after_id, moving=theme_id)
    after = replace(before, parent_id=parent_id, position=position)
    others = ((one, codebook.themes[one], place) for one, place in room.items())
    made = [ThemeChange(one, other, replace(other, position=place)) for one, other, place in others]
    return (ThemeChange(theme_id, before, after), *made)
