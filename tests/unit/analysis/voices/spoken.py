"""Clusterings made by hand: who spoke of which theme, by which channel, from which group."""

from __future__ import annotations

from collections.abc import Iterable

from analysis import ClusterResult, Document, Placement, RunManifest, Theme
from analysis.voices.counting import with_voices

Saying = tuple[str, str, str, str]
"""Theme, voice, group, channel."""


def said(sayings: Iterable[Saying]) -> tuple[ClusterResult, list[Document]]:
    """A clustering whose themes are those that were spoken of; "a.1" is below "a"."""
    listed = list(sayings)
    documents = [
        Document(f"d{number}", "", voice, channel, {"group": group} if group else {})
        for number, (_theme, voice, group, channel) in enumerate(listed)
    ]
    placements = [Placement(f"d{number}", theme, 1.0) for number, (theme, *_) in enumerate(listed)]
    leaves = sorted({theme for theme, *_ in listed})
    names = sorted({*leaves, *(leaf.split(".")[0] for leaf in leaves)})
    themes = [
        Theme(name, name.split(".")[0] if "." in name else None, name, (), 0, ()) for name in names
    ]
    run = RunManifest({}, {}, "", 0.0)
    counted = with_voices(themes, placements, documents)
    return ClusterResult(run, counted, tuple(placements)), documents


def people(group: str, channel: str = "", **themes: int) -> list[Saying]:
    """So many people of a group who spoke of each theme once; "a_1" is the theme "a.1"."""
    return [
        (theme.replace("_", "."), f"{group} {channel} {theme} {number}", group, channel)
        for theme, number_of in themes.items()
        for number in range(number_of)
    ]
