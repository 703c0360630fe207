"""A chart as SVG, without a browser and without the network."""

from __future__ import annotations

import json
from functools import lru_cache

import vl_convert

from app.questionnaires.charts.drawing import specification
from app.questionnaires.charts.model import Chart

KEPT = 512
"""Pictures kept in memory, about 10 kB each."""


def svg_of(chart: Chart, *, narrow: bool = False) -> str:
    """The picture; the same chart always gives the same text."""
    return _svg(json.dumps(specification(chart, narrow=narrow), sort_keys=True))


@lru_cache(maxsize=KEPT)
def _svg(spec: str) -> str:
    # No address at all may be fetched: neither data nor an image.
    return vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
