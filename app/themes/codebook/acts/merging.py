"""Two themes become one: the second stands for the first from now on, and takes what it held."""

from __future__ import annotations

import uuid
from dataclasses import replace

from app.models import ThemeState
from app.themes.codebook.refusals import IntoItself
from app.themes.codebook.state import Changes, Codebook, ThemeChange, ThemeNow
from app.themes.codebook.tree import (
    GAP,
    approved,
    children,
    is_within,
    last_place,
    stand_for,
)


def merged(codebook: Codebook, theme_id: uuid.UUID, into_id: uuid.UUID) -> Changes:
    """A theme merged into another: its children move under that one, after those it has, and
    whatever stood for it stands for the other.

    Raises:
        NotInCodebook: one of them is not there.
        IntoItself: the other is the theme itself, or stands below it.
    """
    before = approved(codebook, theme_id)
    approved(codebook, into_id)
    if is_within(codebook, into_id, theme_id):
        raise IntoItself(theme_id)
    after = replace(before, state=ThemeState.MERGED, stands_for_id=into_id)
    first = last_place(codebook, into_id)
    moved = [
        ThemeChange(one, codebook.themes[one], _below(codebook, one, into_id, first + n * GAP))
        for n, one in enumerate(children(codebook, theme_id))
    ]
    flat = [
        ThemeChange(one, codebook.themes[one], replace(codebook.themes[one], stands_for_id=into_id))
        for one in stand_for(codebook, theme_id)
    ]
    return (ThemeChange(theme_id, before, after), *moved, *flat)


def _below(
    codebook: Codebook, theme_id: uuid.UUID, parent_id: uuid.UUID, position: int
) -> ThemeNow:
    return replace(codebook.themes[theme_id], parent_id=parent_id, position=position)
