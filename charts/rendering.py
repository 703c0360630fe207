"""A chart as SVG, without a browser and without the network."""

from __future__ import annotations

import json
from functools import lru_cache

import vl_convert

from charts.drawing import specification
from charts.model import Chart, unpack

KEPT = 512
"""Pictures kept in memory, about 10 kB each."""


def svg_of(chart: Chart, *, narrow: bool = False) -> str:
    """The picture; the same chart always gives the same text."""
    return _svg(json.dumps(chart.packed(), ensure_ascii=False), narrow)


@lru_cache(maxsize=KEPT)
def _svg(packed: str, narrow: bool) -> str:
    spec = specification(unpack(json.loads(packed)), narrow=narrow)
    # No address at all may be fetched: neither data nor an image.
    return vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
