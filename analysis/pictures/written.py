"""What pictures are made of, read again from the plain values of `dataclasses.asdict`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.pictures.over_time import OverTime, Step
from analysis.results import Join, MapPlace, ThemeMap


def theme_map_of(written: Mapping[str, Any]) -> ThemeMap:
    return ThemeMap(
        tuple(MapPlace(**place) for place in written["places"]),
        tuple(Join(**join) for join in written["joins"]),
        written["shown"],
    )


def over_time_of(written: Mapping[str, Any]) -> OverTime:
    return OverTime(
        Step(written["step"]),
        tuple(written["starts"]),
        {theme: tuple(counts) for theme, counts in written["themes"].items()},
        written["dated"],
        written["undated"],
    )
