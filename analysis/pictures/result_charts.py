"""What the pictures of a result hold. Words come from who shows them: labels, names of groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from analysis.pictures.over_time import OverTime, Step
from analysis.results import ThemeMap, Voices
from analysis.voices.correspondence import CorrespondenceMap, Point
from charts.model import Dots, Multiples, Scatter, Tree, short

MOST_POINTS = 30
"""Points of a map whose labels can still be read."""
MOST_WITH_GROUPS = 20
"""Points of a map of themes and groups, which lie closer together."""
MOST_ROWS = 40

Labels = Mapping[str, str]
"""Labels of themes by id."""


def map_chart(found: ThemeMap, labels: Labels, sizes: Mapping[str, float], sure: Labels) -> Scatter:
    """The largest themes, near where their texts are alike; `sure` says how firm each is."""
    shown = [place for place in found.places if place.theme in labels]
    shown = sorted(shown, key=lambda place: -sizes.get(place.theme, 0))[:MOST_POINTS]
    names = list(dict.fromkeys(sure.get(place.theme, "") for place in shown))
    return Scatter(
        [short(labels[place.theme]) for place in shown],
        [place.x for place in shown],
        [place.y for place in shown],
        [sizes.get(place.theme, 0) for place in shown],
        [names.index(sure.get(place.theme, "")) for place in shown],
        names,
    )


def tree_chart(found: ThemeMap, labels: Labels) -> Tree | None:
    """How themes join; None with fewer than three, or more than a page has room for."""
    if not 3 <= len(found.places) <= MOST_ROWS:
        return None
    return Tree(
        [short(labels.get(place.theme, "")) for place in found.places],
        [(join.one, join.other, join.height) for join in found.joins],
    )


def nearest(found: ThemeMap, labels: Labels) -> tuple[str, str] | None:
    """The labels of the two themes that join first."""
    if not found.joins:
        return None
    one, other = (found.places[at].theme for at in (found.joins[0].one, found.joins[0].other))
    return labels.get(one, ""), labels.get(other, "")


def weights_chart(weighed: Sequence[tuple[str, Voices]], names: Sequence[str]) -> Dots | None:
    """Labels of themes with their three figures; `names` of the figures. None without a theme."""
    if not weighed:
        return None
    shown = weighed[:MOST_ROWS]
    ways: list[Callable[[Voices], float]] = [
        lambda one: one.texts,
        lambda one: one.respondents,
        lambda one: one.balanced,
    ]
    return Dots(
        [short(label) for label, _voices in shown],
        names,
        [[round(100 * way(voices), 1) for _label, voices in shown] for way in ways],
    )


def time_chart(found: OverTime, labels: Labels, periods: Sequence[str]) -> Multiples:
    """The themes of `labels`, in their order, through time; `periods` are the names of these."""
    shown = [theme for theme in labels if theme in found.themes][:MOST_ROWS]
    return Multiples(
        [short(labels[theme]) for theme in shown],
        periods,
        [list(found.themes[theme]) for theme in shown],
    )


def period_name(step: Step, start: str, language: str) -> str:
    """A period as people write it; a week is named by its first day."""
    day = dt.date.fromisoformat(start)
    if step is Step.YEAR:
        return f"{day.year}"
    if step is Step.MONTH:
        return f"{day.month:02}/{day.year}"
    return f"{day.day:02}/{day.month:02}/{day.year}" if language == "fr" else start


def correspondence_chart(
    found: CorrespondenceMap,
    labels: Labels,
    group_name: Callable[[str], str],
    names: tuple[str, str],
) -> Scatter:
    """Themes and groups on one map; `names` of the two kinds. All groups are shown, and those
    themes that make most of the axes."""
    themes = sorted(
        (point for point in found.themes if point.name in labels),
        key=lambda point: -sum(point.contribution),
    )[: max(MOST_WITH_GROUPS - len(found.groups), 0)]
    points = [*((0, labels[point.name], point) for point in themes)]
    points += [(1, group_name(point.name), point) for point in found.groups]
    return Scatter(
        [short(label) for _kind, label, _point in points],
        [_at(point, 0) for _kind, _label, point in points],
        [_at(point, 1) for _kind, _label, point in points],
        # Themes and groups weigh alike: together, each kind is all that was said.
        [point.mass for _kind, _label, point in points],
        [kind for kind, _label, _point in points],
        names,
    )


def _at(point: Point, axis: int) -> float:
    """A map whose groups differ in one way has one axis."""
    return point.at[axis] if axis < len(point.at) else 0.0
