"""Shares of themes within groups, and how far they could be other if others had spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.progress import Progress
from analysis.voices.counting import channel_weights
from analysis.voices.memberships import Memberships
from analysis.voices.placed import Numbers, Placed, Shares

DRAWS = 500
"""Samples of voices; the bounds of an interval then rest on a dozen of them on each side."""
CONFIDENCE = 0.95
VOICES_PER_PATTERN = 10
"""With fewer voices a pattern, to draw each voice is quicker than to draw how often each pattern
comes; what is drawn follows the same law."""
MOST_WEIGHTS = 1_000_000
"""Numbers held at once while drawing; progress is told, and a cancelling heard, in between."""


@dataclass(frozen=True)
class Intervals:
    """Shares (themes × groups) and the bounds between which `CONFIDENCE` of the draws fall."""

    shares: Shares
    low: Shares
    high: Shares


class GroupShares:
    """The share of each theme within each group, each voice counting for one there.

    Channels weigh alike when `balanced`, as in `analysis.voices.counting`.
    """

    def __init__(self, placed: Placed, members: Memberships, *, balanced: bool) -> None:
        self.placed = placed
        self.groups = len(members.groups)
        self.channels = len(placed.channels) if balanced else 1
        channel = members.channel if balanced else np.zeros_like(members.channel)
        unit = channel * self.groups + members.group
        self._spoken, self._people = _shared_evenly(
            members.patterns,
            unit,
            members.theme,
            (len(members.counts), self.channels * self.groups, placed.themes),
        )

    def of(self, weights: Shares) -> Shares:
        """Return themes × groups × samples; `weights`, samples × patterns, counts the voices."""
        samples = len(weights)
        spoken = (self._spoken.T @ weights.T).reshape(
            self.channels, self.groups, self.placed.themes, samples
        )
        people = (self._people.T @ weights.T).reshape(self.channels, self.groups, samples)
        parts = np.moveaxis(channel_weights(np.moveaxis(people, 0, -1)), -1, 0)
        # A group of which nobody was drawn has no share.
        whole = np.where(people.sum(axis=0) > 0, 1.0, np.nan)
        shares = spoken / np.maximum(people, 1)[:, :, None, :] * parts[:, :, None, :]
        gathered: Shares = self.placed.gathered(np.moveaxis(shares.sum(axis=0), 1, 0)) * whole
        return gathered


def share_intervals(
    placed: Placed,
    members: Memberships,
    *,
    balanced: bool,
    draws: int,
    seed: int,
    progress: Progress,
) -> Intervals:
    """Return shares with their percentile intervals over samples of voices.

    Voices are drawn with replacement, each with all that it said (Efron & Tibshirani 1993). Voices
    of one pattern are alike, so that how often each pattern comes is drawn at once.
    """
    shares = GroupShares(placed, members, balanced=balanced)
    drawn = []
    for done, weights in _drawn(members.counts, draws, seed):
        drawn.append(shares.of(weights))
        progress(done / draws, "voices")
    outside = (1 - CONFIDENCE) / 2
    samples = np.concatenate(drawn, axis=2)
    # The one that looks for what is missing is slow.
    quantile = np.nanquantile if np.isnan(samples).any() else np.quantile
    low, high = quantile(samples, [outside, 1 - outside], axis=2)
    return Intervals(shares.of(members.counts[None, :].astype(float))[:, :, 0], low, high)


def _drawn(counts: Numbers, draws: int, seed: int) -> Iterator[tuple[int, Shares]]:
    """Yield how many samples are drawn so far, and the next ones (samples × patterns)."""
    generator = np.random.default_rng(seed)
    voices = int(counts.sum())
    by_voice = voices < VOICES_PER_PATTERN * len(counts)
    pattern_of = np.repeat(np.arange(len(counts)), counts) if by_voice else counts
    at_once = max(1, min(draws, MOST_WEIGHTS // max(1, len(counts))))
    for start in range(0, draws, at_once):
        size = min(at_once, draws - start)
        # One stream whatever the size of the pieces.
        if by_voice:
            sample = np.stack([_counted(generator, pattern_of, len(counts)) for _ in range(size)])
        else:
            sample = generator.multinomial(voices, counts / voices, size=size)
        yield start + size, sample.astype(float)


def _counted(generator: np.random.Generator, pattern_of: Numbers, patterns: int) -> Numbers:
    """Draw as many voices as there are, and count those of each pattern."""
    drawn = generator.integers(0, len(pattern_of), size=len(pattern_of))
    return np.bincount(pattern_of[drawn], minlength=patterns)


def _shared_evenly(
    pattern: Numbers, unit: Numbers, theme: Numbers, shape: tuple[int, int, int]
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Return the part of each theme in what a pattern said in a unit, and where it spoke at all.

    patterns × (units × themes), whose parts add up to 1 in each unit, and patterns × units.
    """
    patterns, units, themes = shape
    cell = np.unique((pattern * units + unit) * themes + theme)
    spoke, first, number = np.unique(cell // themes, return_inverse=True, return_counts=True)
    parts = sparse.csr_array(
        (1 / number[first], (cell // (units * themes), cell % (units * themes))),
        shape=(patterns, units * themes),
    )
    people = sparse.csr_array(
        (np.ones(len(spoke)), (spoke // units, spoke % units)), shape=(patterns, units)
    )
    return parts, people
