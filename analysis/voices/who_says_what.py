"""Who says what: how much each group speaks of each theme, and what chance does not explain.

A cell counts voices, not texts: who writes ten times of a theme speaks of it once. Groups are
compared with all the others together.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.documents import Document
from analysis.progress import Progress, part, silent
from analysis.results import ClusterResult, Theme
from analysis.voices.comparing import Compared, compared_with_others
from analysis.voices.masking import Mask, masked_cells
from analysis.voices.memberships import MOST_GROUPS, Memberships, memberships_of, values_of
from analysis.voices.placed import Numbers, Placed, distinct, placed_documents
from analysis.voices.resampling import DRAWS, Intervals, share_intervals

DIGITS = 4
LIKELY = 0.05
"""A difference is told when fewer than one in twenty of those told would be chance."""


class Reason(enum.StrEnum):
    """Why there is nothing to compare."""

    NO_TEXT = "no_text"
    """No text has a theme."""
    ONE_THEME = "one_theme"
    ONE_GROUP = "one_group"
    """There are not two groups of five voices or more."""


@dataclass(frozen=True)
class TooLittle:
    """There is nothing to compare by this attribute."""

    attribute: str
    reason: Reason


@dataclass(frozen=True)
class Group:
    """A group of voices. The rest, without a name, holds the groups too small to be named."""

    name: str
    is_rest: bool
    voices: int


@dataclass(frozen=True)
class Cell:
    """What a group says of a theme. Shares are parts of 1 of what the group says.

    Attributes
    ----------
    voices, texts : those of the group that speak of the theme.
    share, low, high : each voice counts for one, shared between the themes it spoke of; the bounds
        hold 95 % of the samples of voices.
    of_texts : each text counts for one.
    balanced, balanced_low, balanced_high : as `share`, channels weighing alike.
    of_others : as `share`, of all who are not of the group.
    residual : adjusted standardised residual of the number of voices, about N(0, 1) if groups
        did not differ. Source: Haberman 1973.
    z : difference of two proportions, one added to each count. Source: Small et al. 2021 (Polis).
    q : probability of so unequal a cell if groups did not differ, from the hypergeometric law,
        corrected for the number of cells; None for the rest. Source: Benjamini & Hochberg 1995.
    """

    voices: int
    texts: int
    share: float
    low: float
    high: float
    of_texts: float
    balanced: float
    balanced_low: float
    balanced_high: float
    of_others: float
    residual: float
    z: float
    q: float | None

    @property
    def sign(self) -> int:
        """1 where the group speaks more of the theme than the others do, -1 where it speaks less,
        0 where chance would explain it."""
        if self.q is None or self.q > LIKELY:
            return 0
        # A group that writes more is counted more often on everything.
        more, larger = self.residual > 0, self.share > self.of_others
        return 0 if more != larger else 1 if more else -1


@dataclass(frozen=True)
class ThemeLine:
    """A theme; `cells` in the order of the groups, None where so few spoke that they are masked.

    `voices` counts a voice once in each group that it belongs to.
    """

    theme: str
    parent: str | None
    voices: int
    share: float
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class WhoSaysWhat:
    """Themes (parents before their children) × groups (the largest first).

    `left_out`: voices that are not compared: the attribute is not known of them, or too few said
    what they did.
    """

    attribute: str
    groups: tuple[Group, ...]
    themes: tuple[ThemeLine, ...]
    left_out: int
    draws: int
    seed: int

    @property
    def masked(self) -> int:
        """How many cells are masked."""
        return sum(cell is None for line in self.themes for cell in line.cells)


def who_says_what(
    result: ClusterResult,
    documents: Iterable[Document],
    attribute: str,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    progress: Progress = silent,
) -> WhoSaysWhat | TooLittle:
    """Compare the groups that one attribute makes ("channel" for the channels).

    Same result, documents and seed give the same table, whatever the order of the documents.
    """
    placed = placed_documents(result.themes, result.documents, documents)
    return by_attribute(placed, result.themes, attribute, draws=draws, seed=seed, progress=progress)


def by_attribute(
    placed: Placed,
    themes: tuple[Theme, ...],
    attribute: str,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    progress: Progress = silent,
) -> WhoSaysWhat | TooLittle:
    """Compare as `who_says_what` does, in documents that are placed already."""
    if not placed.documents:
        return TooLittle(attribute, Reason.NO_TEXT)
    if len(np.unique(placed.theme)) < 2:
        return TooLittle(attribute, Reason.ONE_THEME)
    places = {theme.id: place for place, theme in enumerate(themes)}
    parents = [places[theme.parent] if theme.parent else None for theme in themes]
    counted = _counted(placed, attribute, parents, progress)
    if counted is None:
        return TooLittle(attribute, Reason.ONE_GROUP)
    return _table(placed, *counted, themes, attribute, draws, seed, progress)


def _counted(
    placed: Placed, attribute: str, parents: Sequence[int | None], progress: Progress
) -> tuple[Memberships, Numbers, Mask] | None:
    """Return groups, the voices of their cells, and what is masked.

    Where small groups would be masked, and others with them, they are counted together: as many
    groups are named as show the most cells.
    """
    values = values_of(placed, attribute)
    found, most, shown = None, MOST_GROUPS, -1
    while (members := memberships_of(placed, values, most)) is not None:
        progress(0.0, "voices")
        counts = voices_in_cells(placed, members)
        mask = masked_cells(counts, parents)
        here = int(((counts > 0) & ~mask).sum())
        if here > shown:
            found, shown = (members, counts, mask), here
        if not mask.any():
            break
        most = members.named - 1
    return found


def _table(
    placed: Placed,
    members: Memberships,
    counts: Numbers,
    mask: Mask,
    themes: tuple[Theme, ...],
    attribute: str,
    draws: int,
    seed: int,
    progress: Progress,
) -> WhoSaysWhat:
    plain = share_intervals(
        placed, members, balanced=False, draws=draws, seed=seed, progress=part(progress, 0, 0.4)
    )
    balanced = plain
    if len(placed.channels) > 1:
        balanced = share_intervals(
            placed, members, balanced=True, draws=draws, seed=seed, progress=part(progress, 0.4, 1)
        )
    compared = compared_with_others(counts, members.voices, _tested(mask, members))
    overall = (plain.shares * members.voices).sum(axis=1) / members.voices.sum()
    cells = _cells(counts, members, mask, plain, balanced, compared)
    return WhoSaysWhat(
        attribute,
        tuple(
            Group(name, members.is_rest(place), int(voices))
            for place, (name, voices) in enumerate(zip(members.groups, members.voices, strict=True))
        ),
        tuple(
            ThemeLine(
                theme.id, theme.parent, int(counts[row].sum()), _short(overall[row]), cells[row]
            )
            for row, theme in enumerate(themes)
        ),
        members.left_out,
        draws,
        seed,
    )


def voices_in_cells(placed: Placed, members: Memberships) -> Numbers:
    """Return how many voices of each group spoke of each theme or below it (themes × groups)."""
    groups = len(members.groups)
    deepest = max(len(chain) for chain in placed.lineage)
    above = np.array([chain + chain[-1:] * (deepest - len(chain)) for chain in placed.lineage])
    cells = (members.patterns * groups + members.group)[:, None] * placed.themes
    said = distinct((cells + above[members.theme]).ravel())
    pattern_and_group, theme = np.divmod(said, placed.themes)
    pattern, group = np.divmod(pattern_and_group, groups)
    counts = np.zeros((placed.themes, groups), dtype=np.int64)
    np.add.at(counts, (theme, group), members.counts[pattern])
    return counts


def _tested(mask: Mask, members: Memberships) -> Mask:
    """Cells of which a difference is told: neither masked nor of the rest."""
    tested = ~mask
    if members.has_rest:
        tested[:, -1] = False
    return tested


def _cells(
    counts: Numbers,
    members: Memberships,
    mask: Mask,
    plain: Intervals,
    balanced: Intervals,
    compared: Compared,
) -> list[tuple[Cell | None, ...]]:
    spoken = (plain.shares * members.voices).sum(axis=1, keepdims=True)
    others = (spoken - plain.shares * members.voices) / (members.voices.sum() - members.voices)
    return [
        tuple(
            None
            if mask[row, place]
            else Cell(
                int(counts[row, place]),
                int(members.texts_on[row, place]),
                _short(plain.shares[row, place]),
                _short(plain.low[row, place]),
                _short(plain.high[row, place]),
                _short(members.texts_on[row, place] / members.texts[place]),
                _short(balanced.shares[row, place]),
                _short(balanced.low[row, place]),
                _short(balanced.high[row, place]),
                _short(others[row, place]),
                _short(compared.residual[row, place]),
                _short(compared.z[row, place]),
                None if members.is_rest(place) else _short(compared.q[row, place]),
            )
            for place in range(counts.shape[1])
        )
        for row in range(counts.shape[0])
    ]


def _short(value: float) -> float:
    return round(float(value), DIGITS)
