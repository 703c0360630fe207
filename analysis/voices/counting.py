"""How much of what was said is about each theme, counted in three ways.

A text counts for one; or a voice counts for one, whatever it wrote; or a voice counts for one in
its channel and channels weigh alike, so that a questionnaire with hundreds of answers does not
drown ten workshops.

A voice is shared evenly between the themes that it spoke of, not by how many of its texts speak
of each: who writes the same thing ten times over says it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.documents import Document
from analysis.results import Placement, Theme, Voices
from analysis.voices.placed import Numbers, Placed, Shares, distinct, placed_documents

HALF_WEIGHT = 5
"""Voices with which a channel weighs half of what a very large one does.

Were all channels alike, three notes would speak as loud as 300 answers, and the balance would hang
on who came that day. The share that n voices of a channel give strays from what the channel would
say by a variance s²/n, and channels differ by a variance t²; the mean of channels that strays
least weighs each by 1 / (t² + s²/n), that is by n / (n + s²/t²) (Cochran 1954; DerSimonian &
Laird 1986). Five says that channels differ by a fifth of what people within them do; it is also
the smallest group of which anything is told.
"""
DIGITS = 6


@dataclass(frozen=True)
class ThemeVoices:
    """`respondents`: distinct voices; `voices`: the weight of the theme in three ways."""

    respondents: int
    voices: Voices


@dataclass(frozen=True)
class ChannelVoices:
    """`respondents`: distinct voices of the channel; `weight`: its part of the balance, 0..1."""

    respondents: int
    weight: float


@dataclass(frozen=True)
class VoiceCounts:
    """What each theme weighs (by its id, parents included), everything together, and what each
    channel does (by its name) in the balance."""

    themes: Mapping[str, ThemeVoices]
    whole: ThemeVoices
    channels: Mapping[str, ChannelVoices]


def with_voices(
    themes: Sequence[Theme], placements: Iterable[Placement], documents: Iterable[Document]
) -> tuple[Theme, ...]:
    """Return the themes with the voices that speak of each."""
    return with_counts(themes, count_voices(themes, placements, documents))


def with_counts(themes: Sequence[Theme], counted: VoiceCounts) -> tuple[Theme, ...]:
    """Return the themes with the voices that were counted."""
    counts = counted.themes
    return tuple(
        replace(theme, respondents=counts[theme.id].respondents, voices=counts[theme.id].voices)
        for theme in themes
    )


def count_voices(
    themes: Sequence[Theme], placements: Iterable[Placement], documents: Iterable[Document]
) -> VoiceCounts:
    """Count the documents that have a theme. Shares of themes without a parent add up to 1."""
    return counts_of(placed_documents(themes, placements, documents), themes)


def counts_of(placed: Placed, themes: Sequence[Theme]) -> VoiceCounts:
    """Count documents that are placed already."""
    texts = np.bincount(placed.theme, minlength=placed.themes) / max(1, len(placed.documents))
    by_channel, people = _shares_by_channel(placed, placed.channel, len(placed.channels))
    weights = channel_weights(people)
    respondents = (
        by_channel
        if len(placed.channels) == 1
        else _shares_by_channel(placed, np.zeros_like(placed.channel), 1)[0]
    )
    ways = [
        placed.gathered(way).round(DIGITS)
        for way in (texts, respondents[0], (weights[:, None] * by_channel).sum(axis=0))
    ]
    voices = placed.speaking()
    is_some = float(bool(placed.documents))
    return VoiceCounts(
        {
            theme.id: ThemeVoices(int(voices[row]), Voices(*(float(way[row]) for way in ways)))
            for row, theme in enumerate(themes)
        },
        ThemeVoices(placed.voices, Voices(is_some, is_some, is_some)),
        {
            name: ChannelVoices(int(people[row]), round(float(weights[row]), DIGITS))
            for row, name in enumerate(placed.channels)
        },
    )


def channel_weights(people: Shares | Numbers) -> Shares:
    """Return what channels of so many voices weigh, the last axis being the channels; they add
    up to 1, or are zero where there is nobody."""
    grown = people / (people + HALF_WEIGHT)
    whole = grown.sum(axis=-1, keepdims=True)
    weights: Shares = np.divide(grown, whole, out=np.zeros_like(grown), where=whole > 0)
    return weights


def _shares_by_channel(placed: Placed, channel: Numbers, channels: int) -> tuple[Shares, Numbers]:
    """Return the share of each theme in each channel (channels × themes) and the channels' voices.

    Voices are counted by how many themes they spoke of before anything is divided: the sum is the
    same to the last bit in whatever order they come.
    """
    unit = channel * max(1, placed.voices) + placed.voice
    said, theme = np.divmod(
        distinct(unit * max(1, placed.themes) + placed.theme), max(1, placed.themes)
    )
    units, first, spoken = np.unique(said, return_inverse=True, return_counts=True)
    channel_of = units // max(1, placed.voices)
    people = np.bincount(channel_of, minlength=channels)
    shares = np.zeros((channels, placed.themes))
    for number in np.unique(spoken):
        here = spoken[first] == number
        cells = channel_of[first][here] * placed.themes + theme[here]
        counted = np.bincount(cells, minlength=shares.size).reshape(shares.shape)
        shares += counted / number
    return shares / np.maximum(people, 1)[:, None], people
