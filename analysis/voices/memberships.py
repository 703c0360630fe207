"""Voices in groups: who belongs to which, and which themes they spoke of there.

A group is a value of one attribute: a type of actor, a territory, a question. A voice may belong
to several (it answered two questions, it ticked two boxes), and counts for one in each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from analysis.documents import Document
from analysis.voices.masking import SMALLEST
from analysis.voices.placed import Numbers, Placed

CHANNEL = "channel"
"""The attribute that stands for the channel of a document."""
MOST_GROUPS = 12
"""Groups that are named; the smaller ones are counted together."""
Values = tuple[str, ...]
_BETWEEN = "\x1f"
"""No keyboard types it: what people say may hold any comma or semicolon."""


def joined(values: Iterable[str]) -> str:
    """Several values of one attribute as the one text that a document takes."""
    return _BETWEEN.join(value.strip() for value in values if value.strip())


def parts_of(value: str) -> tuple[str, ...]:
    """The values that `joined` put together, each once."""
    return tuple(dict.fromkeys(part.strip() for part in value.split(_BETWEEN) if part.strip()))


def attribute_names(documents: Iterable[Document]) -> tuple[str, ...]:
    """What is known of some of the documents: the names of attributes, the channel first."""
    names: set[str] = set()
    is_channel_known = False
    for document in documents:
        names.update(name for name, value in document.attributes.items() if value.strip())
        is_channel_known |= bool(document.channel)
    names.discard(CHANNEL)
    return (*([CHANNEL] if is_channel_known else []), *sorted(names))


@dataclass(frozen=True)
class Memberships:
    """Who belongs to which group, and what they spoke of there.

    Attributes
    ----------
    groups : names, the largest group first. When `has_rest`, the last one, without a name, holds
        the groups that are too small to be named.
    left_out : voices in no group: the attribute is not known of them, or too few said what they
        did.
    voices, texts : how many of each group; `texts_on` (themes × groups): texts on each theme, those
        on the themes below it too.
    counts, patterns, channel, group, theme : voices that said the same are one pattern, in an
        order that depends on what they said only. `counts` says how many voices each is; the other
        four have one entry for each theme of which a pattern spoke, in a group and a channel.
    """

    groups: tuple[str, ...]
    has_rest: bool
    left_out: int
    voices: Numbers
    texts: Numbers
    texts_on: Numbers
    counts: Numbers
    patterns: Numbers
    channel: Numbers
    group: Numbers
    theme: Numbers

    @property
    def named(self) -> int:
        """How many groups have a name."""
        return len(self.groups) - self.has_rest

    def is_rest(self, group: int) -> bool:
        return group >= self.named


def values_of(placed: Placed, attribute: str) -> list[Values]:
    """Return the values of one attribute that each document has."""
    parts = cache(parts_of)
    if attribute == CHANNEL:
        return [parts(document.channel) for document in placed.documents]
    return [parts(document.attributes.get(attribute, "")) for document in placed.documents]


def memberships_of(
    placed: Placed, values: Sequence[Values], most: int = MOST_GROUPS
) -> Memberships | None:
    """Group the voices by their values, naming at most so many groups.

    None without two groups of `SMALLEST` voices.
    """
    names, has_rest = _groups(values, placed.voice, most)
    size = len(names) + has_rest
    if not names or size < 2:
        return None
    rows, group = _rows(values, names, has_rest)
    voice, own = placed.voice[rows], placed.theme[rows]
    code = (placed.channel[rows] * size + group) * placed.themes + own
    counts, patterns, codes = _patterns(voice, code)
    channel_and_group, theme = np.divmod(codes, placed.themes)
    on = np.bincount(own * size + group, minlength=placed.themes * size)
    return Memberships(
        groups=(*names, *([""] if has_rest else [])),
        has_rest=has_rest,
        left_out=placed.voices - len(np.unique(voice)),
        voices=np.bincount(np.unique(voice * size + group) % size, minlength=size),
        texts=np.bincount(group, minlength=size),
        texts_on=placed.gathered(on.reshape(placed.themes, size)),
        counts=counts,
        patterns=patterns,
        channel=channel_and_group // size,
        group=channel_and_group % size,
        theme=theme,
    )


def _rows(
    values: Sequence[Values], names: Sequence[str], has_rest: bool
) -> tuple[Numbers, Numbers]:
    """Return the places of documents and those of the groups that they belong to."""
    places = {name: place for place, name in enumerate(names)}
    rest = len(names)
    pairs = [
        (row, place)
        for row, said in enumerate(values)
        for place in sorted({places.get(value, rest) for value in said})
        if place < rest or has_rest
    ]
    rows, group = np.array(pairs, dtype=np.int64).T
    return rows, group


def _groups(values: Sequence[Values], voice: Numbers, most: int) -> tuple[tuple[str, ...], bool]:
    """Return the groups that are large enough to be named, and whether the others are a group.

    Where the others are under `SMALLEST`, they are left out with those of whom nothing is known;
    where even both could be told apart, the smallest named group joins them.
    """
    members: dict[str, set[int]] = {}
    unknown: set[int] = set()
    for said, who in zip(values, voice.tolist(), strict=True):
        for value in said:
            members.setdefault(value, set()).add(who)
        if not said:
            unknown.add(who)
    ordered = sorted(members, key=lambda name: (-len(members[name]), name))
    named = [name for name in ordered if len(members[name]) >= SMALLEST][:most]
    rest: set[int] = set().union(*(members[name] for name in ordered[len(named) :]))
    while named and rest and len(rest | unknown) < SMALLEST:
        rest |= members[named.pop()]
    return tuple(named), len(rest) >= SMALLEST


def _patterns(voice: Numbers, code: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return how many voices each pattern is; and its codes, each with the pattern."""
    said = np.unique(np.stack([voice, code]), axis=1)
    starts = np.flatnonzero(np.diff(said[0], prepend=-1))
    pieces = np.split(said[1].astype(">i8"), starts[1:]) if len(starts) else []
    counted = Counter(piece.tobytes() for piece in pieces)
    ordered = sorted(counted)
    codes = [np.frombuffer(pattern, dtype=">i8") for pattern in ordered]
    return (
        np.array([counted[pattern] for pattern in ordered], dtype=np.int64),
        np.repeat(np.arange(len(codes)), [len(one) for one in codes]).astype(np.int64),
        np.concatenate(codes).astype(np.int64) if codes else np.zeros(0, dtype=np.int64),
    )
