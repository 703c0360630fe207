"""Charts: the same picture for the same numbers, drawn without the network."""

from __future__ import annotations

import itertools
import re
import socket

import pytest

from charts import look
from charts.drawing import specification
from charts.model import (
    KINDS,
    LONGEST_LABEL,
    Bars,
    Columns,
    Course,
    Diverging,
    Dots,
    Grid,
    Intervals,
    Multiples,
    Scatter,
    Tree,
    short,
    unpack,
)
from charts.rendering import _svg, svg_of

CHARTS = [
    Bars(["Association", "Association", ""], [3, None, 0], ["3 (100 %)", "masqué", "0"]),
    Columns(["28 juin", "29 juin"], [4, 0], "Réponses"),
    Diverging(["Visible", "Aidé"], ["Non", "Entre les deux", "Oui"], [[20, 30, 50], [0, 0, 0]]),
    Grid(["<b>Oui</b>", "Non"], ["Ville", "Bourg"], [[100, None], [0, 12.5]], [[1, 0], [-1, 0]]),
    Intervals(["L’une", "L’autre"], [62, 0], [57, 0], [66, 3], [48, 52], ('Voix "a" \\', "Connue")),
    Dots(["<b>", "Bruit"], ["Textes", "Voix"], [[40, 12.5], [None, 0]]),
    Multiples(["<b>", "Rien"], ["05/2016", "06/2016"], [[3, 12], [0, 0]]),
    Course(["2016-01-01", "2017-06-30"], [3, 12.5], "<b>", 20, 'Cible "20"'),
    Tree(["<b>", "Vélo", "Bus"], [(1, 2, 0.1), (0, 3, 0.4)]),
    Scatter(["A", "<b>", ""], [0, -1, 2.5], [0, 1, 1], [5, 0, 9], [0, 1, 1], ["Un", '"Deux']),
]
kinds = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)


def test_every_kind_is_tried():
    assert {chart.kind for chart in CHARTS} == set(KINDS)


@kinds
@pytest.mark.parametrize("narrow", [False, True])
def test_the_same_chart_gives_the_same_picture(chart, narrow):
    first = svg_of(chart, narrow=narrow)
    _svg.cache_clear()
    assert svg_of(unpack(chart.packed()), narrow=narrow) == first


@kinds
def test_a_picture_holds_no_style_no_script_and_no_address(chart):
    picture = svg_of(chart)
    assert picture.startswith("<svg")
    assert not re.search(r"\sstyle=|<script|<style|\son\w+=|url\(", picture)
    addresses = set(re.findall(r"https?://[^\"\s]+", picture))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


@kinds
def test_a_picture_is_drawn_without_a_connection(chart, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    spec = specification(chart, narrow=False)
    assert "url" not in str(spec.get("data", {})).lower()
    assert svg_of(chart)


def test_an_address_in_a_label_is_text():
    chart = Bars(["https://evil.example/a.png <script>"], [1], ["1"])
    picture = svg_of(chart)
    assert "<script" not in picture
    assert "href" not in picture


def test_what_is_masked_is_written_and_not_drawn():
    picture = svg_of(CHARTS[0])
    assert "masqué" in picture


@pytest.mark.parametrize("packed", [["lines", 1], ["bars"], ["bars", 1, 2, 3, 4, 5]])
def test_what_is_no_chart_is_refused(packed):
    with pytest.raises((KeyError, TypeError)):
        unpack(packed)


def test_labels_are_wrapped_and_long_ones_end_with_an_ellipsis():
    label = "Le renouvellement des bénévoles et des dirigeants " * 4
    assert max(map(len, look.wrapped(label, 24).split("\n"))) <= 24
    assert look.wrapped(label, 24).count("\n") == 3
    assert len(short(label)) <= LONGEST_LABEL
    assert short(label).endswith("…")


def _light(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_shades_read_in_grey():
    lights = [_light(colour) for colour in look.SHADES]
    assert lights == sorted(lights, reverse=True)
    assert all(one - other > 20 for one, other in itertools.pairwise(lights))


@pytest.mark.parametrize("steps", [2, 3, 4, 5, 6, 7])
def test_a_scale_has_a_colour_a_step_and_neighbours_differ_in_grey(steps):
    colours = look.diverging_colours(steps)
    assert len(set(colours)) == steps
    for one, other in itertools.pairwise(colours):
        # The two sides of the middle touch: they are told apart by the line at zero.
        assert abs(_light(one) - _light(other)) > 20 or steps % 2 == 0
