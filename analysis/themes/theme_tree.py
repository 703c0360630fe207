"""Parents of themes: a second level when there are enough themes to need one, then a third."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Fewer themes than this are read at a glance.
THEMES_TO_NEST = 9
# From here on, branches are again too many to be read at a glance.
THEMES_FOR_THREE_LEVELS = 30


@dataclass(frozen=True)
class Branch:
    """A theme and what stands under it.

    Attributes
    ----------
    groups : numbers of the groups of texts in it, sorted; one for a theme without sub-themes.
    children : larger first; none for a theme without sub-themes.
    """

    groups: tuple[int, ...]
    children: tuple[Branch, ...] = ()


def theme_tree(
    centers: NDArray[np.float64],
    weights: NDArray[np.float64],
    sizes: NDArray[Any] | None = None,
) -> list[Branch]:
    """Gather k themes in branches by Ward's linkage of their centres (k × d unit vectors).

    Ward rather than average linkage: on real corpora the latter put half of the themes in one
    branch. A theme weighs as much as its texts: with equal weights a few small, odd themes made
    branches of their own and all the others stayed together.
    Source: Ward 1963, with the recurrence of Lance & Williams 1967.

    Parameters
    ----------
    weights : (k,) what each theme weighs.
    sizes : (k,) what says which branch is larger; `weights` unless given.

    Returns
    -------
    Branches, larger first. From nine themes on some have children, from thirty on some of these
    have children in turn; a group alone in its branch is a theme without parent.
    """
    k = len(centers)
    joins = joined(centers, weights)
    levels = [_cut(joins, weights, count) for count in _branches_wanted(k)]
    return _nested(list(range(k)), levels, weights if sizes is None else sizes)


def _branches_wanted(k: int) -> list[int]:
    """How many branches on each level above the themes, the top first."""
    if k < THEMES_TO_NEST:
        return []
    if k < THEMES_FOR_THREE_LEVELS:
        return [round(1.5 * np.sqrt(k))]
    # Even steps from one level to the next, a little more branches at the top.
    return [round(2 * k ** (1 / 3)), round(1.4 * k ** (2 / 3))]


def joined(
    centers: NDArray[np.float64], sizes: NDArray[np.float64]
) -> list[tuple[int, int, float]]:
    """Return (kept, absorbed, distance) for each joining, in Ward's order."""
    weight = np.maximum(sizes.astype(float), 1e-9)
    both = weight[:, None] + weight[None, :]
    cosines = centers @ centers.T
    lengths = np.diag(cosines)
    apart = np.maximum(lengths[:, None] + lengths[None, :] - 2 * cosines, 0.0)
    cost = weight[:, None] * weight[None, :] / both * apart
    np.fill_diagonal(cost, np.inf)
    pairs = []
    for _ in range(len(centers) - 1):
        kept, absorbed = sorted(divmod(int(cost.argmin()), len(centers)))
        a, b = weight[kept], weight[absorbed]
        pairs.append((kept, absorbed, float(cost[kept, absorbed] * (a + b) / (a * b)) ** 0.5))
        row = (a + weight) * cost[kept] + (b + weight) * cost[absorbed]
        row = (row - weight * cost[kept, absorbed]) / (a + b + weight)
        row[[kept, absorbed]] = np.inf
        row[np.isinf(cost[kept])] = np.inf
        cost[kept], cost[:, kept] = row, row
        cost[absorbed], cost[:, absorbed] = np.inf, np.inf
        weight[kept] = a + b
    return pairs


def _cut(
    joined: Sequence[tuple[int, int, float]], sizes: NDArray[np.float64], branches: int
) -> NDArray[np.intp]:
    """Return the branch of each theme, (k,), when the widest branch is split again and again.

    The widest holds most texts, furthest apart. Cutting at a height instead left half of the
    texts of a large corpus in one branch.
    """
    halves: dict[int, tuple[int, int]] = {}
    held: dict[int, list[int]] = {group: [group] for group in range(len(sizes))}
    width: dict[int, float] = {}
    top = list(range(len(sizes)))
    for number, (kept, absorbed, apart) in enumerate(joined, start=len(sizes)):
        halves[number] = top[kept], top[absorbed]
        held[number] = held[top[kept]] + held[top[absorbed]]
        width[number] = float(sizes[held[number]].sum()) * apart
        top[kept] = number
    left = [len(sizes) + len(joined) - 1]
    while len(left) < branches:
        widest = max((one for one in left if one in halves), key=lambda one: (width[one], one))
        left.remove(widest)
        left += halves[widest]
    branch = np.empty(len(sizes), dtype=np.intp)
    for one in left:
        branch[held[one]] = min(held[one])
    return branch


def _nested(
    groups: list[int], levels: Sequence[NDArray[np.intp]], sizes: NDArray[Any]
) -> list[Branch]:
    """Return the branches of `groups`, a level a list of cuts, larger first."""
    if not levels:
        return _larger_first([Branch((group,)) for group in groups], sizes)
    cut = levels[0]
    branches = []
    for name in sorted({int(cut[group]) for group in groups}):
        held = [group for group in groups if cut[group] == name]
        children = _nested(held, levels[1:], sizes)
        # A level that tells nothing apart is no level.
        branches.append(children[0] if len(children) == 1 else Branch(tuple(held), tuple(children)))
    return _larger_first(branches, sizes)


def _larger_first(branches: list[Branch], sizes: NDArray[Any]) -> list[Branch]:
    return sorted(branches, key=lambda one: (-float(sizes[list(one.groups)].sum()), one.groups))


@dataclass(frozen=True)
class ThemePlace:
    """A theme in the list of all themes, parents before their children.

    Attributes
    ----------
    id : "t2" at the top, "t2.1" under it.
    parent : place of the parent in the list; None at the top.
    groups : numbers of its groups of texts.
    children : places of its children in the list.
    """

    id: str
    parent: int | None
    groups: tuple[int, ...]
    children: tuple[int, ...] = ()


def listed(branches: Sequence[Branch]) -> list[ThemePlace]:
    """Return every theme of a tree, each parent followed by what is under it."""
    found: list[ThemePlace] = []
    _list_under(branches, None, "t", found)
    return found


def group_names(places: Sequence[ThemePlace]) -> list[str]:
    """Return the id of the theme of each group: that of the place without children."""
    leaves = {place.groups[0]: place.id for place in places if not place.children}
    return [leaves[group] for group in sorted(leaves)]


def _list_under(
    branches: Sequence[Branch], parent: int | None, prefix: str, found: list[ThemePlace]
) -> tuple[int, ...]:
    places = []
    for number, branch in enumerate(branches, start=1):
        at = len(found)
        places.append(at)
        name = f"{prefix}{number}"
        found.append(ThemePlace(name, parent, branch.groups))
        under = _list_under(branch.children, at, f"{name}.", found)
        found[at] = replace(found[at], children=under)
    return tuple(places)


def cuts(places: Sequence[ThemePlace]) -> NDArray[np.intp]:
    """Return the place that holds each group of texts at the top and one level down, (2 × k).

    A group that stands higher than that level is held by itself.
    """
    found = np.full((2, sum(not place.children for place in places)), -1, dtype=np.intp)
    for at, place in enumerate(places):
        groups = list(place.groups)
        if place.parent is None:
            found[:, groups] = at
        elif places[place.parent].parent is None:
            found[1, groups] = at
    return found
