"""Any act is taken back, as long as nothing was built upon it. Taking that back does it again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.themes.codebook.refusals import BuiltUpon, NoTree, UndoneBefore
from app.themes.codebook.state import (
    Changes,
    Codebook,
    ThemeChange,
    applied,
    inverted,
    not_as_left,
)
from app.themes.codebook.tree import check_tree


@dataclass(frozen=True)
class Past:
    """An event of the history."""

    number: int
    changes: Changes
    undoes: int | None = None
    """The number of the event that it takes back."""


def undone(codebook: Codebook, history: Sequence[Past], number: int) -> Changes:
    """What takes an event of the history back.

    Raises:
        UndoneBefore: it was taken back already.
        BuiltUpon: another act is in the way: the newest such act is to be taken back first.
    """
    event = next(one for one in history if one.number == number)
    if any(one.undoes == number for one in history):
        raise UndoneBefore(number)
    later = [one for one in history if one.number > number]
    if changed := set(not_as_left(codebook, event.changes)):
        raise BuiltUpon(_in_the_way(history, later, changed) or later[-1].number)
    wanted = inverted(event.changes)
    try:
        check_tree(applied(codebook, wanted), themes_of(wanted))
    except NoTree as error:
        if in_the_way := _in_the_way(history, later, error.themes):
            raise BuiltUpon(in_the_way) from error
        raise
    return wanted


def themes_of(changes: Changes) -> tuple[uuid.UUID, ...]:
    """The themes that some changes touch."""
    return tuple(one.id for one in changes if isinstance(one, ThemeChange))


def _in_the_way(
    history: Iterable[Past], later: Iterable[Past], rows: Iterable[uuid.UUID]
) -> int | None:
    """The newest act that touched one of these rows and is still to be seen in the codebook; else
    the newest that took one back, and is not taken back itself."""
    undoes, wanted = {one.number: one.undoes for one in history}, set(rows)
    last = set(undoes) - set(undoes.values())
    touching = [
        one.number
        for one in later
        if one.number in last and any(change.id in wanted for change in one.changes)
    ]
    return max(touching, key=lambda number: (_times(undoes, number) % 2, number), default=None)


def _times(undoes: Mapping[int, int | None], number: int | None) -> int:
    """How long the chain of an act, its undoing, the undoing of that… is: odd where the act is
    to be seen."""
    times = 0
    while number is not None:
        number = undoes[number]
        times += 1
    return times
