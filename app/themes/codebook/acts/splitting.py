"""New themes made out of some excerpts of another, beside it or below it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from app.models import ThemeState
from app.themes.codebook.acts.approving import approved as becoming
from app.themes.codebook.acts.describing import Description, created
from app.themes.codebook.state import Changes, Codebook, ThemeChange, ThemeNow, applied
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


@dataclass(frozen=True)
class NewPart:
    """A part that the machine found in a theme, which becomes a theme."""

    theme_id: uuid.UUID
    candidate_id: uuid.UUID
    described: Description


def split_by_parts(
    codebook: Codebook, theme_id: uuid.UUID, parts: Sequence[NewPart], *, is_below: bool
) -> Changes:
    """New themes out of one that stays as it is, each with the candidate that it was made of.

    Raises:
        NotInCodebook: the theme is not there.
        CandidateDecided: one of the parts became a theme before.
        NoTitle, TooLong, TooMany: of the new ones.
    """
    whole = approved(codebook, theme_id)
    parent_id = theme_id if is_below else whole.parent_id
    changes: Changes = (ThemeChange(theme_id, whole, whole),)
    for part in parts:
        made = becoming(codebook, part.candidate_id, part.theme_id, parent_id, part.described)
        codebook = applied(codebook, made)
        changes = (*changes, *made)
    return changes


@dataclass(frozen=True)
class Giving:
    """Between which themes a split gives excerpts: from the whole to the parts, or back."""

    whole: uuid.UUID
    parts: frozenset[uuid.UUID]
    is_back: bool


def giving(changes: Changes) -> Giving:
    """What a split gives; the other way round once it is undone."""
    themes = [one for one in changes if isinstance(one, ThemeChange)]
    whole = next(one.id for one in themes if one.before == one.after)
    parts = [one for one in themes if one.before != one.after]
    is_back = not _comes_in(parts[0].before, parts[0].after)
    return Giving(whole, frozenset(one.id for one in parts), is_back)


def _comes_in(before: ThemeNow | None, after: ThemeNow) -> bool:
    return (before is None or not before.is_approved) and after.state is ThemeState.APPROVED
