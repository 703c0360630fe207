"""How strongly a group feeds an objective, in three words rather than a figure."""

from __future__ import annotations

import enum


class Strength(enum.StrEnum):
    NONE = "none"
    """No excerpt of the group leads to the objective."""
    LITTLE = "little"
    """Fewer voices than chance would hardly explain."""
    SOME = "some"
    STRONG = "strong"
    """More voices than chance would hardly explain."""


def strength_of(excerpts: int, sign: int) -> Strength:
    """The strength of a cell of some excerpts.

    `sign`: 1 where more voices of the group feed the objective than of the others, -1 where fewer
    do, 0 where chance would explain it (`app.themes.who_says_what.standing_out`).
    """
    if not excerpts:
        return Strength.NONE
    return {1: Strength.STRONG, 0: Strength.SOME, -1: Strength.LITTLE}[sign]
