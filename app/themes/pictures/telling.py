"""The pictures of a run: each with a sentence that says what to see, and with its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from analysis.pictures.result_charts import (
    correspondence_chart,
    map_chart,
    nearest,
    period_name,
    time_chart,
    tree_chart,
    weights_chart,
)
from analysis.results import Voices
from app.models import CandidateTheme
from app.themes.pictures.queries import Pictured
from app.themes.who_says_what.telling import attribute_name, group_name
from app.web.filters import decimal, number, share
from app.web.labels import label
from charts.model import Chart
from charts.tables import rows_of

WAYS = ("texts", "respondents", "balanced")


@dataclass(frozen=True)
class Picture:
    """`name` is the one in its address. Cells are text, the first of a row being its name."""

    name: str
    title: str
    says: str
    chart: Chart
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def pictures_of(found: Pictured, language: str) -> list[Picture]:
    """All of them; those for which there is too little are left out."""
    made = [_map(found), _tree(found), _weights(found), _time(found, language), _voices(found)]
    return [picture for picture in made if picture is not None]


def _leaves(found: Pictured) -> dict[str, CandidateTheme]:
    above = {theme.parent_id for theme in found.themes.values()}
    return {code: theme for code, theme in found.themes.items() if theme.id not in above}


def _top(found: Pictured) -> dict[str, CandidateTheme]:
    return {code: theme for code, theme in found.themes.items() if theme.parent_id is None}


def _labels(themes: dict[str, CandidateTheme]) -> dict[str, str]:
    return {code: theme.label for code, theme in themes.items()}


def _figures(chart: Chart) -> tuple[tuple[str, ...], ...]:
    """The figures of a chart as text; whole numbers have no decimal."""
    return tuple(
        tuple(
            value
            if isinstance(value, str)
            else "–"
            if value is None
            else number(int(value))
            if value == int(value)
            else decimal(value)
            for value in row
        )
        for row in rows_of(chart)
    )


def _map(found: Pictured) -> Picture | None:
    leaves = _leaves(found)
    if found.map is None or len(leaves) < 2:
        return None
    chart = map_chart(
        found.map,
        _labels(leaves),
        {code: float(theme.size) for code, theme in leaves.items()},
        {code: str(label(theme.firmness)) for code, theme in leaves.items() if theme.firmness},
    )
    headings = [_("Theme"), _("Excerpts"), _("First axis"), _("Second axis")]
    headings += [_("Firmness")] if len(chart.names) > 1 else []
    return Picture(
        "map",
        _("Map of the themes"),
        _(
            "Themes that are near use words that are near; areas tell how many excerpts, shapes how"
            " firm a theme is. The plane shows %(share)s of what sets themes apart.",
            share=share(found.map.shown),
        ),
        chart,
        tuple(headings),
        _figures(chart),
    )


def _tree(found: Pictured) -> Picture | None:
    leaves = _labels(_leaves(found))
    chart = tree_chart(found.map, leaves) if found.map else None
    near = nearest(found.map, leaves) if found.map else None
    if chart is None or near is None:
        return None
    return Picture(
        "tree",
        _("Tree of the themes"),
        _(
            "The further left two themes join, the nearer they are; “%(one)s” and “%(other)s” are"
            " the first to do so.",
            one=near[0],
            other=near[1],
        ),
        chart,
        (_("Step"), _("What joins"), _("Distance")),
        _figures(chart),
    )


def _weights(found: Pictured) -> Picture | None:
    weighed = [
        (theme.label, Voices(*(theme.shares[way] for way in WAYS)))
        for theme in _top(found).values()
        if all(way in theme.shares for way in WAYS)
    ]
    names = (_("By text"), _("By voice"), _("Balanced"))
    chart = weights_chart(weighed, names)
    if chart is None:
        return None
    spread = [max(row) - min(row) for row in zip(*chart.values, strict=True)]
    rows = tuple(
        (theme, *(share((value or 0) / 100) for value in values))
        for theme, values in zip(chart.labels, zip(*chart.values, strict=True), strict=True)
    )
    return Picture(
        "weights",
        _("Weight of the themes"),
        _(
            "Where the three marks of a row are apart, the way of counting matters: most of all for"
            " “%(theme)s”.",
            theme=chart.labels[spread.index(max(spread))],
        ),
        chart,
        (_("Theme"), *names),
        rows,
    )


def _time(found: Pictured, language: str) -> Picture | None:
    counted, themes = found.over_time, _labels(_top(found))
    if counted is None or not themes:
        return None
    periods = [period_name(counted.step, start, language) for start in counted.starts]
    chart = time_chart(counted, themes, periods)
    most, row, place = _highest(chart.values)
    told = ngettext("%(num)s excerpt", "%(num)s excerpts", most)
    says = _(
        "Each row counts the excerpts of a theme, all on the same scale; the highest is"
        " “%(theme)s”, %(period)s (%(excerpts)s).",
        theme=chart.labels[row],
        period=periods[place],
        excerpts=told,
    )
    return Picture("time", _("Over time"), says, chart, (_("Theme"), *periods), _figures(chart))


def _highest(values: Sequence[Sequence[float]]) -> tuple[int, int, int]:
    """The highest value, its row and its place; the first of several."""
    found = [(-value, i, j) for i, row in enumerate(values) for j, value in enumerate(row)]
    value, row, place = min(found)
    return int(-value), row, place


def _voices(found: Pictured) -> Picture | None:
    drawn = found.voices.map
    if drawn is None:
        return None
    chart = correspondence_chart(
        drawn,
        _labels(_leaves(found)),
        lambda group: group_name(drawn.attribute, group),
        (_("Theme"), _("Group of voices")),
    )
    return Picture(
        "voices",
        _("Themes and groups: %(attribute)s", attribute=attribute_name(drawn.attribute)),
        _(
            "A group speaks more of the themes that are on the same side of the middle as it is."
            " The first axis shows %(share)s of the differences.",
            share=share(drawn.explained[0]),
        ),
        chart,
        (_("Theme or group"), _("Weight"), _("First axis"), _("Second axis"), _("Kind")),
        _figures(chart),
    )
