"""A theme leaves the codebook, for a reason; those that were merged into it go with it."""

from __future__ import annotations

import uuid
from dataclasses import replace

from app.models import ThemeState
from app.themes.codebook.refusals import HasChildren
from app.themes.codebook.state import Changes, Codebook, ThemeChange
from app.themes.codebook.tree import approved, children, stand_for


def set_aside(codebook: Codebook, theme_id: uuid.UUID) -> Changes:
    """A theme without children set aside.

    Raises:
        NotInCodebook: it is not there.
        HasChildren: themes stand below it.
    """
    approved(codebook, theme_id)
    if children(codebook, theme_id):
        raise HasChildren(theme_id)
    going = [theme_id, *stand_for(codebook, theme_id)]
    return tuple(
        ThemeChange(
            one, codebook.themes[one], replace(codebook.themes[one], state=ThemeState.SET_ASIDE)
        )
        for one in going
    )
