"""Tables of voices as plain values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from analysis.voices.correspondence import CorrespondenceMap, NoMap, Point
from analysis.voices.minority import MinorityTheme, Where
from analysis.voices.tables import VoiceTables
from analysis.voices.who_says_what import Cell, Group, ThemeLine, WhoSaysWhat

Json = dict[str, Any]


def tables_json(tables: VoiceTables) -> Json:
    """Return everything, in the order in which it is written."""
    return {
        "themes": {name: asdict(counts) for name, counts in tables.counts.themes.items()},
        "whole": asdict(tables.counts.whole),
        "channels": {name: asdict(counts) for name, counts in tables.counts.channels.items()},
        "who_says_what": [table_json(table) for table in tables.tables],
        "not_compared": [asdict(one) for one in tables.without],
        "correspondence": [map_json(name, drawn) for name, drawn in tables.maps],
        "minority": minority_json(tables.minority),
    }


def table_json(table: WhoSaysWhat) -> Json:
    """Return a table; a cell that is masked is None, the others tell their sign as well."""
    written = asdict(table)
    for line, told in zip(written["themes"], table.themes, strict=True):
        line["cells"] = [
            None if cell is None else {**asdict(cell), "sign": cell.sign} for cell in told.cells
        ]
    return written


def table_of(written: Mapping[str, Any]) -> WhoSaysWhat:
    """Return the table that `table_json` wrote."""
    return WhoSaysWhat(
        **{
            **written,
            "groups": tuple(Group(**group) for group in written["groups"]),
            "themes": tuple(
                ThemeLine(**{**line, "cells": tuple(map(_cell, line["cells"]))})
                for line in written["themes"]
            ),
        }
    )


def _cell(written: Mapping[str, Any] | None) -> Cell | None:
    if written is None:
        return None
    return Cell(**{name: value for name, value in written.items() if name != "sign"})


def map_json(attribute: str, drawn: CorrespondenceMap | NoMap) -> Json:
    """Return a map, or why there is none."""
    if isinstance(drawn, NoMap):
        return {"attribute": attribute, "reason": drawn.value}
    return asdict(drawn)


def map_of(written: Mapping[str, Any]) -> CorrespondenceMap | NoMap:
    """Return what `map_json` wrote."""
    if "reason" in written:
        return NoMap(written["reason"])
    return CorrespondenceMap(
        written["attribute"],
        tuple(written["inertia"]),
        tuple(written["explained"]),
        *(
            tuple(
                Point(**{**point, **{name: tuple(point[name]) for name in _BY_AXIS}})
                for point in written[kind]
            )
            for kind in ("themes", "groups")
        ),
    )


_BY_AXIS = ("at", "quality", "contribution")


def minority_json(themes: tuple[MinorityTheme, ...]) -> list[Json]:
    """The minority themes as plain values, in their order."""
    return [asdict(theme) for theme in themes]


def minority_of(written: list[Json]) -> tuple[MinorityTheme, ...]:
    """Return the themes that `minority_json` wrote."""
    return tuple(
        MinorityTheme(one["theme"], one["share"], tuple(Where(**where) for where in one["where"]))
        for one in written
    )
