"""Charts in a document: the picture of the page, said in words, and its figures in a table."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from app.web.filters import number
from charts.model import Bars, short
from charts.rendering import svg_of
from documents.writing import Figure, Part, Table, words

MOST_BARS = 12
"""More would be higher than a page: then the table alone tells them."""
MOST_NAMED = 6
"""Beside more bars stand codes only: the table has the names."""


def bars(
    caption: str,
    headings: tuple[str, str],
    rows: Sequence[tuple[str, int]],
    *,
    unit: str = "",
) -> tuple[Part, ...]:
    """A chart of bars and its table, in which alone the noughts stand; nothing where there is
    nothing to compare."""
    shown = [row for row in rows if row[1]]
    if not shown:
        return ()
    figures = Table(
        _("%(caption)s: the figures", caption=caption),
        headings,
        tuple((words(name), words(number(value) + unit)) for name, value in rows),
        frozenset({1}),
    )
    if len(shown) > MOST_BARS:
        return (figures,)
    chart = Bars(
        labels=[_beside(name, len(shown)) for name, _value in shown],
        values=[float(value) for _name, value in shown],
        texts=[number(value) + unit for _name, value in shown],
    )
    said = ", ".join(
        _("%(name)s: %(count)s", name=name, count=number(value) + unit) for name, value in shown
    )
    return (Figure(svg_of(chart), f"{caption}. {said}", caption), figures)


def _beside(name: str, bars_shown: int) -> str:
    return short(name if bars_shown <= MOST_NAMED else name.partition(" – ")[0])
