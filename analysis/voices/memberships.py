"""Voices in groups: who belongs to which, and which themes they spoke of there.

A group is a value of one attribute: a type of actor, a territory, a question. A voice may belong
to several (it answered two questions, it ticked two boxes), and counts for one in each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.documents import Document
from analysis.voices.masking import SMALLEST
from analysis.voices.placed import Numbers, Placed, distinct

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


@dataclass(frozen=True)
class Said:
    """The values of one attribute that documents have.

    Attributes
    ----------
    ways : the different lists of values, in the order of their first document.
    way : the place of its list, one entry a document.
    """

    ways: tuple[Values, ...]
    way: Numbers


def values_of(placed: Placed, attribute: str) -> Said:
    """Return the values of one attribute that each document has."""
    numbers: dict[str, int] = {}
    if attribute == CHANNEL:
        written = [document.channel for document in placed.documents]
    else:
        written = [document.attributes.get(attribute, "") for document in placed.documents]
    way = [numbers.setdefault(value, len(numbers)) for value in written]
    return Said(tuple(map(parts_of, numbers)), np.array(way, dtype=np.int64))


def memberships_of(placed: Placed, said: Said, most: int = MOST_GROUPS) -> Memberships | None:
    """Group the voices by their values, naming at most so many groups.

    None without two groups of `SMALLEST` voices.
    """
    names, has_rest = _groups(said, placed.voice, most)
    size = len(names) + has_rest
    if not names or size < 2:
        return None
    rows, group = _rows(said, names, has_rest)
    voice, own = placed.voice[rows], placed.theme[rows]
    code = (placed.channel[rows] * size + group) * placed.themes + own
    counts, patterns, codes = _patterns(voice, code)
    channel_and_group, theme = np.divmod(codes, placed.themes)
    on = np.bincount(own * size + group, minlength=placed.themes * size)
    return Memberships(
        groups=(*names, *([""] if has_rest else [])),
        has_rest=has_rest,
        left_out=placed.voices - len(distinct(voice)),
        voices=np.bincount(distinct(voice * size + group) % size, minlength=size),
        texts=np.bincount(group, minlength=size),
        texts_on=placed.gathered(on.reshape(placed.themes, size)),
        counts=counts,
        patterns=patterns,
        channel=channel_and_group // size,
        group=channel_and_group % size,
        theme=theme,
    )


def _rows(said: Said, names: Sequence[str], has_rest: bool) -> tuple[Numbers, Numbers]:
    """Return the places of documents and those of the groups that they belong to."""
    places = {name: place for place, name in enumerate(names)}
    rest = len(names)
    groups = [
        sorted({places.get(value, rest) for value in values} - (set() if has_rest else {rest}))
        for values in said.ways
    ]
    return _spread(said.way, groups)


def _spread(way: Numbers, groups: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Return each place in `way` and each number of its list, one entry for both together."""
    lengths = np.array([len(some) for some in groups], dtype=np.int64)
    flat = np.array([group for some in groups for group in some], dtype=np.int64)
    many = lengths[way]
    rows = np.repeat(np.arange(len(way)), many)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many, many)
    starts = np.cumsum(lengths) - lengths
    return rows, flat[starts[way][rows] + within]


def _groups(said: Said, voice: Numbers, most: int) -> tuple[tuple[str, ...], bool]:
    """Return the groups that are large enough to be named, and whether the others are a group.

    Where the others are under `SMALLEST`, they are left out with those of whom nothing is known;
    where even both could be told apart, the smallest named group joins them.
    """
    numbers: dict[str, int] = {}
    parts = [[numbers.setdefault(one, len(numbers)) for one in values] for values in said.ways]
    rows, value = _spread(said.way, parts)
    who, of = np.divmod(distinct(voice[rows] * max(1, len(numbers)) + value), max(1, len(numbers)))
    sizes = np.bincount(of, minlength=len(numbers))
    ordered = sorted(numbers, key=lambda name: (-sizes[numbers[name]], name))
    named = [name for name in ordered if sizes[numbers[name]] >= SMALLEST][:most]
    is_known = np.array([bool(values) for values in said.ways], dtype=bool)
    unknown = distinct(voice[~is_known[said.way]])
    is_rest = np.ones(len(numbers), dtype=bool)
    is_rest[[numbers[name] for name in named]] = False
    rest = distinct(who[is_rest[of]])
    while named and len(rest) and len(distinct(np.concatenate([rest, unknown]))) < SMALLEST:
        is_rest[numbers[named.pop()]] = True
        rest = distinct(who[is_rest[of]])
    return tuple(named), len(rest) >= SMALLEST


def _patterns(voice: Numbers, code: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return how many voices each pattern is; and its codes, each with the pattern.

    The patterns of fewer codes come first, then those of smaller ones.
    """
    codes = int(code.max(initial=0)) + 1
    who, spoken = np.divmod(distinct(voice * codes + code), codes)
    starts = np.flatnonzero(np.diff(who, prepend=-1))
    lengths = np.diff(starts, append=len(who))
    counts: list[Numbers] = []
    held: list[Numbers] = []
    for length in distinct(lengths).tolist():
        lists = spoken[starts[lengths == length][:, None] + np.arange(length)]
        number = np.zeros(len(lists), dtype=np.int64)
        for column in lists.T:
            # The number of a list among those that begin as it does, in their order.
            number = np.unique(number * codes + column, return_inverse=True)[1]
        _, first, many = np.unique(number, return_index=True, return_counts=True)
        counts.append(many)
        held.append(lists[first])
    if not counts:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing
    sizes = np.concatenate([np.full(len(some), some.shape[1]) for some in held])
    return (
        np.concatenate(counts),
        np.repeat(np.arange(len(sizes)), sizes),
        np.concatenate([some.ravel() for some in held]),
    )
