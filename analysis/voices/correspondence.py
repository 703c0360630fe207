"""Correspondence analysis: themes and groups on one map, near to those that they go with.

Source: Benzécri 1973; Greenacre 2017. The map is drawn from what everybody may see: a masked cell
holds what it would if groups did not differ, since a small table can be worked out from its map.
"""

from __future__ import annotations

import enum
import importlib
from dataclasses import dataclass

import numpy as np

from analysis.voices.placed import Shares
from analysis.voices.who_says_what import WhoSaysWhat

AXES = 2
DIGITS = 4
NOTHING = 1e-9
"""An inertia under this is that of a table whose lines are all alike."""


class NoMap(enum.StrEnum):
    """Why there is no map."""

    ONE_THEME = "one_theme"
    """Fewer than two themes of which anybody spoke."""
    ONE_GROUP = "one_group"
    """Fewer than two groups that spoke."""
    NO_DIFFERENCE = "no_difference"
    """Groups speak of the same themes to the same extent."""


@dataclass(frozen=True)
class Point:
    """A theme or a group.

    Attributes
    ----------
    name : identifier of the theme, or name of the group (empty for the rest).
    mass : its part of all that was said, 0..1.
    at : principal coordinates, one an axis.
    quality : how much of its distance from the middle each axis shows (cos²), 0..1.
    contribution : how much of each axis it makes, 0..1.
    """

    name: str
    mass: float
    at: tuple[float, ...]
    quality: tuple[float, ...]
    contribution: tuple[float, ...]


@dataclass(frozen=True)
class CorrespondenceMap:
    """Themes and groups in the plane.

    `inertia`: of each axis; `explained`: its part of the whole, 0..1.
    """

    attribute: str
    inertia: tuple[float, ...]
    explained: tuple[float, ...]
    themes: tuple[Point, ...]
    groups: tuple[Point, ...]


def correspondence(table: WhoSaysWhat) -> CorrespondenceMap | NoMap:
    """Return the map of a table; themes with sub-themes are left to these."""
    above = {line.parent for line in table.themes}
    leaves = [line for line in table.themes if line.theme not in above]
    voices = np.array([group.voices for group in table.groups], dtype=float)
    spoken = np.array(
        [[line.share if cell is None else cell.share for cell in line.cells] for line in leaves]
    ).reshape(len(leaves), len(voices))
    return correspondence_of(
        table.attribute,
        [line.theme for line in leaves],
        [group.name for group in table.groups],
        spoken * voices,
    )


def correspondence_of(
    attribute: str, themes: list[str], groups: list[str], counts: Shares
) -> CorrespondenceMap | NoMap:
    """Return the map of a table (themes × groups) of numbers that are not negative.

    Lines of zeros have no place on it. Same table, same bytes: the decomposition draws nothing,
    and on each axis the theme that is furthest from the middle is on the positive side.
    """
    rows, columns = np.flatnonzero(counts.sum(axis=1)), np.flatnonzero(counts.sum(axis=0))
    if len(rows) < 2:
        return NoMap.ONE_THEME
    if len(columns) < 2:
        return NoMap.ONE_GROUP
    # They take seconds to load, which those who only want themes should not wait for.
    prince, pandas = importlib.import_module("prince"), importlib.import_module("pandas")
    filled = pandas.DataFrame(counts[np.ix_(rows, columns)])
    found = prince.CA(n_components=AXES, engine="scipy").fit(filled)
    if found.total_inertia_ < NOTHING:
        return NoMap.NO_DIFFERENCE
    across = np.asarray(found.row_coordinates(filled))
    turned = _turned(across)
    return CorrespondenceMap(
        attribute,
        inertia=_rounded(found.eigenvalues_),
        explained=_rounded(found.eigenvalues_ / found.total_inertia_),
        themes=_points(
            [themes[row] for row in rows],
            found.row_masses_,
            across * turned,
            found.row_cosine_similarities(filled),
            found.row_contributions_,
        ),
        groups=_points(
            [groups[column] for column in columns],
            found.col_masses_,
            np.asarray(found.column_coordinates(filled)) * turned,
            found.column_cosine_similarities(filled),
            found.column_contributions_,
        ),
    )


def _turned(coordinates: Shares) -> Shares:
    """1 or -1 for each axis: what puts the first of the furthest points on the positive side."""
    distance = np.abs(coordinates)
    furthest = (distance >= distance.max(axis=0) - NOTHING).argmax(axis=0)
    signs: Shares = np.where(coordinates[furthest, range(coordinates.shape[1])] < 0, -1.0, 1.0)
    return signs


def _points(
    names: list[str], masses: Shares, at: Shares, quality: Shares, contribution: Shares
) -> tuple[Point, ...]:
    # A point in the middle is at no distance, of which no axis shows a part.
    is_away = np.abs(np.asarray(at)) > NOTHING
    shown_of = np.where(is_away, np.asarray(quality, dtype=float), 0.0)
    lines = zip(
        names, np.asarray(masses), np.asarray(at), shown_of, np.asarray(contribution), strict=True
    )
    return tuple(
        Point(name, round(float(mass), DIGITS), _rounded(here), _rounded(shown), _rounded(made))
        for name, mass, here, shown, made in lines
    )


def _rounded(values: Shares) -> tuple[float, ...]:
    # Without the sign that rounding leaves on a zero.
    return tuple(round(float(value), DIGITS) + 0.0 for value in values)
