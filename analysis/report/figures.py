"""The pictures of a report, each with a sentence and with its figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis.pictures.over_time import OverTime
from analysis.pictures.result_charts import (
    correspondence_chart,
    map_chart,
    nearest,
    period_name,
    time_chart,
    tree_chart,
    weights_chart,
)
from analysis.report.wording import Wording
from analysis.results import ClusterResult, Theme
from analysis.voices.correspondence import CorrespondenceMap
from charts.model import Chart
from charts.rendering import svg_of
from charts.tables import rows_of


@dataclass(frozen=True)
class Figure:
    """A picture for a page and for a phone; `says` tells what to see. Cells are text."""

    title: str
    says: str
    wide: Markup
    narrow: Markup
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def figures_of(
    result: ClusterResult, through_time: OverTime | None, words: Wording
) -> list[Figure]:
    """The pictures of the themes; those for which there is too little are left out."""
    leaves = _leaves(result.themes)
    top = [theme for theme in result.themes if theme.parent is None]
    found = [
        *_maps(result, leaves, words),
        _weights(top, words),
        _time(through_time, top, words),
    ]
    return [figure for figure in found if figure is not None]


def _leaves(themes: Sequence[Theme]) -> list[Theme]:
    above = {theme.parent for theme in themes}
    return [theme for theme in themes if theme.id not in above]


def _figure(
    words: Wording, title: str, says: str, chart: Chart, headings: Sequence[str], by: str = "number"
) -> Figure:
    """`by` names how numbers are written."""

    def cell(value: str | float | None) -> str:
        if value is None:
            return "–"
        if isinstance(value, str):
            return value
        return words.share(value / 100) if by == "share" else words.number(value)

    return Figure(
        title,
        says,
        _drawing(chart),
        _drawing(chart, narrow=True),
        tuple(headings),
        tuple(tuple(map(cell, row)) for row in rows_of(chart)),
    )


def _drawing(chart: Chart, *, narrow: bool = False) -> Markup:
    # Our own drawing: labels are escaped in it.
    return Markup(svg_of(chart, narrow=narrow))  # noqa: S704


def _maps(result: ClusterResult, leaves: Sequence[Theme], words: Wording) -> list[Figure]:
    found = result.map
    if found is None or len(leaves) < 2:
        return []
    labels = {theme.id: theme.label for theme in leaves}
    sizes = {theme.id: float(theme.size) for theme in leaves}
    sure = {theme.id: words.say(theme.firmness) for theme in leaves if theme.firmness}
    drawn = map_chart(found, labels, sizes, sure)
    headings = [words.say(key) for key in ("theme", "size", "across", "up")]
    if len(drawn.names) > 1:
        headings.append(words.say("firmness"))
    says = words.say("map_says", share=words.share(found.shown))
    figures = [_figure(words, words.say("map"), says, drawn, headings)]
    tree, near = tree_chart(found, labels), nearest(found, labels)
    if tree and near:
        says = words.say("tree_says", one=near[0], other=near[1])
        headings = [words.say(key) for key in ("step", "joins", "height")]
        figures.append(_figure(words, words.say("tree"), says, tree, headings))
    return figures


def _weights(themes: Sequence[Theme], words: Wording) -> Figure | None:
    weighed = [(theme.label, theme.voices) for theme in themes if theme.voices is not None]
    names = [words.say(key) for key in ("by_text", "by_voice", "balanced")]
    chart = weights_chart(weighed, names)
    if chart is None:
        return None
    spread = [max(row) - min(row) for row in zip(*chart.values, strict=True)]
    says = words.say("weights_says", label=chart.labels[spread.index(max(spread))])
    headings = [words.say("theme"), *names]
    return _figure(words, words.say("weights"), says, chart, headings, "share")


def _time(counted: OverTime | None, themes: Sequence[Theme], words: Wording) -> Figure | None:
    if counted is None:
        return None
    periods = [period_name(counted.step, start, words.language) for start in counted.starts]
    chart = time_chart(counted, {theme.id: theme.label for theme in themes}, periods)
    most, place, row = max(
        (value, -place, -row)
        for row, values in enumerate(chart.values)
        for place, value in enumerate(values)
    )
    says = words.say(
        "time_says",
        label=chart.labels[-row],
        period=periods[-place],
        n=words.count("texts", int(most)),
    )
    if counted.undated:
        says = f"{says} {words.count('undated', counted.undated)}"
    return _figure(words, words.say("time"), says, chart, [words.say("theme"), *periods])


def correspondence_figure(
    found: CorrespondenceMap, labels: dict[str, str], words: Wording
) -> Figure:
    """The map of themes and groups of one attribute."""
    chart = correspondence_chart(
        found,
        labels,
        lambda group: group or words.say("rest"),
        (words.say("theme"), words.say("group")),
    )
    return _figure(
        words,
        words.say("correspondence", attribute=attribute_name(found.attribute, words)),
        words.say("correspondence_says", share=words.share(found.explained[0])),
        chart,
        [words.say(key) for key in ("name", "mass", "across", "up", "kind")],
    )


def attribute_name(attribute: str, words: Wording) -> str:
    """Attributes have the names of their columns; the channel has ours."""
    return words.say("channel") if attribute == "channel" else attribute
