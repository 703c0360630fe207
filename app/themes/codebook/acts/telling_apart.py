"""Two themes that look alike are said to be two: nothing changes but that the history tells it."""

from __future__ import annotations

import uuid

from app.themes.codebook.refusals import IntoItself
from app.themes.codebook.state import Changes, Codebook, ThemeChange
from app.themes.codebook.tree import approved


def told_apart(codebook: Codebook, theme_id: uuid.UUID, other_id: uuid.UUID) -> Changes:
    """Both themes, as they are.

    Raises:
        NotInCodebook: one of them is not there.
        IntoItself: they are one.
    """
    if theme_id == other_id:
        raise IntoItself(theme_id)
    themes = ((one, approved(codebook, one)) for one in (theme_id, other_id))
    return tuple(ThemeChange(one, theme, theme) for one, theme in themes)
