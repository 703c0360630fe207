"""A new theme made out of some excerpts of another, beside it or below it."""

from __future__ import annotations

import uuid

from app.models import ThemeState
from app.themes.codebook.acts.describing import Description, created
from app.themes.codebook.state import Changes, Codebook, ThemeChange, ThemeNow
from app.themes.codebook.tree import approved


def split(
    codebook: Codebook,
    theme_id: uuid.UUID,
    new_id: uuid.UUID,
    described: Description,
    *,
    is_below: bool,
) -> Changes:
    """A new theme out of one that stays as it is, among those touched: the history tells that it
    lost excerpts, and undoing wants it as it was.

    Raises:
        NotInCodebook: the theme is not there.
        NoTitle, TooLong, TooMany: of the new one.
    """
    whole = approved(codebook, theme_id)
    parent_id = theme_id if is_below else whole.parent_id
    made = created(codebook, new_id, parent_id, described)
    return (*made, ThemeChange(theme_id, whole, whole))


def giving(changes: Changes) -> tuple[uuid.UUID, uuid.UUID]:
    """From which theme to which one a split gives excerpts; the other way round once undone."""
    themes = [one for one in changes if isinstance(one, ThemeChange)]
    whole = next(one.id for one in themes if one.before == one.after)
    part = next(one for one in themes if one.before != one.after)
    return (whole, part.id) if _comes_in(part.before, part.after) else (part.id, whole)


def _comes_in(before: ThemeNow | None, after: ThemeNow) -> bool:
    return (before is None or not before.is_approved) and after.state is ThemeState.APPROVED
